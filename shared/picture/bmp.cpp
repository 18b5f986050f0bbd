// Uncompressed BMP of 8, 24 and 32 bits: what fingerprint and document scanners write. Our own reader: the format is small.
#include <algorithm>

#include "shared/picture/codecs.hpp"

namespace motcua::picture {
namespace {

std::uint32_t le32(std::string_view bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(bytes[at + i])) << (8 * i);
    return value;
}

struct Layout {
    std::size_t pixels = 0;   ///< offset of the first row
    std::size_t palette = 0;  ///< offset of the colour table
    std::size_t colours = 0;
    std::size_t stride = 0;
    std::uint32_t bits = 0;
    bool top_down = false;
};

Result<Layout> layout_of(std::string_view bytes, const Info& info) {
    Layout l{.pixels = le32(bytes, 10), .palette = 14 + std::size_t{le32(bytes, 14)}, .bits = le32(bytes, 28) & 0xffff};
    const std::uint32_t compression = le32(bytes, 30);
    const bool plain = compression == 0 || (compression == 3 && l.bits == 32);
    if (!plain || (l.bits != 8 && l.bits != 24 && l.bits != 32)) return Error{.code = ErrorCode::picture_format, .detail = "bmp"};
    l.top_down = static_cast<std::int32_t>(le32(bytes, 22)) < 0;
    l.stride = (static_cast<std::size_t>(info.width) * l.bits + 31) / 32 * 4;
    const std::size_t needed = l.stride * static_cast<std::size_t>(info.height);
    if (l.pixels > bytes.size() || needed > bytes.size() - l.pixels) return ErrorCode::picture_damaged;
    if (l.bits == 8) {
        const std::size_t stated = le32(bytes, 46);
        l.colours = stated == 0 || stated > 256 ? 256 : stated;
        if (l.palette > bytes.size() || l.colours * 4 > bytes.size() - l.palette) return ErrorCode::picture_damaged;
    }
    return l;
}

void copy_row(std::string_view bytes, const Layout& l, std::size_t from, int width, std::uint8_t* out) {
    for (int x = 0; x < width; ++x) {
        std::size_t pixel = from + static_cast<std::size_t>(x) * (l.bits / 8);
        if (l.bits == 8) pixel = l.palette + 4 * std::min<std::size_t>(static_cast<std::uint8_t>(bytes[pixel]), l.colours - 1);
        for (std::size_t c = 0; c < 3; ++c) *out++ = static_cast<std::uint8_t>(bytes[pixel + c]);
    }
}

}  // namespace

Result<Picture> decode_bmp(std::string_view bytes, const Info& info, Colour colour) {
    MOTCUA_TRY(l, layout_of(bytes, info));
    Picture out = blank(info.width, info.height, 3, 0);
    for (int y = 0; y < info.height; ++y) {
        const auto stored = static_cast<std::size_t>(l.top_down ? y : info.height - 1 - y);
        copy_row(bytes, l, l.pixels + stored * l.stride, info.width, out.row(y));
    }
    return colour == Colour::grey ? to_grey(out) : out;
}

}  // namespace motcua::picture
