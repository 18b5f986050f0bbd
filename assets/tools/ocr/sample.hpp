// What a camera makes of a few printed characters: the examples the network learns from.
#pragma once

#include <vector>

#include "assets/tools/ocr/atlas.hpp"
#include "assets/tools/ocr/random.hpp"
#include "shared/document/ocr.hpp"

namespace motcua::ocr_training {

struct Example {
    document::Glyph glyph{};
    int character = 0;
    double pitch = 0;  ///< pixels from character to character: how small it was
};

/// Prints five characters, photographs them with chance faults (small, blurred, noisy, unevenly lit, on guilloches, as a
/// JPEG) and cuts out the middle three as the reader does.
void photograph(const Atlas& atlas, Random& random, std::vector<Example>& out);

}  // namespace motcua::ocr_training
