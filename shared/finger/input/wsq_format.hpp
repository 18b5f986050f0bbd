// The parts of a WSQ file as both the decoder and the encoder see them.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace motcua::finger::wsq {

/// Annex B, table B.1.
enum Marker : std::uint16_t {
    start_of_image = 0xFFA0,
    end_of_image = 0xFFA1,
    start_of_frame = 0xFFA2,
    start_of_block = 0xFFA3,
    transform_table = 0xFFA4,
    quantisation_table = 0xFFA5,
    huffman_table = 0xFFA6,
    restart_interval = 0xFFA7,
    comment = 0xFFA8,
};

/// Symbols of the Huffman coder (clause 3, table of the coder's input): 1..100 runs of zeros, 107..254 coefficients -73..74.
enum Symbol : int {
    longest_run = 100,
    positive_8 = 101,
    negative_8 = 102,
    positive_16 = 103,
    negative_16 = 104,
    zeros_8 = 105,
    zeros_16 = 106,
    smallest = 107,
    zero = 180,  ///< the coefficient v has the symbol zero + v
    largest = 254,
};

inline constexpr int all_bands = 64;
inline constexpr int coded_bands = 60;  ///< the last four, the highest frequencies both ways, are never sent
/// First band of the second and of the third block of coefficients.
inline constexpr int second_block = 19;
inline constexpr int third_block = 52;

using Quantised = std::int16_t;

}  // namespace motcua::finger::wsq
