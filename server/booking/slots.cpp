#include "server/booking/slots.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "shared/base/text.hpp"
#include "shared/calendar/calendar.hpp"

namespace motcua::booking {
namespace {

constexpr unsigned friday = 5, saturday = 6;

unsigned weekday_of(Date day, const rules::Calendar& calendar) {
    const auto iso = std::chrono::weekday(std::chrono::sys_days(day)).iso_encoding();
    // A Saturday made a working day by a swap is worked like the day off it stands for: office hours of a Friday.
    return iso >= saturday && calendar::is_working_day(day, calendar) ? friday : iso;
}

bool holds_on(const rules::OpeningHours& hours, unsigned weekday) {
    return weekday >= static_cast<unsigned>(hours.weekday_from) && weekday <= static_cast<unsigned>(hours.weekday_to);
}

bool is_closed(Date day, const rules::Calendar& calendar) { return !calendar::is_working_day(day, calendar); }

}  // namespace

std::string time_text(int minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); }

std::optional<int> parse_time(std::string_view text) {
    const bool shaped = text.size() == 5 && text[2] == ':' && text::is_digit(text[0]) && text::is_digit(text[1]) &&
                        text::is_digit(text[3]) && text::is_digit(text[4]);
    if (!shaped) return std::nullopt;
    const int hour = (text[0] - '0') * 10 + text[1] - '0', minute = (text[3] - '0') * 10 + text[4] - '0';
    return hour < 24 && minute < 60 ? std::optional(hour * 60 + minute) : std::nullopt;
}

std::vector<Slot> slots_on(const rules::Office& office, Date day, const rules::Calendar& calendar, const Taken& taken,
                           int from_minute) {
    std::vector<Slot> out;
    if (is_closed(day, calendar) || office.minutes_per_person <= 0) return out;
    const auto weekday = weekday_of(day, calendar);
    int block = 0;
    for (const auto& hours : office.hours) {
        const auto opens = parse_time(hours.opens), closes = parse_time(hours.closes);
        if (!holds_on(hours, weekday) || !opens || !closes) continue;
        for (int minute = *opens; minute + office.minutes_per_person <= *closes; minute += office.minutes_per_person) {
            const auto it = taken.find(time_text(minute));
            const int free = std::max(office.desks - (it == taken.end() ? 0 : it->second), 0);
            if (minute >= from_minute) out.push_back({.minute = minute, .block = block, .free = free});
        }
        ++block;
    }
    return out;
}

rules::Text why_closed(const rules::Office& office, Date day, const rules::Calendar& calendar) {
    if (is_closed(day, calendar)) return calendar::why_off(day, calendar).name;
    (void)office;
    return {.vi = "Cơ quan không tiếp nhận vào ngày này", .en = "The office takes no visitors on this day"};
}

std::optional<std::vector<int>> seats_for(const std::vector<Slot>& slots, int minute, int party) {
    auto it = std::find_if(slots.begin(), slots.end(), [&](const Slot& slot) { return slot.minute == minute; });
    if (it == slots.end() || it->free <= 0) return std::nullopt;
    std::vector<int> seats;
    for (const int block = it->block; it != slots.end() && it->block == block; ++it) {
        if (it->free == 0 && static_cast<int>(seats.size()) < party) return std::nullopt;  // the family stays together
        for (int i = 0; i < it->free && static_cast<int>(seats.size()) < party; ++i) seats.push_back(it->minute);
        if (static_cast<int>(seats.size()) == party) return seats;
    }
    return std::nullopt;
}

}  // namespace motcua::booking
