#include <string>

#include "shared/finger/input/limits.hpp"
#include "shared/finger/input/wsq.hpp"
#include "shared/finger/input/wsq_tables.hpp"

namespace motcua::finger {
namespace {

using namespace wsq;

Error malformed(std::string_view where) { return {.code = ErrorCode::finger_image_malformed, .detail = std::string(where)}; }

/// Marker segments one after the other; the bits of a block follow its segment.
class Segments {
public:
    explicit Segments(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

    /// Reads marker and body. FF may be repeated before a marker (B.1.1.2). False where there is none.
    [[nodiscard]] bool next() {
        while (rest_.size() >= 2 && rest_[0] == 0xFF && rest_[1] == 0xFF) rest_ = rest_.subspan(1);
        Reader in(rest_);
        marker_ = in.u16();
        if (in.failed() || marker_ < start_of_image || marker_ > comment) return false;
        body_ = {};
        if (marker_ == start_of_image || marker_ == end_of_image) return rest_ = rest_.subspan(2), true;
        const std::size_t length = in.u16();
        if (in.failed() || length < 2) return false;
        body_ = in.take(length - 2);
        if (in.failed()) return false;
        rest_ = rest_.subspan(2 + length);
        return true;
    }
    [[nodiscard]] unsigned marker() const { return marker_; }
    [[nodiscard]] std::span<const std::uint8_t> body() const { return body_; }
    [[nodiscard]] std::span<const std::uint8_t>& rest() { return rest_; }

private:
    std::span<const std::uint8_t> rest_, body_{};
    unsigned marker_ = 0;
};

struct Tables {
    std::optional<Filters> filters{};
    std::optional<Quantisation> quantisation{};
    HuffmanTables huffman{};
    std::optional<Frame> frame{};
    int ppi = 0;
};

Result<void> take_frame(const Segments& segments, Tables& tables) {
    if (tables.frame) return malformed("two frames");
    MOTCUA_TRY(frame, read_frame(segments.body()));
    if (!few_enough(frame.width, frame.height)) return ErrorCode::finger_image_pixels;
    tables.frame = frame;
    return {};
}

/// Any segment but a block's.
Result<void> take(const Segments& segments, Tables& tables) {
    switch (segments.marker()) {
        case start_of_frame: return take_frame(segments, tables);
        case comment:
            if (tables.ppi == 0) tables.ppi = ppi_in(segments.body());
            return {};
        case transform_table: {
            MOTCUA_TRY(filters, read_filters(segments.body()));
            tables.filters = std::move(filters);
            return {};
        }
        case quantisation_table: {
            MOTCUA_TRY(quantisation, read_quantisation(segments.body()));
            tables.quantisation = quantisation;
            return {};
        }
        case huffman_table: return read_huffman(segments.body(), tables.huffman);
        case restart_interval: return Error{.code = ErrorCode::finger_image_format, .detail = "restart interval"};
        default: return malformed("marker");
    }
}

/// How many coefficients the file must hold: those of the bands that are sent.
std::size_t coefficients_of(const Layout& layout, const Quantisation& quantisation) {
    std::size_t sum = 0;
    for (std::size_t i = 0; i < coded_bands; ++i)
        if (quantisation.bin[i] != 0) sum += static_cast<std::size_t>(layout.bands[i].width) * static_cast<std::size_t>(layout.bands[i].height);
    return sum;
}

float rebuilt(Quantised v, float bin, float zero_bin, float centre) {
    if (v == 0) return 0;
    const double half = static_cast<double>(zero_bin) / 2.0;
    if (v > 0) return static_cast<float>(static_cast<double>(bin * (static_cast<float>(v) - centre)) + half);
    return static_cast<float>(static_cast<double>(bin * (static_cast<float>(v) + centre)) - half);
}

Plane dequantised(const Frame& frame, const Layout& layout, const Quantisation& q, const std::vector<Quantised>& coefficients) {
    Plane plane{.width = frame.width, .height = frame.height,
                .values = std::vector<float>(static_cast<std::size_t>(frame.width) * static_cast<std::size_t>(frame.height))};
    auto next = coefficients.begin();
    for (std::size_t i = 0; i < coded_bands; ++i) {
        if (q.bin[i] == 0) continue;
        const Area& band = layout.bands[i];
        for (int y = band.y; y < band.y + band.height; ++y) {
            float* row = plane.values.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(frame.width);
            for (int x = band.x; x < band.x + band.width; ++x) row[x] = rebuilt(*next++, q.bin[i], q.zero[i], q.centre);
        }
    }
    return plane;
}

std::uint8_t pixel_of(float value, const Frame& frame) {
    const float shifted = value * frame.scale + frame.shift;
    const float pixel = static_cast<float>(static_cast<double>(shifted) + 0.5);
    if (!(pixel >= 0.0F)) return 0;  // also what is no number
    return pixel > 255.0F ? 255 : static_cast<std::uint8_t>(pixel);
}

GreyImage picture_of(const Plane& plane, const Tables& tables) {
    GreyImage out{.width = plane.width, .height = plane.height, .ppi = tables.ppi};
    out.pixels.reserve(plane.values.size());
    for (const float value : plane.values) out.pixels.push_back(pixel_of(value, *tables.frame));
    return out;
}

class Decoder {
public:
    explicit Decoder(std::span<const std::uint8_t> bytes) : segments_(bytes) {}

