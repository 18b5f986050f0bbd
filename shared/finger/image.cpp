#include "shared/finger/image.hpp"

#include <algorithm>

#include "shared/finger/input/resolution.hpp"

namespace motcua::finger {
namespace {

constexpr int smallest_side = 96;
constexpr int largest_side = 1000;

/// 16.16 source coordinate of an output pixel's centre, clamped to the picture.
std::int64_t source_of(int i, int from_ppi, int last) {
    const std::int64_t centre = ((2 * static_cast<std::int64_t>(i) + 1) * from_ppi << 15) / standard_ppi - (1 << 15);
    return std::clamp<std::int64_t>(centre, 0, static_cast<std::int64_t>(last) << 16);
}

std::uint8_t bilinear(const GreyImage& image, std::int64_t fx, std::int64_t fy) {
    const int x = static_cast<int>(fx >> 16), y = static_cast<int>(fy >> 16);
    const int x1 = std::min(x + 1, image.width - 1), y1 = std::min(y + 1, image.height - 1);
    const std::int64_t wx = fx & 0xFFFF, wy = fy & 0xFFFF;
    const std::int64_t top = image.at(x, y) * (65536 - wx) + image.at(x1, y) * wx;
    const std::int64_t bottom = image.at(x, y1) * (65536 - wx) + image.at(x1, y1) * wx;
    return static_cast<std::uint8_t>((top * (65536 - wy) + bottom * wy + (1LL << 31)) >> 32);
}

/// A side at 500 ppi.
int scaled(int side, int ppi) {
    return static_cast<int>(std::max<std::int64_t>(1, (static_cast<std::int64_t>(side) * standard_ppi + ppi / 2) / ppi));
}

GreyImage resample(const GreyImage& image, int width, int height) {
    GreyImage out = blank_image(width, height);
    for (int y = 0; y < height; ++y) {
        const std::int64_t fy = source_of(y, image.ppi, image.height - 1);
        for (int x = 0; x < width; ++x)
            out.pixels[static_cast<std::size_t>(y) * width + x] = bilinear(image, source_of(x, image.ppi, image.width - 1), fy);
    }
    return out;
}

/// Pixels that fit the size, at a resolution that prints are taken at.
Result<void> sound(const GreyImage& image) {
    if (image.width <= 0 || image.height <= 0 || image.width > 1 << 14 || image.height > 1 << 14 ||
        image.pixels.size() != static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height))
        return ErrorCode::finger_image_malformed;
    if (trusted_ppi(image.ppi) == 0) return ErrorCode::finger_resolution;
    return {};
}

}  // namespace

GreyImage blank_image(int width, int height) {
    return {.width = width, .height = height,
            .pixels = std::vector<std::uint8_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 255)};
}

Result<GreyImage> at_standard_ppi(const GreyImage& image) {
    MOTCUA_CHECK(sound(image));
    if (is_standard(image.ppi)) {
        GreyImage same = image;
        same.ppi = standard_ppi;
        return same;
    }
    return resample(image, scaled(image.width, image.ppi), scaled(image.height, image.ppi));
}

Result<GreyImage> normalise(const GreyImage& image) {
    MOTCUA_CHECK(sound(image));
    const int width = scaled(image.width, image.ppi), height = scaled(image.height, image.ppi);
    // a slap is refused before it is resampled
    if (width < smallest_side || height < smallest_side) return ErrorCode::finger_image_small;
    if (width > largest_side || height > largest_side) return ErrorCode::finger_image_large;
    return at_standard_ppi(image);
}

}  // namespace motcua::finger
