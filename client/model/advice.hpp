// What to do about a cause that the judges of pictures name (shared/portrait/causes.def).
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace motcua::client {

/// The key of the words: "portrait.too_far" is mended as "portrait.advice.too_far" says.
[[nodiscard]] inline std::string advice_key(std::string_view cause) {
    const std::size_t room = std::min(cause.find('.'), cause.size());
    return std::string(cause.substr(0, room)) + ".advice" + std::string(cause.substr(room));
}

}  // namespace motcua::client
