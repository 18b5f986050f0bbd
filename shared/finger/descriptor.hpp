// What the surroundings of a minutia look like, free of turn and shift: a bit cylinder of its neighbours (Minutia
// Cylinder-Code: Cappelli, Ferrara, Maltoni, IEEE PAMI 32(12), 2010) and the ridge flow on three rings
// (Tico, Kuosmanen, IEEE PAMI 25(8), 2003).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "shared/finger/minutiae.hpp"

namespace motcua::finger {

struct Descriptor {
    static constexpr int side = 8;         ///< cells across the cylinder
    static constexpr int layers = 6;       ///< of relative angle; one 64-bit word each
    static constexpr int samples = 34;     ///< points on the rings
    std::array<std::uint64_t, layers> bits{};
    std::uint64_t valid = 0;               ///< cells that lie on the finger
    std::array<std::uint8_t, samples> flow{};  ///< direction against the minutia's, or FlowMap::none
};

[[nodiscard]] std::vector<Descriptor> describe(const Template& finger);

}  // namespace motcua::finger
