// How large a picture of fingers may be before anything is allocated for it.
#pragma once

#include <cstdint>

namespace motcua::finger {

/// A four-finger picture of the largest readers (3.2 by 3.0 inches) at 1,000 ppi has 9.6 million.
inline constexpr std::int64_t most_pixels = 12'000'000;
inline constexpr int most_side = 8'192;

[[nodiscard]] constexpr bool few_enough(std::int64_t width, std::int64_t height) {
    return width <= most_side && height <= most_side && width * height <= most_pixels;
}

}  // namespace motcua::finger
