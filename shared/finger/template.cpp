#include "shared/finger/template.hpp"

#include <algorithm>
#include <array>

namespace motcua::finger {
namespace {

constexpr std::array<std::uint8_t, 8> iso_magic{'F', 'M', 'R', 0, '0', '3', '0', 0};
constexpr std::array<std::uint8_t, 8> iso_magic_2005{'F', 'M', 'R', 0, ' ', '2', '0', 0};
constexpr std::array<std::uint8_t, 4> compact_magic{'M', 'F', 'T', '1'};
constexpr std::uint16_t vendor_flow_area = 0x0101;  // 19794-2, 8.5.1.2: second byte set = vendor-defined, first byte free
constexpr int pixels_per_cm = 197;
constexpr int side_limit = 1 << 14;                 // coordinates are 14 bits
constexpr int flow_limit = 64;                      // cells a side: 1,000 px and a little

void write_minutia(Writer& out, const Minutia& m) {
    out.u16(static_cast<unsigned>(m.type) << 14 | (static_cast<unsigned>(m.x) & 0x3FFF));
    out.u16(static_cast<unsigned>(m.y) & 0x3FFF).u8(m.angle).u8(m.quality);
}

Minutia read_minutia(Reader& in, bool has_quality) {
    const unsigned tx = in.u16(), y = in.u16() & 0x3FFF;
    Minutia m{.x = static_cast<std::int16_t>(tx & 0x3FFF), .y = static_cast<std::int16_t>(y)};
    m.angle = static_cast<std::uint8_t>(in.u8());
    m.type = tx >> 14 == 1 ? MinutiaType::ending : tx >> 14 == 2 ? MinutiaType::bifurcation : MinutiaType::other;
    const unsigned quality = has_quality ? in.u8() : 0;
    m.quality = static_cast<std::uint8_t>(quality <= 100 ? quality : 0);  // 254, 255: not reported
    return m;
}

std::size_t count_of(const Template& finger) { return std::min(finger.minutiae.size(), max_minutiae); }

bool flow_is_plausible(const FlowMap& flow) {
    if (flow.columns < 0 || flow.rows < 0 || flow.columns > flow_limit || flow.rows > flow_limit) return false;
    if (flow.angles.size() != static_cast<std::size_t>(flow.columns) * static_cast<std::size_t>(flow.rows)) return false;
    if (flow.angles.empty() && (flow.columns != 0 || flow.rows != 0)) return false;  // no cells are no map: the ISO form has none then
    return std::all_of(flow.angles.begin(), flow.angles.end(), [](std::uint8_t a) { return a < 128 || a == FlowMap::none; });
}

bool plausible(const Template& t) {
    if (t.width <= 0 || t.height <= 0 || t.width >= side_limit || t.height >= side_limit) return false;
    if (t.quality > 100 && t.quality != 255) return false;
    return flow_is_plausible(t.flow) && std::all_of(t.minutiae.begin(), t.minutiae.end(), [&](const Minutia& m) {
               return m.x >= 0 && m.y >= 0 && m.x < t.width && m.y < t.height && m.quality <= 100;
           });
}

/// The body of a representation after its length.
void write_representation(Writer& out, const Template& t) {
    for (int i = 0; i < 9; ++i) out.u8(255);           // capture time: unknown (a pure function has no clock)
    out.u8(0).u16(0).u16(0);                           // device technology, vendor, type: unknown
    out.u8(1).u8(t.quality).u16(0).u16(0);             // one quality block, unregistered algorithm
    out.u8(static_cast<unsigned>(t.position)).u8(0).u16(pixels_per_cm).u16(pixels_per_cm);
    out.u8(0).u16(static_cast<unsigned>(t.width)).u16(static_cast<unsigned>(t.height));  // live-scan plain
    out.u8(6 << 4 | 1).u8(static_cast<unsigned>(count_of(t)));  // 6 bytes a minutia; endings at the valley's skeleton fork
    for (std::size_t i = 0; i < count_of(t); ++i) write_minutia(out, t.minutiae[i]);
    if (t.flow.angles.empty()) {
        out.u16(0);
        return;
    }
    const unsigned area = static_cast<unsigned>(4 + 2 + t.flow.angles.size());
    out.u16(area).u16(vendor_flow_area).u16(area);
    out.u8(static_cast<unsigned>(t.flow.columns)).u8(static_cast<unsigned>(t.flow.rows)).bytes(t.flow.angles);
}

void read_quality(Reader& in, Template& t) {
    const unsigned blocks = in.u8();
    t.quality = 255;
    for (unsigned i = 0; i < blocks && !in.failed(); ++i) {
        const unsigned score = in.u8();
        if (i == 0) t.quality = static_cast<std::uint8_t>(score);
        in.skip(4);
    }
}

FlowMap read_flow(Reader in) {
    FlowMap flow{.columns = static_cast<int>(in.u8()), .rows = static_cast<int>(in.u8())};
    const auto angles = in.take(static_cast<std::size_t>(flow.columns) * static_cast<std::size_t>(flow.rows));
    flow.angles.assign(angles.begin(), angles.end());
    return flow;
}

/// Extended data areas until the block is used up; unknown ones are skipped.
void read_extended(Reader block, Template& t) {
    while (block.left() > 0) {
        const unsigned type = block.u16(), length = block.u16();
        if (length < 4) return block.skip(block.left() + 1);
        const auto area = block.take(length - 4);
        if (type != vendor_flow_area) continue;
        FlowMap flow = read_flow(Reader(area));
        // Another vendor may use the same number: what is no flow map of ours is skipped like any unknown area
        if (flow_is_plausible(flow)) t.flow = std::move(flow);
    }
}

/// As a Template has them; other programs write them by place.
void best_first(Template& t) {
    std::stable_sort(t.minutiae.begin(), t.minutiae.end(), [](const Minutia& a, const Minutia& b) { return a.quality > b.quality; });
}

void rescale(Template& t, unsigned x_rate, unsigned y_rate) {
    const auto scaled = [](int v, unsigned rate) { return static_cast<int>((static_cast<unsigned>(v) * pixels_per_cm + rate / 2) / rate); };
    t.width = std::max(1, scaled(t.width, x_rate));
    t.height = std::max(1, scaled(t.height, y_rate));
    for (Minutia& m : t.minutiae) {
        m.x = static_cast<std::int16_t>(std::min(scaled(m.x, x_rate), t.width - 1));
        m.y = static_cast<std::int16_t>(std::min(scaled(m.y, y_rate), t.height - 1));
    }
}

/// What follows the minutiae, the same in both editions; then at 500 ppi.
Result<Template> finished(Template t, Reader& in, unsigned x_rate, unsigned y_rate) {
    const unsigned extended = in.u16();
    read_extended(Reader(in.take(extended)), t);
    if (in.failed() || x_rate < 98 || x_rate > 473 || y_rate < 98 || y_rate > 473 || !plausible(t)) return ErrorCode::finger_record_malformed;
    if (x_rate != pixels_per_cm || y_rate != pixels_per_cm) rescale(t, x_rate, y_rate);
    if (!plausible(t)) return ErrorCode::finger_record_malformed;
    best_first(t);
    return t;
}

Result<Template> read_representation(Reader in, unsigned certified) {
    Template t;
    in.skip(9 + 5);
    read_quality(in, t);
    if (certified != 0) in.skip(3 * static_cast<std::size_t>(in.u8()));
    const unsigned position = in.u8();
    in.skip(1);
    const unsigned x_rate = in.u16(), y_rate = in.u16();
    in.skip(1);
    t.width = static_cast<int>(in.u16());
    t.height = static_cast<int>(in.u16());
    const unsigned length = in.u8() >> 4, count = in.u8();
    if (in.failed() || position > 10 || (length != 5 && length != 6)) return ErrorCode::finger_record_malformed;
    t.position = static_cast<Position>(position);
    for (unsigned i = 0; i < count && !in.failed(); ++i) t.minutiae.push_back(read_minutia(in, length == 6));
    return finished(std::move(t), in, x_rate, y_rate);
}

/// Edition of 2005 (7.3 and 7.4): size and resolution stand in the header, and a view follows without a length.
Result<Template> read_2005(std::span<const std::uint8_t> record) {
    Reader in(record.subspan(iso_magic_2005.size()));
    const std::uint32_t total = in.u32();
    in.skip(2);  // certification, device
    Template t{.quality = 255};
    t.width = static_cast<int>(in.u16());
    t.height = static_cast<int>(in.u16());
    const unsigned x_rate = in.u16(), y_rate = in.u16(), views = in.u8();
    in.skip(1);
    const unsigned position = in.u8();
    in.skip(1);  // view, impression
    const unsigned quality = in.u8(), count = in.u8();
    if (in.failed() || total != record.size() || views == 0 || position > 10) return ErrorCode::finger_record_malformed;
    t.position = static_cast<Position>(position);
    if (quality <= 100) t.quality = static_cast<std::uint8_t>(quality);
    for (unsigned i = 0; i < count && !in.failed(); ++i) t.minutiae.push_back(read_minutia(in, true));
    return finished(std::move(t), in, x_rate, y_rate);
}

}  // namespace

Bytes write_iso(const Template& finger) {
    Writer body;
    write_representation(body, finger);
    const auto length = static_cast<std::uint32_t>(body.data().size() + 4);
    Writer out;
    out.bytes(iso_magic).u32(15 + length).u16(1).u8(0).u32(length).bytes(body.data());
    return std::move(out.data());
}

Result<Template> read_iso(std::span<const std::uint8_t> record) {
    if (starts_with(record, iso_magic_2005)) return read_2005(record);
    if (!starts_with(record, iso_magic)) return ErrorCode::finger_record_malformed;
    Reader in(record.subspan(iso_magic.size()));
    const std::uint32_t total = in.u32();
    const unsigned representations = in.u16(), certified = in.u8();
    const std::uint32_t length = in.u32();
    if (in.failed() || total != record.size() || representations == 0 || certified > 1 || length < 4) return ErrorCode::finger_record_malformed;
    const auto body = in.take(length - 4);
    if (in.failed()) return ErrorCode::finger_record_malformed;
    return read_representation(Reader(body), certified);
}

Bytes write_compact(const Template& t) {
    Writer out;
    out.bytes(compact_magic).u8(static_cast<unsigned>(t.position)).u8(t.quality);
    out.u16(static_cast<unsigned>(t.width)).u16(static_cast<unsigned>(t.height)).u8(static_cast<unsigned>(count_of(t)));
    out.u8(static_cast<unsigned>(t.flow.columns)).u8(static_cast<unsigned>(t.flow.rows));
    for (std::size_t i = 0; i < count_of(t); ++i) write_minutia(out, t.minutiae[i]);
    return std::move(out.bytes(t.flow.angles).data());
}

Result<Template> read_compact(std::span<const std::uint8_t> record) {
    if (!starts_with(record, compact_magic)) return ErrorCode::finger_record_malformed;
    Reader in(record.subspan(compact_magic.size()));
    Template t;
    const unsigned position = in.u8();
    t.quality = static_cast<std::uint8_t>(in.u8());
    t.width = static_cast<int>(in.u16());
    t.height = static_cast<int>(in.u16());
    const unsigned count = in.u8();
    t.flow.columns = static_cast<int>(in.u8());
    t.flow.rows = static_cast<int>(in.u8());
    for (unsigned i = 0; i < count && !in.failed(); ++i) t.minutiae.push_back(read_minutia(in, true));
    const auto angles = in.take(static_cast<std::size_t>(t.flow.columns) * static_cast<std::size_t>(t.flow.rows));
    t.flow.angles.assign(angles.begin(), angles.end());
    if (in.failed() || in.left() != 0 || position > 10) return ErrorCode::finger_record_malformed;
    t.position = static_cast<Position>(position);
    if (!plausible(t)) return ErrorCode::finger_record_malformed;
    best_first(t);
    return t;
}

Result<Template> read_template(std::span<const std::uint8_t> record) {
    return starts_with(record, compact_magic) ? read_compact(record) : read_iso(record);
}

}  // namespace motcua::finger
