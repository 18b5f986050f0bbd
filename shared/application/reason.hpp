// How long a reason may be that an officer writes into a file: pages stop there, the server refuses less and more.
#pragma once

#include <cstddef>

namespace motcua::application {

inline constexpr std::size_t shortest_reason = 3, longest_reason = 500;  ///< characters

}  // namespace motcua::application
