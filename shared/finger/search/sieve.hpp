// The first stage of a search: how much a template's digest looks like the probe, in about a microsecond. Local similarity of
// surroundings (Minutia Cylinder-Code in bits), then how well the likeliest pairs agree on one turn and shift (one round of
// the relaxation that the exact comparison runs). Exact arithmetic: every processor and WASM give the same.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "shared/finger/search/digest.hpp"

namespace motcua::finger {

/// The probe as the sieve reads it: more minutiae than a digest keeps, because a partial print shows others than the best.
struct SievedProbe {
    static constexpr std::size_t most = 64;
    std::vector<ShortDescriptor> surroundings{};
    std::vector<float> x{}, y{};
    std::vector<std::int32_t> angle{};
};
[[nodiscard]] SievedProbe sieved_probe(const Template& finger);

/// One number for each digest, the higher the likelier the same finger; only their order means something.
void sift_digests(const SievedProbe& probe, std::span<const Digest> digests, std::span<std::uint32_t> out);

}  // namespace motcua::finger
