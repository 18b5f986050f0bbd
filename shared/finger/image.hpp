// A grey fingerprint picture: dark ridges on a light ground, as ISO/IEC 19794-4 delivers it.
#pragma once

#include <cstdint>
#include <vector>

#include "shared/base/result.hpp"

namespace motcua::finger {

/// Resolution every measure, template and comparison works in (ISO/IEC 19794-2: 197 pixels per cm).
inline constexpr int standard_ppi = 500;

struct GreyImage {
    int width = 0;
    int height = 0;
    int ppi = standard_ppi;
    std::vector<std::uint8_t> pixels{};  ///< row by row, 0 = black, width * height bytes

    [[nodiscard]] std::uint8_t at(int x, int y) const { return pixels[static_cast<std::size_t>(y) * width + x]; }
};

/// Tenths of a square millimetre of so many pixels at 500 ppi (387.5 are one square millimetre), rounded down.
[[nodiscard]] constexpr int tenths_of_square_mm(std::int64_t pixels) { return static_cast<int>(pixels * 20 / 775); }

/// Devices are allowed 500 +- 5 ppi (domain.md 7.2): resampling by 1 % would only blur.
[[nodiscard]] constexpr bool is_standard(int ppi) { return ppi >= standard_ppi - 5 && ppi <= standard_ppi + 5; }

/// A blank (white) picture of a size.
[[nodiscard]] GreyImage blank_image(int width, int height);

/// The picture at 500 ppi, of any size. Errors: finger_image_malformed, finger_resolution.
[[nodiscard]] Result<GreyImage> at_standard_ppi(const GreyImage& image);

/// The same for one finger (bilinear, 16.16 fixed point, so native and WASM give the same bytes).
/// Errors: finger_image_malformed (pixels do not fit the size), finger_resolution (outside 250..1200 ppi),
/// finger_image_small (under 96 px a side at 500 ppi), finger_image_large (over 1000 px a side at 500 ppi: a slap).
[[nodiscard]] Result<GreyImage> normalise(const GreyImage& image);

}  // namespace motcua::finger
