// Moves the visits that stand on days on which their office is closed. One party a unit of work: a crash, a second look or a second
// server moves nobody twice, and what is not moved yet is moved by the next look.
#pragma once

#include <cstdint>
#include <functional>

#include "server/http/services.hpp"
#include "shared/base/result.hpp"

namespace motcua::booking {

struct MovedVisits {
    std::int64_t moved = 0;      ///< files that have another time now
    std::int64_t cancelled = 0;  ///< files that must book again: all was full
};
/// In the order of booking; those who were booked together stay together. Each is told; who has no address that works stays
/// untold ("notification.impossible" on the audit chain). Visits that have begun are left. Errors: store_unavailable.
[[nodiscard]] Result<MovedVisits> move_affected(const http::Services& services, const std::function<bool()>& stopping = [] { return false; });

}  // namespace motcua::booking
