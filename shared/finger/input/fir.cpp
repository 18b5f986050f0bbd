#include "shared/finger/input/fir.hpp"

#include <string>

#include "shared/finger/input/limits.hpp"
#include "shared/finger/input/wsq.hpp"
#include "shared/picture/picture.hpp"

namespace motcua::finger {
namespace {

constexpr std::array<std::uint8_t, 4> magic{'F', 'I', 'R', 0};
constexpr std::array<std::uint8_t, 8> magic_2011{'F', 'I', 'R', 0, '0', '2', '0', 0};
constexpr std::array<std::uint8_t, 8> magic_2005{'F', 'I', 'R', 0, '0', '1', '0', 0};
constexpr unsigned most_pictures = 64;  // ten fingers, thrice, rolled and plain: far beyond what anybody sends
constexpr unsigned per_inch = 1, per_centimetre = 2;

Error malformed(std::string_view where) { return {.code = ErrorCode::finger_image_malformed, .detail = std::string(where)}; }
Error unread(std::string_view what) { return {.code = ErrorCode::finger_image_format, .detail = std::string(what)}; }

/// Tables of finger positions; palms and pairs of fingers are none of ours.
Result<void> set_position(unsigned code, Representation& out) {
    if (code <= 10) out.position = static_cast<Position>(code);
    else if (code == 11) out.position = Position::right_thumb;
    else if (code == 12) out.position = Position::left_thumb;
    else if (code == 13) out.capture = Capture::right_four;
    else if (code == 14) out.capture = Capture::left_four;
    else if (code == 15) out.capture = Capture::two_thumbs;
    else return unread("position");
    return {};
}

Result<int> ppi_of(unsigned units, unsigned horizontal, unsigned vertical) {
    if (units != per_inch && units != per_centimetre) return malformed("units");
    if (horizontal != vertical) return unread("pixels that are not square");
    return static_cast<int>(units == per_inch ? horizontal : (horizontal * 254 + 50) / 100);
}

/// What both editions say of a picture's size, after its fields are set.
Result<void> check_size(const Representation& r, unsigned depth) {
    if (depth != 8) return unread("depth");
    if (r.width <= 0 || r.height <= 0 || r.data.empty()) return malformed("size");
    if (!few_enough(r.width, r.height)) return ErrorCode::finger_image_pixels;
    const bool plain = r.compression == Compression::none || r.compression == Compression::packed;  // the same at 8 bits
    if (plain && r.data.size() != static_cast<std::size_t>(r.width) * static_cast<std::size_t>(r.height)) return malformed("pixels");
    return {};
}

// --- 2011 ---

void read_qualities(Reader& in, Representation& out) {
    const unsigned blocks = in.u8();
    for (unsigned i = 0; i < blocks && !in.failed(); ++i) {
        const unsigned score = in.u8();  // 254: not computed, 255: failed
        if (score <= 100 && !out.quality) out.quality = static_cast<int>(score);
        in.skip(4);
    }
}

Result<Representation> read_2011(Reader in, bool certified) {
    Representation out;
    in.skip(9 + 5);  // capture time; technology, vendor and type of the device
    read_qualities(in, out);
    if (certified) in.skip(3 * static_cast<std::size_t>(in.u8()));
    const unsigned position = in.u8();
    in.skip(1);  // number of the view
    const unsigned units = in.u8();
    in.skip(4);  // rates of the scan; those of the picture follow
    const unsigned horizontal = in.u16(), vertical = in.u16(), depth = in.u8(), compression = in.u8();
    out.impression = static_cast<int>(in.u8());
    out.width = static_cast<int>(in.u16());
    out.height = static_cast<int>(in.u16());
    const std::uint32_t length = in.u32();
    out.data = in.take(length);  // extended data may follow; it is skipped
    if (in.failed()) return malformed("representation");
    if (compression > 6) return unread("compression");
    out.compression = static_cast<Compression>(compression);
    MOTCUA_CHECK(set_position(position, out));
    MOTCUA_TRY(ppi, ppi_of(units, horizontal, vertical));
    out.ppi = ppi;
    MOTCUA_CHECK(check_size(out, depth));
    return out;
}

Result<std::vector<Representation>> read_all_2011(std::span<const std::uint8_t> record) {
    Reader in(record.subspan(magic_2011.size()));
    const std::uint32_t total = in.u32();
    const unsigned count = in.u16(), certified = in.u8();
    in.skip(1);  // number of positions
    if (in.failed() || total != record.size() || count == 0 || count > most_pictures || certified > 1) return malformed("header");
    std::vector<Representation> out;
    for (unsigned i = 0; i < count; ++i) {
        const std::uint32_t length = in.u32();
        const auto body = in.take(length < 4 ? in.left() + 1 : length - 4);
        if (in.failed()) return malformed("length");
        MOTCUA_TRY(one, read_2011(Reader(body), certified != 0));
        out.push_back(std::move(one));
    }
    if (in.left() != 0) return malformed("rest");
    return out;
}

// --- 2005 ---

/// The codes of 2005 (table 3) in those of 2011: it has one JPEG 2000, and PNG one earlier.
Result<Compression> compression_2005(unsigned code) {
    static constexpr std::array<Compression, 6> codes{Compression::none, Compression::packed, Compression::wsq,
                                                      Compression::jpeg, Compression::jpeg2000_lossy, Compression::png};
    if (code >= codes.size()) return unread("compression");
    return codes[code];
}

struct Header2005 {
    int ppi = 0;
    unsigned depth = 0, count = 0;
    Compression compression{};
};

Result<Header2005> read_header_2005(Reader& in, std::size_t size) {
    const unsigned total_high = in.u16();
    const std::uint32_t total = in.u32();
    in.skip(4);  // device, acquisition level
    Header2005 out{.count = in.u8()};
    const unsigned units = in.u8();
    in.skip(4);
    const unsigned horizontal = in.u16(), vertical = in.u16();
    out.depth = in.u8();
    const unsigned compression = in.u8();
    in.skip(2);
    if (in.failed() || total_high != 0 || total != size || out.count == 0 || out.count > most_pictures) return malformed("header");
    MOTCUA_TRY(ppi, ppi_of(units, horizontal, vertical));
    MOTCUA_TRY(code, compression_2005(compression));
    out.ppi = ppi;
    out.compression = code;
    return out;
}

Result<Representation> read_2005(Reader in, const Header2005& header) {
    Representation out{.compression = header.compression, .ppi = header.ppi};
    const unsigned position = in.u8();
    in.skip(2);  // views, number of the view
    const unsigned quality = in.u8();
    if (quality >= 1 && quality <= 100) out.quality = static_cast<int>(quality);  // 254: not stated
    out.impression = static_cast<int>(in.u8());
    out.width = static_cast<int>(in.u16());
    out.height = static_cast<int>(in.u16());
    in.skip(1);
    out.data = in.take(in.left());
    if (in.failed()) return malformed("view");
    MOTCUA_CHECK(set_position(position, out));
    MOTCUA_CHECK(check_size(out, header.depth));
    return out;
}

/// The header counts fingers; of each there may be several views.
Result<std::vector<Representation>> read_all_2005(std::span<const std::uint8_t> record) {
    Reader in(record.subspan(magic_2005.size()));
    MOTCUA_TRY(header, read_header_2005(in, record.size()));
    std::vector<Representation> out;
    while (in.left() > 0) {
        const std::uint32_t length = in.u32();
        const auto body = in.take(length < 4 ? in.left() + 1 : length - 4);
        if (in.failed() || out.size() == most_pictures) return malformed("length");
        MOTCUA_TRY(one, read_2005(Reader(body), header));
        out.push_back(std::move(one));
    }
    if (out.size() < header.count) return malformed("count");
    return out;
}

// --- writing ---

unsigned position_code(const Written& picture) {
    switch (picture.capture) {
        case Capture::right_four: return 13;
        case Capture::left_four: return 14;
        case Capture::two_thumbs: return 15;
        case Capture::single: break;
    }
    return static_cast<unsigned>(picture.position);
}

Result<Bytes> compressed(const Written& picture) {
    if (picture.compression == Compression::none) return picture.image.pixels;
    if (picture.compression == Compression::wsq) return encode_wsq(picture.image);
    if (picture.compression != Compression::png) return unread("compression");
    MOTCUA_TRY(png, picture::encode_png({.width = picture.image.width, .height = picture.image.height, .channels = 1, .pixels = picture.image.pixels},
                                        picture.image.ppi));
    return Bytes(png.begin(), png.end());
}

Result<Bytes> representation_of(const Written& picture, unsigned number) {
    const GreyImage& image = picture.image;
    if (image.width <= 0 || image.height <= 0 || image.pixels.size() != static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height))
        return malformed("pixels");
    if (!few_enough(image.width, image.height)) return ErrorCode::finger_image_pixels;
    MOTCUA_TRY(data, compressed(picture));
    Writer out;
    for (int i = 0; i < 9; ++i) out.u8(255);
    out.u8(0).u16(0).u16(0);
    if (picture.quality) out.u8(1).u8(static_cast<unsigned>(*picture.quality)).u16(0).u16(0);
    else out.u8(0);
    const auto ppi = static_cast<unsigned>(image.ppi);
    out.u8(position_code(picture)).u8(number).u8(per_inch).u16(ppi).u16(ppi).u16(ppi).u16(ppi);
    out.u8(8).u8(static_cast<unsigned>(picture.compression)).u8(static_cast<unsigned>(picture.impression));
    out.u16(static_cast<unsigned>(image.width)).u16(static_cast<unsigned>(image.height));
    out.u32(static_cast<std::uint32_t>(data.size())).bytes(data);
    return std::move(out.data());
}

unsigned positions_in(std::span<const Written> pictures) {
    std::array<bool, 16> seen{};
    unsigned count = 0;
    for (const Written& picture : pictures) {
        bool& here = seen[position_code(picture)];
        count += here ? 0 : 1;
        here = true;
    }
    return count;
}

}  // namespace

bool is_fir(std::span<const std::uint8_t> record) { return starts_with(record, magic); }

Result<std::vector<Representation>> read_fir(std::span<const std::uint8_t> record) {
    if (starts_with(record, magic_2011)) return read_all_2011(record);
    if (starts_with(record, magic_2005)) return read_all_2005(record);
    return is_fir(record) && record.size() >= magic_2011.size() ? unread("version") : malformed("header");
}

Result<Bytes> write_fir(std::span<const Written> pictures) {
    if (pictures.empty() || pictures.size() > most_pictures) return malformed("count");
    Writer body;
    std::array<unsigned, 16> views{};
    for (const Written& picture : pictures) {
        MOTCUA_TRY(one, representation_of(picture, views[position_code(picture)]++));
        body.u32(static_cast<std::uint32_t>(one.size() + 4)).bytes(one);
    }
    Writer out;
    out.bytes(magic_2011).u32(static_cast<std::uint32_t>(16 + body.data().size())).u16(static_cast<unsigned>(pictures.size()));
    out.u8(0).u8(positions_in(pictures)).bytes(body.data());
    return std::move(out.data());
}

}  // namespace motcua::finger
