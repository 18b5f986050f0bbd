// Working days and deadlines. The day after receipt is day 1; only working days count (Civil Code 2015 Arts 147-148).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/date.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::calendar {

enum class DayState {
    working,
    off,
    undecided,  ///< not announced: off in one option, worked in another
};
[[nodiscard]] DayState day_state(Date day, const rules::Calendar& calendar);
/// Surely worked: an undecided day is none, nobody may be sent to a closed door.
[[nodiscard]] bool is_working_day(Date day, const rules::Calendar& calendar);
/// Why a day is off: a stable key ("weekend", "tet", …) and a text; empty for working days.
struct DayReason {
    std::string key;
    rules::Text name;
};
[[nodiscard]] DayReason why_off(Date day, const rules::Calendar& calendar);

struct SkippedDay {
    Date date{};
    DayReason reason;
};
struct Deadline {
    Date due{};            ///< last lawful day under the option that ends soonest: the office is on time in any case
    Date latest{};         ///< under the option that ends last: what may be promised to the applicant
    int days = 0;          ///< working days counted
    bool certain = true;   ///< nothing between receipt and `latest` depends on what is not announced
    std::vector<SkippedDay> skipped{};    ///< days off after receipt and up to due, in order
    std::vector<SkippedDay> undecided{};  ///< days up to `latest` that one option takes off and another does not
};
[[nodiscard]] Deadline deadline(Date received, int working_days, const rules::Calendar& calendar);
/// Working days from the day after receipt up to and with `on`: "this is working day 2". Undecided days count.
[[nodiscard]] int working_days_since(Date received, Date on, const rules::Calendar& calendar);
/// The last calendar day for activating in VNeID: the notice's day + 7 (Decree 69 Art. 14(1): days, not working days).
[[nodiscard]] Date activation_last_day(Date notified, int activation_days = 7);

}  // namespace motcua::calendar
