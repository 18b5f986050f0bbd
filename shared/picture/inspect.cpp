// Headers of JPEG (ISO/IEC 10918-1 B.2), PNG (ISO/IEC 15948 11.2.2) and BMP, read without decoding.
#include <array>

#include "shared/picture/picture.hpp"
#include "shared/picture/reader.hpp"

namespace motcua::picture {
namespace {

Result<Info> checked(Info info, std::int64_t width, std::int64_t height) {
    if (width <= 0 || height <= 0) return Error{.code = ErrorCode::picture_damaged, .detail = "size"};
    if (width > max_side || height > max_side || width * height > max_pixels) return ErrorCode::picture_too_many_pixels;
    info.width = static_cast<int>(width);
    info.height = static_cast<int>(height);
    return info;
}

/// Orientation out of an APP1 segment "Exif\0\0" + TIFF (EXIF 2.32, 4.5.4); 1 when absent or broken.
int exif_orientation(const Reader& r, std::size_t at, std::size_t size) {
    if (r.text(at, 6) != std::string_view("Exif\0\0", 6) || size < 14) return 1;
    const std::size_t tiff = at + 6, end = at + size;
    const bool little = r.text(tiff, 2) == "II";
    auto u16 = [&](std::size_t p) { return little ? r.le16(p) : r.be16(p); };
    auto u32 = [&](std::size_t p) { return little ? r.le32(p) : r.be32(p); };
    const std::size_t directory = tiff + u32(tiff + 4);
    if (directory + 2 > end) return 1;
    const std::size_t entries = u16(directory);
    for (std::size_t i = 0; i < entries; ++i) {
        const std::size_t entry = directory + 2 + 12 * i;
        if (entry + 12 > end) return 1;
        if (u16(entry) != 0x0112) continue;
        const int value = static_cast<int>(u16(entry + 8));
        return value >= 1 && value <= 8 ? value : 1;
    }
    return 1;
}

void read_jfif(const Reader& r, std::size_t at, Info& info) {
    if (r.text(at, 5) != std::string_view("JFIF\0", 5)) return;
    const int density = static_cast<int>(r.be16(at + 8));
    if (r.u8(at + 7) == 1) info.dpi = density;
    if (r.u8(at + 7) == 2) info.dpi = (density * 254 + 50) / 100;
}

bool is_frame_header(std::uint32_t marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

Result<Info> inspect_jpeg(const Reader& r) {
    Info info{.format = Format::jpeg};
    std::size_t at = 2;
    while (r.has(at, 4)) {
        if (r.u8(at) != 0xff) return ErrorCode::picture_damaged;
        const std::uint32_t marker = r.u8(at + 1);
        if (marker == 0xff) {
            ++at;
            continue;
        }  // fill bytes
        if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
            at += 2;
            continue;
        }
        const std::size_t size = r.be16(at + 2);
        if (size < 2 || marker == 0xd9 || marker == 0xda) return ErrorCode::picture_damaged;
        if (is_frame_header(marker)) return checked(info, r.be16(at + 7), r.be16(at + 5));
        if (marker == 0xe1) info.orientation = exif_orientation(r, at + 4, size - 2);
        if (marker == 0xe0) read_jfif(r, at + 4, info);
        at += 2 + size;
    }
    return ErrorCode::picture_damaged;
}

Result<Info> inspect_png(const Reader& r) {
    if (r.text(12, 4) != "IHDR" || !r.has(16, 8)) return ErrorCode::picture_damaged;
    Info info{.format = Format::png};
    std::size_t at = 8;
    while (r.has(at, 12) && r.text(at + 4, 4) != "IDAT") {
        if (r.text(at + 4, 4) == "pHYs" && r.u8(at + 16) == 1) info.dpi = static_cast<int>(r.be32(at + 8) * 0.0254 + 0.5);
        if (r.be32(at) > 0x7fffffff) return ErrorCode::picture_damaged;  // 5.3; in WASM's 32 bits the sum would also wrap: a loop
        at += 12 + std::size_t{r.be32(at)};
    }
    return checked(info, r.be32(16), r.be32(20));
}

Result<Info> inspect_bmp(const Reader& r) {
    if (!r.has(0, 54)) return ErrorCode::picture_damaged;
    Info info{.format = Format::bmp, .dpi = static_cast<int>(r.le32(38) * 0.0254 + 0.5)};
    const auto height = static_cast<std::int32_t>(r.le32(22));  // negative: rows from the top
    return checked(info, static_cast<std::int32_t>(r.le32(18)), height < 0 ? -static_cast<std::int64_t>(height) : height);
}

}  // namespace

Result<Info> inspect(std::string_view bytes) {
    const Reader r(bytes);
    if (r.be16(0) == 0xffd8 && r.u8(2) == 0xff) return inspect_jpeg(r);
    if (r.text(0, 8) == std::string_view("\x89PNG\r\n\x1a\n", 8)) return inspect_png(r);
    if (r.text(0, 2) == "BM") return inspect_bmp(r);
    return ErrorCode::picture_format;
}

std::string_view media_type(Format format) {
    static constexpr std::array<std::string_view, 5> names{"image/jpeg", "image/png", "image/bmp", "image/jp2", "image/x-wsq"};
    return names[static_cast<std::size_t>(format)];
}

}  // namespace motcua::picture
