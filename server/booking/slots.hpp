// Slots: computed, never stored. An office's hours are cut into slots of minutes_per_person with as many seats as desks;
// days off by the calendar have none, a worked Saturday has Friday's. A party of n takes the next n seats from its time on.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/date.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::booking {

/// Seats taken already, by time ("08:30").
using Taken = std::map<std::string, int>;

struct Slot {
    int minute = 0;   ///< of the day
    int block = 0;    ///< slots of one block follow one another (a morning, an afternoon)
    int free = 0;
};

[[nodiscard]] std::string time_text(int minute);                     ///< 510 -> "08:30"
[[nodiscard]] std::optional<int> parse_time(std::string_view text);  ///< "08:30" -> 510

/// All slots of an open day with their free seats; empty on a day off. Slots before `from_minute` are left out.
[[nodiscard]] std::vector<Slot> slots_on(const rules::Office& office, Date day, const rules::Calendar& calendar, const Taken& taken, int from_minute);
/// Why there are no slots: the calendar's reason, or that the office is closed on this weekday.
[[nodiscard]] rules::Text why_closed(const rules::Office& office, Date day, const rules::Calendar& calendar);
/// The seats that a party beginning at `minute` would take, in order; nothing when there are not enough.
[[nodiscard]] std::optional<std::vector<int>> seats_for(const std::vector<Slot>& slots, int minute, int party);

}  // namespace motcua::booking
