// The largest picture a person may send: pages say it, the browser keeps larger files from the way, the server refuses them.
#pragma once

#include <cstddef>
#include <string>

namespace motcua {

inline constexpr std::size_t largest_picture_mb = 5;
inline constexpr std::size_t largest_picture = largest_picture_mb * 1024 * 1024;  ///< bytes

inline std::string largest_picture_text() { return std::to_string(largest_picture_mb) + " MB"; }

}  // namespace motcua
