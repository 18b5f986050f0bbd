// A picture in memory, and the ways in (JPEG, PNG, BMP) and out (JPEG).
//
// Bytes from outside are hostile: the header is read first by our own parser, which refuses too many pixels before
// anything is allocated; only then a decoder library sees the bytes. Every failure is an Error, never a crash.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.hpp"

namespace motcua::picture {

/// Rows from top to bottom without padding. Three channels are in OpenCV's order: blue, green, red.
struct Picture {
    int width = 0;
    int height = 0;
    int channels = 3;  ///< 1 (grey) or 3
    std::vector<std::uint8_t> pixels{};

    [[nodiscard]] bool empty() const { return pixels.empty(); }
    [[nodiscard]] std::size_t stride() const { return static_cast<std::size_t>(width) * static_cast<std::size_t>(channels); }
    [[nodiscard]] std::uint8_t* row(int y) { return pixels.data() + stride() * static_cast<std::size_t>(y); }
    [[nodiscard]] const std::uint8_t* row(int y) const { return pixels.data() + stride() * static_cast<std::size_t>(y); }
};

/// A picture of one colour. Sizes must be positive.
[[nodiscard]] Picture blank(int width, int height, int channels, std::uint8_t value);

/// jpeg2000 and wsq are forms of fingerprints only (jpeg2000.hpp, shared/finger/input): inspect() and decode() know the others.
enum class Format : std::uint8_t { jpeg, png, bmp, jpeg2000, wsq };
enum class Colour : std::uint8_t { grey, bgr };

/// What the header says, read without decoding.
struct Info {
    Format format{};
    int width = 0;  ///< as stored; before the orientation is applied
    int height = 0;
    int orientation = 1;  ///< EXIF 2.32, tag 0x0112: 1..8
    int dpi = 0;          ///< horizontal resolution where stated (JFIF, pHYs, BMP), else 0
};

/// The largest pictures we decode: a 24-megapixel camera's.
inline constexpr std::int64_t max_pixels = 24'000'000;
inline constexpr int max_side = 16'384;

/// Reads the header only. Errors: picture.format (not a JPEG, PNG or BMP), picture.damaged, picture.too_many_pixels.
[[nodiscard]] Result<Info> inspect(std::string_view bytes);

/// Decodes; the picture comes out upright (EXIF orientation applied), transparency on white, without any metadata.
/// Errors: those of inspect, picture.damaged (truncated or inconsistent), picture.colour (CMYK).
[[nodiscard]] Result<Picture> decode(std::string_view bytes, Colour colour = Colour::bgr);

/// "image/jpeg", "image/png", "image/bmp", "image/jp2", "image/x-wsq".
[[nodiscard]] std::string_view media_type(Format format);

/// JPEG without metadata (no EXIF, no place, no thumbnail). quality 1..100.
[[nodiscard]] Result<std::string> encode_jpeg(const Picture& picture, int quality = 92);

/// PNG (grey or BGR), for masks and fingerprints that must stay as they are.
[[nodiscard]] Result<std::string> encode_png(const Picture& picture, int dpi = 0);

/// BT.601 luma in integers, as OpenCV's cvtColor gives it: the same value in every build.
[[nodiscard]] Picture to_grey(const Picture& picture);

/// A camera frame as the browser's canvas gives it (R, G, B, A; alpha ignored).
[[nodiscard]] Result<Picture> from_rgba(std::span<const std::uint8_t> rgba, int width, int height);

/// Turns a picture upright. orientation: EXIF 1..8; others leave it as it is.
[[nodiscard]] Picture upright(Picture picture, int orientation);

/// The part of a picture inside a rectangle; what lies outside of the picture is filled with the nearest edge pixel.
[[nodiscard]] Picture crop(const Picture& picture, int left, int top, int width, int height);

/// Scales by averaging areas (down) or bilinearly (up), in integers: the same pixels in every build.
[[nodiscard]] Picture resize(const Picture& picture, int width, int height);

}  // namespace motcua::picture
