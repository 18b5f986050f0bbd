// What an administrator may have done while the server serves (server/control): a name, and what is done.
#pragma once

#include <mutex>

#include "server/control/socket.hpp"
#include "server/http/services.hpp"
#include "server/keys/keyring.hpp"

namespace motcua::cli {

inline constexpr std::string_view rotate_command = "keys.rotate", close_command = "office.close", open_command = "office.open";

/// {"from","to","dataKeys","continued","leftIn"}
[[nodiscard]] Json json_of(const keys::Rotation& done);

/// Services and mutex must outlive the commands. `moving` is held while an office is closed: no look moves anybody meanwhile, so
/// that the command counts everybody.
[[nodiscard]] control::Commands serving_commands(const http::Services& services, std::mutex& moving);

}  // namespace motcua::cli
