// What the first stage of a search keeps of a template: the surroundings of its best minutiae in few bits, with places and
// directions in steps of four pixels and 1/256 turns. Transposed, so that one instruction reads eight minutiae.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "shared/finger/descriptor.hpp"
#include "shared/finger/minutiae.hpp"

namespace motcua::finger {

/// A minutia's surroundings in bits: the cylinder in two layers, neighbours that run along with the minutia and against it
/// (what lies across is mostly spill: ridges run side by side, and which way they curve the flow says), and the ridge flow on
/// the rings, two bits a sample (which half circle the direction is in, and which of the halves a quarter further).
struct ShortDescriptor {
    static constexpr int layers = 2;
    static constexpr int first_sample = Descriptor::samples - 32;  ///< the nearest samples say the least
    std::array<std::uint64_t, layers> bits{};
    std::uint64_t flow = 0;        ///< low half: bit one of each sample, high half: bit two
    std::uint32_t flow_valid = 0;  ///< samples that lie on the finger
};
[[nodiscard]] ShortDescriptor shorten(const Descriptor& descriptor);

struct Digest {
    static constexpr int minutiae = 24;   ///< the best ones
    static constexpr int place_step = 4;  ///< pixels
    std::array<std::array<std::uint64_t, minutiae>, ShortDescriptor::layers> bits{};
    std::array<std::uint64_t, minutiae> flow{};
    std::array<std::uint32_t, minutiae> flow_valid{};
    std::array<std::uint8_t, minutiae> x{}, y{}, angle{};
    std::uint8_t count = 0;

    friend bool operator==(const Digest&, const Digest&) = default;
};

[[nodiscard]] Digest digest_of(const Template& finger);

}  // namespace motcua::finger
