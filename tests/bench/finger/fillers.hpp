// SYNTHETIC TEMPLATES to fill a gallery: nobody's fingers, and not even extracted from pictures of their own. Growing and
// extracting a synthetic print takes 80 ms, a million of them a day; so a few hundred are grown and their templates
// recombined: ridge flow of one print (mirrored, turned, bent by a smooth wander of its directions), places of minutiae of
// two others (mirrored, turned, jittered), directions of the minutiae from the new flow. Number of minutiae, their
// qualities, the outline of the finger and the picture's size are those of the prints. What such a gallery cannot show:
// ridges that really run between the minutiae. search.cpp prints beside its figures how its templates score against real
// probes, next to real ones of other fingers.
#pragma once

#include <cstdint>
#include <vector>

#include "shared/finger/minutiae.hpp"

namespace motcua::bench {

/// Templates of `count` synthetic fingers, impression (number % 8) of each (shared/finger/synthesis).
[[nodiscard]] std::vector<finger::Template> grow_templates(int count, std::uint64_t first_seed);

/// Template `number` recombined from the prints. Deterministic.
[[nodiscard]] finger::Template recombine(const std::vector<finger::Template>& prints, std::uint64_t number);

}  // namespace motcua::bench
