// When people are reminded: of the visit to the office, and of activating the account in its first days. Dated data of
// assets/reminders.json; hours and days are those of Vietnam.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/date.hpp"
#include "shared/base/result.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::reminders {

/// Hours of the day between which a reminder may go out: 8 to 20 is from 08:00 to 19:59.
struct Hours {
    int from = 0, to = 24;
};
enum class Counted : std::uint8_t {
    calendar,  ///< every day
    working,   ///< surely worked ones
};
struct Plan {
    std::string id;
    Date from{};
    int visit_days_before = 1;
    Counted visit_counted{};
    Hours visit_hours;
    std::vector<int> activation_days;  ///< after the day of the account, ascending; none: nobody is reminded
    Hours activation_hours;
    rules::Origin origin;
};

/// Every plan, the oldest first. Errors: rules_malformed (detail: where).
[[nodiscard]] Result<std::vector<Plan>> parse_plans(std::string_view json);
/// The one in force; before the first, the first.
[[nodiscard]] const Plan& plan_on(const std::vector<Plan>& plans, Date day);

/// Whether it is such an hour now.
[[nodiscard]] bool may_go_out(const Hours& hours, Millis now);
/// When the hours of this day end.
[[nodiscard]] Millis closes(const Hours& hours, Millis now);

enum class Due : std::uint8_t { later, now, never };

struct Visit {
    Date day{};
    int minute = 0;       ///< of that day
    Millis booked_at = 0;
};
/// When a visit begins.
[[nodiscard]] Millis begins(const Visit& visit);
/// From its moment until the visit begins, within the hours. Never for who booked after that moment: the message about the
/// booking has just told them.
[[nodiscard]] Due visit_due(const Plan& plan, const Visit& visit, const rules::Calendar& calendar, Millis now);
/// A day whose visits may be due today: those that were booked before their moment.
struct VisitDay {
    Date day{};
    Millis booked_before = 0;
};
/// In order.
[[nodiscard]] std::vector<VisitDay> visits_due(const Plan& plan, Date today, const rules::Calendar& calendar);

struct Account {
    Date created{};
    Date last_day{};   ///< of activating in the app
    int reminded = 0;  ///< of which day, counted from `created`; 0: not yet
};
/// Of which of the plan's days to remind now; 0: of none. One that was missed is made up for until the next comes.
[[nodiscard]] int activation_due(const Plan& plan, const Account& account, Millis now);
/// Accounts made from an instant on and before another, whose people may be due to be reminded of one of the plan's days.
struct Made {
    Millis from = 0, before = 0;
    int day = 0;
};
/// Of today; `activation_days` is how many days people have.
[[nodiscard]] std::vector<Made> accounts_due(const Plan& plan, Date today, int activation_days);

}  // namespace motcua::reminders
