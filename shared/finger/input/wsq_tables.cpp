#include "shared/finger/input/wsq_tables.hpp"

#include <string>
#include <string_view>

namespace motcua::finger::wsq {
namespace {

constexpr std::size_t longest_filter = 31;

Error malformed(std::string_view where) { return {.code = ErrorCode::finger_image_malformed, .detail = std::string(where)}; }

float read_u16(Reader& in) {
    const auto places = static_cast<std::uint8_t>(in.u8());
    return value_of({.digits = in.u16(), .places = places});
}

float read_tap(Reader& in) {
    const bool negative = in.u8() != 0;
    const auto places = static_cast<std::uint8_t>(in.u8());
    const float value = value_of({.digits = in.u32(), .places = places});
    return negative ? -value : value;
}

/// The right half, from the middle on, is what the file holds.
Taps read_taps(Reader& in, std::size_t count) {
    Taps out(count);
    const std::size_t middle = count / 2;
    for (std::size_t i = 0; i <= middle; ++i) out[middle + i] = out[middle - i] = read_tap(in);
    return out;
}

void write_u16(float value, Writer& out) {
    const Scaled number = scaled(value, 65535.0F);
    out.u8(number.places).u16(number.digits);
}

void write_taps(const Taps& taps, Writer& out) {
    for (std::size_t i = taps.size() / 2; i < taps.size(); ++i) {
        const float tap = taps[i];
        const Scaled number = scaled(tap < 0 ? -tap : tap, 4294967295.0F);
        out.u8(tap < 0 ? 1 : 0).u8(number.places).u32(number.digits);
    }
}

std::string_view text_of(std::span<const std::uint8_t> bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

}  // namespace

float value_of(const Scaled& number) {
    auto value = static_cast<float>(number.digits);
    // digit by digit and rounded each time, as the reference does
    for (int i = 0; i < number.places && value > 0; ++i) value = static_cast<float>(static_cast<double>(value) / 10.0);
    return value;
}

Scaled scaled(float value, float below) {
    if (value <= 0.0F || value >= below) return {.digits = value <= 0.0F ? 0 : static_cast<std::uint32_t>(static_cast<double>(below)), .places = 0};
    int places = 0;
    while (value < below && places < 38) {
        ++places;
        value = static_cast<float>(static_cast<double>(value) * 10.0);
    }
    return {.digits = static_cast<std::uint32_t>(static_cast<double>(static_cast<float>(static_cast<double>(value) / 10.0)) + 0.5),
            .places = static_cast<std::uint8_t>(places - 1)};
}

Result<Frame> read_frame(std::span<const std::uint8_t> body) {
    Reader in(body);
    in.skip(2);  // black and white
    Frame frame;
    frame.height = static_cast<int>(in.u16());
    frame.width = static_cast<int>(in.u16());
    frame.shift = read_u16(in);
    frame.scale = read_u16(in);
    in.skip(3);  // which encoder, which version
    if (in.failed() || in.left() != 0 || frame.width == 0 || frame.height == 0) return malformed("frame");
    return frame;
}

Result<Filters> read_filters(std::span<const std::uint8_t> body) {
    Reader in(body);
    const std::size_t low = in.u8(), high = in.u8();
    if (in.failed() || low == 0 || high == 0 || low > longest_filter + 1 || high > longest_filter + 1) return malformed("filters");
    if (low % 2 == 0 || high % 2 == 0) return Error{.code = ErrorCode::finger_image_format, .detail = "even filters"};
    Filters out{.low = read_taps(in, low)};
    out.high = read_taps(in, high);
    if (in.failed() || in.left() != 0) return malformed("filters");
    return out;
}

Result<Quantisation> read_quantisation(std::span<const std::uint8_t> body) {
    Reader in(body);
    Quantisation out{.centre = read_u16(in)};
    for (std::size_t i = 0; i < all_bands; ++i) {
        out.bin[i] = read_u16(in);
        out.zero[i] = read_u16(in);
    }
    if (in.failed() || in.left() != 0) return malformed("quantisation");
    return out;
}

Result<void> read_huffman(std::span<const std::uint8_t> body, HuffmanTables& tables) {
    Reader in(body);
    do {
        const std::size_t number = in.u8();
        HuffmanTable table;
        std::size_t symbols = 0;
        for (auto& count : table.counts) symbols += count = static_cast<std::uint8_t>(in.u8());
        const auto list = in.take(symbols);
        if (in.failed() || number >= tables.size() || symbols == 0 || symbols > 256) return malformed("codes");
        table.symbols.assign(list.begin(), list.end());
        tables[number] = HuffmanDecoder::of(table);
        if (!tables[number]) return malformed("codes");
    } while (in.left() > 0);
    return {};
}

int ppi_in(std::span<const std::uint8_t> comment) {
    const std::string_view text = text_of(comment);
    const auto at = text.find("\nPPI ");
    if (!text.starts_with("NIST_COM") || at == std::string_view::npos) return 0;
    int ppi = 0;
    for (const char c : text.substr(at + 5)) {
        if (c < '0' || c > '9' || ppi > 9999) break;
        ppi = 10 * ppi + (c - '0');
    }
    return ppi;
}

void write_frame(const Frame& frame, Writer& out) {
    out.u16(start_of_frame).u16(17).u8(0).u8(255).u16(static_cast<unsigned>(frame.height)).u16(static_cast<unsigned>(frame.width));
    write_u16(frame.shift, out);
    write_u16(frame.scale, out);
    out.u8(1).u16(0);  // encoder number one; the version is a certificate's, which this program has none of
}

void write_filters(const Filters& analysis, Writer& out) {
    const auto halves = analysis.low.size() / 2 + analysis.high.size() / 2 + 2;
    out.u16(transform_table).u16(static_cast<unsigned>(4 + 6 * halves));
    out.u8(static_cast<unsigned>(analysis.low.size())).u8(static_cast<unsigned>(analysis.high.size()));
    write_taps(analysis.low, out);
    write_taps(analysis.high, out);
}

void write_quantisation(const Quantisation& quantisation, Writer& out) {
    out.u16(quantisation_table).u16(2 + 3 + all_bands * 6).u8(2).u16(44);
    for (std::size_t i = 0; i < all_bands; ++i) {
        write_u16(quantisation.bin[i], out);
        write_u16(quantisation.zero[i], out);
    }
}

void write_huffman(int number, const HuffmanTable& table, Writer& out) {
    out.u16(huffman_table).u16(static_cast<unsigned>(3 + longest_code + table.symbols.size())).u8(static_cast<unsigned>(number));
    out.bytes(table.counts).bytes(table.symbols);
}

void write_comment(const Frame& frame, int ppi, int hundredths, Writer& out) {
    std::string rate = std::to_string(1000000 + hundredths % 100 * 10000).substr(1);
    const std::string text = "NIST_COM 9\nPIX_WIDTH " + std::to_string(frame.width) + "\nPIX_HEIGHT " + std::to_string(frame.height) +
                             "\nPIX_DEPTH 8\nPPI " + std::to_string(ppi) + "\nLOSSY 1\nCOLORSPACE GRAY\nCOMPRESSION WSQ\nWSQ_BITRATE " +
                             std::to_string(hundredths / 100) + "." + rate;
    out.u16(comment).u16(static_cast<unsigned>(2 + text.size())).bytes(text);
}

}  // namespace motcua::finger::wsq
