// A template as the comparison reads it: one array per quantity, padded to whole vectors, made once per template.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "shared/finger/descriptor.hpp"
#include "shared/finger/minutiae.hpp"

namespace motcua::finger {

inline constexpr int most_used = 100;  ///< minutiae of each template that take part: the best ones
inline constexpr int lanes = 16;       ///< arrays are padded to a multiple of this
inline constexpr int capacity = (most_used + lanes - 1) / lanes * lanes;

/// Descriptors of all minutiae, transposed: minutia j's word k stands at bits[k * stride + j], its sample s at flow_index(j, s).
struct Surroundings {
    static constexpr std::uint8_t full_agreement = 40;  ///< and a point less for each 1/512 turn between the directions
    /// Sixteen minutiae side by side, then their next sample.
    [[nodiscard]] static constexpr std::size_t flow_index(std::size_t minutia, std::size_t sample) {
        return (minutia / lanes * Descriptor::samples + sample) * lanes + minutia % lanes;
    }
    std::vector<std::uint64_t> bits{};         ///< Descriptor::layers rows
    std::vector<std::uint64_t> valid{};
    std::vector<std::uint64_t> flow_valid{};   ///< bit s: sample s lies on the finger
    std::vector<std::uint8_t> flow{};          ///< see flow_index(): twice the direction, so that bytes wrap as directions do
    std::vector<std::uint8_t> flow_limit{};    ///< the same: what a perfect agreement counts, 0 off the finger
};

/// Middles of the flow cells that lie on the finger.
struct Ground {
    std::vector<float> x{}, y{};
    std::vector<std::uint8_t> angle{};
};

struct Points {
    int count = 0;
    int stride = 0;                       ///< count, padded
    std::vector<float> x{}, y{};
    std::vector<std::int32_t> angle{};
    std::vector<float> weight{};          ///< 0.1..1: how much the minutia's quality lets it count
    Surroundings surroundings{};
    Ground ground{};
};

[[nodiscard]] Points points_of(const Template& finger);

}  // namespace motcua::finger
