// Boxes of a JP2 file (ISO/IEC 15444-1, annex I) and the first segment of its code stream (A.5.1), read without decoding.
#include "shared/picture/jpeg2000.hpp"
#include "shared/picture/reader.hpp"

namespace motcua::picture {
namespace {

constexpr std::string_view signature("\0\0\0\x0cjP  \r\n\x87\n", 12);
constexpr std::string_view stream_start("\xff\x4f\xff\x51", 4);  // SOC, SIZ
constexpr std::uint32_t most_tiles = 1024;

Error damaged(std::string_view where) { return {.code = ErrorCode::picture_damaged, .detail = std::string(where)}; }

struct Box {
    std::string_view type{};
    std::size_t body = 0, end = 0;
};

/// The box at a place: 32-bit length, or 0 for "to the end". Long ones (64 bits) belong to no file that we take.
bool read_box(const Reader& r, std::size_t at, std::size_t end, Box& out) {
    if (!r.has(at, 8) || at + 8 > end) return false;
    const std::size_t length = r.be32(at) == 0 ? end - at : r.be32(at);
    if (length < 8 || length > end - at) return false;
    out = {.type = r.text(at + 4, 4), .body = at + 8, .end = at + length};
    return true;
}

/// Pixels an inch of a resolution box (I.5.3.7): vertical and horizontal as fraction and power of ten a metre.
int dpi_of(const Reader& r, const Box& box) {
    const double numerator = r.be16(box.body + 4), denominator = r.be16(box.body + 6);
    if (box.end - box.body < 10 || denominator == 0) return 0;
    double per_inch = numerator / denominator * 0.0254;
    for (int power = static_cast<std::int8_t>(r.u8(box.body + 9)); power != 0; power += power > 0 ? -1 : 1) per_inch *= power > 0 ? 10 : 0.1;
    return per_inch < 1 || per_inch > 10'000 ? 0 : static_cast<int>(per_inch + 0.5);
}

/// "res " holds the captured ("resc") and the display resolution ("resd"); the captured one is a scanner's.
int find_dpi(const Reader& r) {
    std::size_t at = signature.size(), end = r.size();
    Box box;
    for (const std::string_view wanted : {"jp2h", "res ", "resc"}) {
        for (; read_box(r, at, end, box) && box.type != wanted; at = box.end) {}
        if (!read_box(r, at, end, box)) return 0;
        at = box.body, end = box.end;
    }
    return dpi_of(r, box);
}

/// Where the code stream begins; 0: nowhere.
std::size_t find_stream(const Reader& r) {
    if (r.text(0, 4) == stream_start) return 0;
    Box box;
    for (std::size_t at = signature.size(); read_box(r, at, r.size(), box); at = box.end)
        if (box.type == "jp2c") return box.body;
    return r.size();
}

Result<void> check_components(const Reader& r, std::size_t at) {
    const std::uint32_t count = r.be16(at);
    if (count != 1 && count != 3) return ErrorCode::picture_colour;
    for (std::uint32_t i = 0; i < count; ++i)
        if (r.u8(at + 2 + 3 * i) != 7 || r.be16(at + 3 + 3 * i) != 0x0101) return ErrorCode::picture_colour;  // 8 bits, unsigned; every pixel
    return {};
}

/// Parts of `size` that cover a span.
std::uint64_t parts(std::uint64_t from, std::uint64_t to, std::uint64_t first, std::uint64_t size) {
    return (to - first + size - 1) / size - (from - first) / size;
}

/// SIZ: the grid, the picture's place on it, the tiles. Tiles are bounded too: each costs the decoder memory.
Result<Info> read_siz(const Reader& r, std::size_t at) {
    const std::uint64_t x1 = r.be32(at + 8), y1 = r.be32(at + 12), x0 = r.be32(at + 16), y0 = r.be32(at + 20);
    const std::uint64_t tile_w = r.be32(at + 24), tile_h = r.be32(at + 28), tile_x = r.be32(at + 32), tile_y = r.be32(at + 36);
    if (r.text(at, 4) != stream_start || !r.has(at, 43) || x1 <= x0 || y1 <= y0) return damaged("size");
    if (tile_w == 0 || tile_h == 0 || tile_x > x0 || tile_y > y0 || tile_x + tile_w <= x0 || tile_y + tile_h <= y0) return damaged("tiles");
    if (x1 - x0 > max_side || y1 - y0 > max_side || (x1 - x0) * (y1 - y0) > max_pixels) return ErrorCode::picture_too_many_pixels;
    if (parts(x0, x1, tile_x, tile_w) * parts(y0, y1, tile_y, tile_h) > most_tiles) return damaged("too many tiles");
    MOTCUA_CHECK(check_components(r, at + 40));
    return Info{.format = Format::jpeg2000, .width = static_cast<int>(x1 - x0), .height = static_cast<int>(y1 - y0)};
}

}  // namespace

bool is_jpeg2000(std::string_view bytes) { return bytes.starts_with(signature) || bytes.starts_with(stream_start); }

Result<Info> inspect_jpeg2000(std::string_view bytes) {
    if (!is_jpeg2000(bytes)) return ErrorCode::picture_format;
    const Reader r(bytes);
    MOTCUA_TRY(info, read_siz(r, find_stream(r)));
    if (bytes.starts_with(signature)) info.dpi = find_dpi(r);
    return info;
}

}  // namespace motcua::picture
