// What serve starts beside the front: rules, notifier, registry client, models, outbox worker. Each lives as long as the
// object that start_parts gives; workers stop when it goes.
#pragma once

#include <memory>

#include "server/http/services.hpp"
#include "shared/base/result.hpp"

namespace motcua::cli {

/// Fills the services that other rooms provide and starts their workers.
[[nodiscard]] Result<std::shared_ptr<void>> start_parts(http::Services& services);

}  // namespace motcua::cli