    Result<GreyImage> run() {
        if (!segments_.next() || segments_.marker() != start_of_image) return malformed("start");
        for (;;) {
            if (!segments_.next()) return malformed("segment");
            if (segments_.marker() == end_of_image) break;
            if (segments_.marker() == start_of_block) MOTCUA_CHECK(block());
            else MOTCUA_CHECK(take(segments_, tables_));
        }
        // counted again: another table may have come between the blocks
        if (!started_ || coefficients_.size() != coefficients_of(layout_, *tables_.quantisation)) return malformed("number of coefficients");
        Plane plane = dequantised(*tables_.frame, layout_, *tables_.quantisation, coefficients_);
        coefficients_ = {};
        synthesise(plane, layout_, synthesis_of(*tables_.filters));
        return picture_of(plane, tables_);
    }

private:
    /// Sizes hold for all blocks: what comes before the first must say them.
    Result<void> begin() {
        if (!tables_.frame || !tables_.filters || !tables_.quantisation) return malformed("block before its tables");
        layout_ = layout_of(tables_.frame->width, tables_.frame->height);
        expected_ = coefficients_of(layout_, *tables_.quantisation);
        started_ = true;
        return {};
    }
    Result<void> block() {
        if (!started_) MOTCUA_CHECK(begin());
        if (segments_.body().size() != 1 || segments_.body()[0] >= tables_.huffman.size()) return malformed("block");
        const auto& codes = tables_.huffman[segments_.body()[0]];
        if (!codes) return malformed("block without codes");
        return decode_block(segments_.rest(), *codes, coefficients_, expected_);
    }

    Segments segments_;
    Tables tables_{};
    Layout layout_{};
    std::size_t expected_ = 0;
    bool started_ = false;
    std::vector<Quantised> coefficients_{};
};

}  // namespace

bool is_wsq(std::span<const std::uint8_t> bytes) { return bytes.size() >= 3 && bytes[0] == 0xFF && bytes[1] == 0xA0 && bytes[2] == 0xFF; }

Result<WsqInfo> inspect_wsq(std::span<const std::uint8_t> bytes) {
    Segments segments(bytes);
    WsqInfo info;
    if (!segments.next() || segments.marker() != start_of_image) return malformed("start");
    while (segments.next() && segments.marker() != end_of_image && segments.marker() != start_of_block) {
        if (segments.marker() == comment && info.ppi == 0) info.ppi = ppi_in(segments.body());
        if (segments.marker() != start_of_frame) continue;
        MOTCUA_TRY(frame, read_frame(segments.body()));
        if (!few_enough(frame.width, frame.height)) return ErrorCode::finger_image_pixels;
        info.width = frame.width;
        info.height = frame.height;
        return info;
    }
    return malformed("no frame");
}

Result<GreyImage> decode_wsq(std::span<const std::uint8_t> bytes) { return Decoder(bytes).run(); }

}  // namespace motcua::finger
