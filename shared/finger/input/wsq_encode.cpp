#include <algorithm>

#include "shared/finger/input/limits.hpp"
#include "shared/finger/input/wsq.hpp"
#include "shared/finger/input/wsq_quantise.hpp"

namespace motcua::finger {
namespace {

using namespace wsq;

/// The frame's numbers: values lie in -128..128 around the mean.
Frame frame_of(const GreyImage& image) {
    std::uint64_t sum = 0;
    for (const std::uint8_t v : image.pixels) sum += v;
    const auto [low, high] = std::minmax_element(image.pixels.begin(), image.pixels.end());
    Frame frame{.width = image.width, .height = image.height, .shift = static_cast<float>(sum) / static_cast<float>(image.pixels.size())};
    frame.scale = std::max(frame.shift - static_cast<float>(*low), static_cast<float>(*high) - frame.shift) / 128.0F;
    if (frame.scale <= 0) frame.scale = 1;  // one grey everywhere
    return frame;
}

Plane plane_of(const GreyImage& image, const Frame& frame) {
    Plane plane{.width = image.width, .height = image.height};
    plane.values.reserve(image.pixels.size());
    for (const std::uint8_t v : image.pixels) plane.values.push_back((static_cast<float>(v) - frame.shift) / frame.scale);
    return plane;
}

void write_block(int table, const HuffmanTable& codes, std::span<const Quantised> values, Writer& out) {
    out.u16(start_of_block).u16(3).u8(static_cast<unsigned>(table));
    encode_block(values, codes, out.data());
}

HuffmanTable codes_for(std::span<const Quantised> a, std::span<const Quantised> b = {}) {
    Frequencies frequencies{};
    count_symbols(a, frequencies);
    count_symbols(b, frequencies);
    if (a.empty() && b.empty()) frequencies[zero + 1] = 1;  // a picture without contrast sends no band, but a table must hold a code
    return table_for(frequencies);
}

void write_blocks(const Coefficients& all, Writer& out) {
    const std::span<const Quantised> values(all.values);
    const auto first = values.first(all.first_end), second = values.subspan(all.first_end, all.second_end - all.first_end),
               third = values.subspan(all.second_end);
    const HuffmanTable low = codes_for(first);
    write_huffman(0, low, out);
    write_block(0, low, first, out);
    const HuffmanTable high = codes_for(second, third);
    write_huffman(1, high, out);
    write_block(1, high, second, out);
    write_block(1, high, third, out);
}

}  // namespace

Result<Bytes> encode_wsq(const GreyImage& image, int hundredths) {
    if (image.width <= 0 || image.height <= 0 || image.pixels.size() != static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height))
        return ErrorCode::finger_image_malformed;
    if (!few_enough(image.width, image.height)) return ErrorCode::finger_image_pixels;
    hundredths = std::clamp(hundredths, 10, 300);  // beyond it coefficients outgrow their 16 bits
    const Frame frame = frame_of(image);
    const Layout layout = layout_of(image.width, image.height);
    Plane plane = plane_of(image, frame);
    wsq::analyse(plane, layout, analysis_filters());
    const Quantisation bins = bins_for(plane, layout, static_cast<float>(hundredths) / 100.0F);
    const Coefficients coefficients = quantise(plane, layout, bins);
    Writer out;
    out.u16(start_of_image);
    write_comment(frame, image.ppi, hundredths, out);
    write_filters(analysis_filters(), out);
    write_quantisation(bins, out);
    write_frame(frame, out);
    write_blocks(coefficients, out);
    out.u16(end_of_image);
    return std::move(out.data());
}

}  // namespace motcua::finger
