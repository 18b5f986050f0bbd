#include "shared/calendar/calendar.hpp"

#include <algorithm>
#include <optional>

namespace motcua::calendar {
namespace {

using Option = std::vector<Date>;

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

bool holds(const Option& option, Date day) { return std::find(option.begin(), option.end(), day) != option.end(); }

/// The open question that this day hangs on; null when none takes it off.
const rules::OpenDays* question_of(Date day, const rules::Calendar& calendar) {
    for (const rules::OpenDays& open : calendar.open)
        for (const Option& option : open.options)
            if (holds(option, day)) return &open;
    return nullptr;
}

bool is_off_in_all(const rules::OpenDays& open, Date day) {
    return std::all_of(open.options.begin(), open.options.end(), [&](const Option& option) { return holds(option, day); });
}

/// One option for each open question that matters.
using Scenario = std::vector<const Option*>;

bool is_off(Date day, const rules::Calendar& calendar, const Scenario& scenario) {
    if (const auto* row = entry(day, calendar)) return row->kind != rules::DayKind::working;
    return is_weekend(day) || std::any_of(scenario.begin(), scenario.end(), [&](const Option* option) { return holds(*option, day); });
}

SkippedDay skipped(Date day, const rules::Calendar& calendar) {
    if (const auto* open = question_of(day, calendar)) return {.date = day, .reason = {.key = open->reason, .name = open->name}};
    return {.date = day, .reason = why_off(day, calendar)};
}

/// The count under one scenario.
Deadline count(Date received, int days, const rules::Calendar& calendar, const Scenario& scenario) {
    Deadline answer{.due = received, .latest = received, .days = days};
    for (int left = days; left > 0;) {
        answer.due = next(answer.due);
        if (is_off(answer.due, calendar, scenario)) answer.skipped.push_back(skipped(answer.due, calendar));
        else --left;
    }
    answer.latest = answer.due;
    return answer;
}

bool touches(const rules::OpenDays& open, Date from, Date to) {
    const auto between = [&](Date day) { return from < day && day <= to; };
    return std::any_of(open.options.begin(), open.options.end(), [&](const Option& option) { return std::any_of(option.begin(), option.end(), between); });
}

/// Every combination of the options of the questions from `index` on.
void for_each_scenario(const std::vector<const rules::OpenDays*>& questions, std::size_t index, Scenario& chosen, auto& use) {
    if (index == questions.size()) return use(chosen);
    for (const Option& option : questions[index]->options) {
        chosen.push_back(&option);
        for_each_scenario(questions, index + 1, chosen, use);
        chosen.pop_back();
    }
}

std::vector<const rules::OpenDays*> questions_within(Date received, int days, const rules::Calendar& calendar) {
    // the longest breaks leave two working days in a week
    const Date far = Days{received} + std::chrono::days{days * 4 + 14};
    std::vector<const rules::OpenDays*> out;
    for (const rules::OpenDays& open : calendar.open)
        if (touches(open, received, far)) out.push_back(&open);
    return out;
}

void list_undecided(Deadline& answer, Date received, const rules::Calendar& calendar) {
    for (Date day = next(received); day <= answer.latest; day = next(day))
        if (day_state(day, calendar) == DayState::undecided) answer.undecided.push_back(skipped(day, calendar));
}

}  // namespace

DayState day_state(Date day, const rules::Calendar& calendar) {
    if (const auto* row = entry(day, calendar)) return row->kind == rules::DayKind::working ? DayState::working : DayState::off;
    if (is_weekend(day)) return DayState::off;
    const auto* open = question_of(day, calendar);
    if (open == nullptr) return DayState::working;
    return is_off_in_all(*open, day) ? DayState::off : DayState::undecided;
}

DayReason why_off(Date day, const rules::Calendar& calendar) {
    if (day_state(day, calendar) != DayState::off) return {};
    if (const auto* row = entry(day, calendar)) return {.key = row->reason, .name = row->name};
    if (const auto* open = question_of(day, calendar)) return {.key = open->reason, .name = open->name};
    return {.key = "weekend", .name = {.vi = "Ngày nghỉ hằng tuần", .en = "Weekend"}};
}

Deadline deadline(Date received, int working_days, const rules::Calendar& calendar) {
    const int days = std::clamp(working_days, 0, 1000);
    std::optional<Deadline> answer;
    Date latest = received;
    Scenario chosen;
    auto consider = [&](const Scenario& scenario) {
        Deadline one = count(received, days, calendar, scenario);
        latest = std::max(latest, one.latest);
        if (!answer || one.due < answer->due) answer = std::move(one);
    };
    for_each_scenario(questions_within(received, days, calendar), 0, chosen, consider);
    answer->latest = latest;
    list_undecided(*answer, received, calendar);
    const bool announced = calendar.known_from <= next(received) && answer->latest <= calendar.known_to;
    answer->certain = days == 0 || (announced && answer->undecided.empty());
    return *std::move(answer);
}

bool is_working_day(Date day, const rules::Calendar& calendar) { return day_state(day, calendar) == DayState::working; }

int working_days_since(Date received, Date on, const rules::Calendar& calendar) {
    int count = 0;
    for (Date day = next(received); day <= on && count < 1000; day = next(day))
        if (day_state(day, calendar) != DayState::off) ++count;
    return count;
}

Date activation_last_day(Date notified, int activation_days) { return Days{notified} + std::chrono::days{activation_days}; }

}  // namespace motcua::calendar
