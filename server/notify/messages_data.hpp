// assets/messages.json, compiled in: messages never depend on a file that may be missing at run time.
#pragma once

#include <string_view>

namespace motcua::notify {

[[nodiscard]] std::string_view messages_json();

}  // namespace motcua::notify
