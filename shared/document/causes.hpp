// Why a picture was not read: what to tell the person who holds it.
#pragma once

#include <optional>
#include <span>

#include "shared/document/decode.hpp"

namespace motcua::document {

/// What is known of a zone that was found; sizes in pixels of the pyramid.
struct Sighting {
    std::vector<Line> lines{};
    std::vector<Cells> cells{};
    Decoded decoded{};
    int width = 0, height = 0;  ///< of the pyramid's first level
    std::array<Vec, 4> corners{};
};

/// Of a reading that is not valid, what is to be mended first comes first; never empty. `scale`: pixels of the pyramid per pixel of
/// the picture; `rows`: that were seen, also when they made no zone.
[[nodiscard]] std::vector<Cause> causes_of(const Pyramid& picture, double scale, std::span<const Row> rows, const std::optional<Sighting>& sighting);

}  // namespace motcua::document
