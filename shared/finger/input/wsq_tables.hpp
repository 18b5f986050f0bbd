// The tables and headers of a WSQ file: what its marker segments say (annex B).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "shared/base/result.hpp"
#include "shared/finger/bytes.hpp"
#include "shared/finger/input/wsq_format.hpp"
#include "shared/finger/input/wsq_huffman.hpp"
#include "shared/finger/input/wsq_wavelet.hpp"

namespace motcua::finger::wsq {

/// A pixel is value * scale + shift.
struct Frame {
    int width = 0;
    int height = 0;
    float shift = 0;
    float scale = 1;
};

struct Quantisation {
    float centre = 0;                     ///< where in a bin a value is rebuilt, as a share of it
    std::array<float, all_bands> bin{};   ///< 0: the band is not sent
    std::array<float, all_bands> zero{};  ///< width of the bin around 0
};

/// A decimal number in a file: digits / 10^places.
struct Scaled {
    std::uint32_t digits = 0;
    std::uint8_t places = 0;
};
[[nodiscard]] float value_of(const Scaled& number);
/// The nearest with as many places as fit under `below`. `value` >= 0.
[[nodiscard]] Scaled scaled(float value, float below);

/// Each reads the body of a segment, which must be used up to its end. Errors: finger_image_malformed, finger_image_format.
[[nodiscard]] Result<Frame> read_frame(std::span<const std::uint8_t> body);
[[nodiscard]] Result<Filters> read_filters(std::span<const std::uint8_t> body);
[[nodiscard]] Result<Quantisation> read_quantisation(std::span<const std::uint8_t> body);
/// One or more tables, by their number.
using HuffmanTables = std::array<std::optional<HuffmanDecoder>, 8>;
[[nodiscard]] Result<void> read_huffman(std::span<const std::uint8_t> body, HuffmanTables& tables);
/// Resolution in a comment of NIST's form ("NIST_COM … PPI 500"), 0 when it is none.
[[nodiscard]] int ppi_in(std::span<const std::uint8_t> comment);

/// Each writes a segment with its marker and length.
void write_frame(const Frame& frame, Writer& out);
void write_filters(const Filters& analysis, Writer& out);
void write_quantisation(const Quantisation& quantisation, Writer& out);
void write_huffman(int number, const HuffmanTable& table, Writer& out);
/// Hundredths of a bit a pixel.
void write_comment(const Frame& frame, int ppi, int hundredths, Writer& out);

}  // namespace motcua::finger::wsq
