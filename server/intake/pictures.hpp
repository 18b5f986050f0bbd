// What portraits and attached pictures share: how a picture from outside is opened, and who may look at it.
#pragma once

#include <string>
#include <string_view>

#include "server/http/services.hpp"
#include "server/intake/session.hpp"
#include "server/sandbox/opening.hpp"
#include "server/store/store.hpp"
#include "shared/base/result.hpp"

namespace motcua::intake {

/// Checked from the header inwards, upright, without metadata, no larger than is of use. Errors: those of sandbox::open.
[[nodiscard]] Result<sandbox::Opened> open_picture(const http::Services& services, const Caller& caller, std::string_view bytes);
/// The owner; officers of the office the application is booked at (or of no office yet).
[[nodiscard]] bool may_see(const store::Transaction& tx, const Caller& caller, std::string_view owner,
                           std::string_view reference);

}  // namespace motcua::intake
