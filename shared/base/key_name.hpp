// The longest name an officer may give a security key: the page stops there, the server refuses more.
#pragma once

#include <cstddef>

namespace motcua {

inline constexpr std::size_t longest_key_name = 40;  ///< characters

}  // namespace motcua
