// Closing an office for days at the operator's word, and taking that back. Rule: shared/application/closure.hpp.
#pragma once

#include <cstdint>
#include <functional>

#include "server/http/services.hpp"
#include "shared/base/json.hpp"
#include "shared/base/result.hpp"

namespace motcua::store { struct Closure; }

namespace motcua::booking {

/// {"id","office","from","to","reason":{"vi","en"},"closedAt","openFrom"}: openFrom is a day, or null while it holds.
[[nodiscard]] Json json_of(const store::Closure& closure);
/// Asked as {"office","from","to","reasonVi","reasonEn"}. Closes the office, unless the same has been said before, and moves those
/// who were booked: {"closure","moved","cancelled"}. Errors: those of closure::check, store_unavailable.
[[nodiscard]] Result<Json> close_office(const http::Services& services, const Json& asked, const std::function<bool()>& stopping);
/// Asked as {"id"}. Takes a closure back from today on; who was moved keeps the new time: {"closure"}. Errors: request_not_found.
[[nodiscard]] Result<Json> open_office(const http::Services& services, const Json& asked);

/// Days on which the rules leave an office no times although visits stand on them (a new holiday, other weekdays) become closures with
/// the calendar's reason, as far ahead as anybody may book; move_affected does the rest. Gives how many. For the start of a server: its
/// rules do not change while it runs. Errors: store_unavailable.
[[nodiscard]] Result<std::int64_t> close_days_off(const http::Services& services);

}  // namespace motcua::booking
