// What serve starts of the outside rooms: the notifier, and one outbox lane each for the authority, SMS and e-mail.
#pragma once

#include <memory>

#include "server/http/services.hpp"
#include "shared/base/result.hpp"

namespace motcua::provisioning {

/// Fills services.notifier and services.wake_outbox and starts the lanes; they stop when the object given goes.
/// Errors: messages_malformed, file_unusable.
[[nodiscard]] Result<std::shared_ptr<void>> start(http::Services& services);

}  // namespace motcua::provisioning
