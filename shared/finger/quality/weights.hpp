// Written by tests/bench/finger/train_quality.py from the FVC sets; not to be edited.
#pragma once

#include <array>
#include <cstdint>

namespace motcua::finger::quality {

struct Weight {
    int low, high;  ///< the input is clipped to what was seen
    int per_unit;   ///< 1 / weights_unit points of quality
};

inline constexpr std::int64_t weights_unit = 65536;
inline constexpr std::int64_t weights_offset = -1692869;
inline constexpr std::array<Weight, 21> weights{{
    {137, 2378, 859},  // clear_area
    {72, 2264, 263},  // flowing_area
    {0, 1632, 0},  // area_clear_share
    {132, 964, 0},  // clear_area_share
    {330, 743, 639},  // minutiae_quality
    {424, 2829, 0},  // coherence_sum
    {269, 840, 0},  // coherence_mean
    {0, 71, 0},  // clarity_high
    {1, 76, 0},  // clarity_low
    {0, 56, -13744},  // frequency_uneven
    {79, 356, -40},  // frequency_spread
    {298, 866, 0},  // certainty_mean
    {2, 79, 0},  // certainty_low
    {0, 880, 202},  // minutiae_directed
    {4, 136, 0},  // uniformity_low
    {0, 38, 0},  // flow_high
    {691, 980, 2859},  // strength
    {422, 917, 68},  // certainty
    {448, 821, 462},  // local_clarity
    {70, 501, 0},  // contrast
    {4, 311, 0},  // ink_unbalanced
}};

}  // namespace motcua::finger::quality
