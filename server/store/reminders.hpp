// Of which visits and accounts it is still open whether to remind, and that it is settled. When it is time is the rule's
// (shared/application/reminders.hpp).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/bookings.hpp"
#include "shared/base/date.hpp"

namespace motcua::store {

/// A seat that is held and of which nobody has settled yet whether to remind.
struct OpenVisit {
    Booking seat;
    Millis booked_at = 0;
};
/// An account, and of which day after it the person was reminded last; 0: of none.
struct OpenAccount {
    Millis created_at = 0;
    std::string activate_by;
    int reminded = 0;
};
/// Accounts made from an instant on and before another.
struct AccountSpan {
    Millis from = 0, before = 0;
    int day = 0;  ///< whose person was reminded of an earlier day at most
};
/// How many references a list gives at most: the rest comes when these are settled.
inline constexpr int reminders_listed = 500;

class Reminders {
public:
    virtual ~Reminders() = default;
    /// Open visits of a day that were booked before an instant, in the order of booking.
    [[nodiscard]] virtual std::vector<std::string> visits(std::string_view date, Millis booked_before) const = 0;
    [[nodiscard]] virtual std::optional<OpenVisit> visit_of(std::string_view reference) const = 0;
    /// It is settled now; another seat of the application is open again.
    virtual void settle_visit(std::string_view reference) = 0;
    /// By the instant of the account.
    [[nodiscard]] virtual std::vector<std::string> accounts(const AccountSpan& span) const = 0;
    [[nodiscard]] virtual std::optional<OpenAccount> account_of(std::string_view reference) const = 0;
    virtual void settle_activation(std::string_view reference, int day) = 0;
};

}  // namespace motcua::store
