#include "shared/calendar/calendar.hpp"

#include <algorithm>

namespace motcua::calendar {
namespace {

const rules::CalendarDay* entry(Date day, const rules::Calendar& calendar) {
    const auto found = std::lower_bound(calendar.days.begin(), calendar.days.end(), day,
                                        [](const rules::CalendarDay& row, Date wanted) { return row.date < wanted; });
    return found != calendar.days.end() && found->date == day ? &*found : nullptr;
}

bool is_weekend(Date day) {
    const unsigned weekday = std::chrono::weekday{Days{day}}.iso_encoding();
    return weekday >= 6;
}

Date next(Date day) { return Days{day} + std::chrono::days{1}; }

bool is_certain(Date day, const rules::Calendar& calendar) {
    const auto* row = entry(day, calendar);
    const bool announced = calendar.known_from <= day && day <= calendar.known_to;
    return announced && (row == nullptr || (row->certain && row->kind != rules::DayKind::undecided));
}

bool is_off(Date day, const rules::Calendar& calendar, bool undecided_are_off) {
    const DayState state = day_state(day, calendar);
    return state == DayState::off || (state == DayState::undecided && undecided_are_off);
}

/// The last day of the count when undecided days are all off.
Date latest(Date received, int working_days, const rules::Calendar& calendar) {
    Date day = received;
    for (int left = working_days; left > 0;) {
        day = next(day);
        if (!is_off(day, calendar, true)) --left;
    }
    return day;
}

}  // namespace

DayState day_state(Date day, const rules::Calendar& calendar) {
    if (const auto* row = entry(day, calendar)) {
        if (row->kind == rules::DayKind::working) return DayState::working;
        if (row->kind == rules::DayKind::undecided) return DayState::undecided;
        return DayState::off;
    }
    return is_weekend(day) ? DayState::off : DayState::working;
}

bool is_working_day(Date day, const rules::Calendar& calendar) { return day_state(day, calendar) != DayState::off; }

DayReason why_off(Date day, const rules::Calendar& calendar) {
    if (day_state(day, calendar) != DayState::off) return {};
    if (const auto* row = entry(day, calendar)) return {.key = row->reason, .name = row->name};
    return {.key = "weekend", .name = {.vi = "Ngày nghỉ hằng tuần", .en = "Weekend"}};
}

Deadline deadline(Date received, int working_days, const rules::Calendar& calendar) {
    Deadline answer{.due = received, .latest = received, .days = std::clamp(working_days, 0, 1000)};
    for (int left = answer.days; left > 0;) {
        answer.due = next(answer.due);
        answer.certain = answer.certain && is_certain(answer.due, calendar);
        if (is_working_day(answer.due, calendar)) --left;
        else answer.skipped.push_back({.date = answer.due, .reason = why_off(answer.due, calendar)});
    }
    answer.latest = latest(received, answer.days, calendar);
    return answer;
}

int working_days_since(Date received, Date on, const rules::Calendar& calendar) {
    int count = 0;
    for (Date day = next(received); day <= on && count < 1000; day = next(day))
        if (is_working_day(day, calendar)) ++count;
    return count;
}

Date activation_last_day(Date notified, int activation_days) { return Days{notified} + std::chrono::days{activation_days}; }

}  // namespace motcua::calendar
