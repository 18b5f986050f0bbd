// Reminds people of their visits and of activating their accounts, by the rule of shared/application/reminders.hpp.
// That it is settled and the message's outbox row are one unit: a crash, a second look or a second server changes nothing.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string_view>

#include "server/http/services.hpp"
#include "shared/application/reminders.hpp"

namespace motcua::reminders {

/// The plans of assets/reminders.json.
[[nodiscard]] std::string_view plan_json();

struct Reminded {
    std::int64_t visits = 0, activations = 0;
};
/// Settles everything that is due now, one file a unit, and wakes the outbox. Who has no address that works stays untold
/// ("notification.impossible" on the audit chain). Errors: store_unavailable.
[[nodiscard]] Result<Reminded> remind_due(const http::Services& services, const Plan& plan, const std::stop_token& stop = {});

}  // namespace motcua::reminders
