// A grey picture at full size, half, quarter …: whoever samples coarsely takes the level that has no more detail than that.
#pragma once

#include <vector>

#include "shared/document/geometry.hpp"
#include "shared/document/ocr.hpp"
#include "shared/picture/picture.hpp"

namespace motcua::document {

class Pyramid {
public:
    /// A grey picture, not empty.
    explicit Pyramid(picture::Picture grey);

    [[nodiscard]] const picture::Picture& level(std::size_t i) const { return levels_[i]; }
    [[nodiscard]] std::size_t levels() const { return levels_.size(); }
    /// The coarsest level whose pixels are no larger than `step` pixels of the picture.
    [[nodiscard]] std::size_t level_for(double step) const;
    /// The grey value at a point of the picture, between the pixels of a level; outside the nearest pixel's.
    [[nodiscard]] double at(std::size_t level, Vec point) const;

private:
    std::vector<picture::Picture> levels_;
};

/// Cuts out one character: a cell and a quarter wide, one and a half capitals high; paper becomes 0 and ink 255 by what is
/// found in it and its neighbours.
[[nodiscard]] Glyph cut(const Pyramid& picture, const Cell& cell);
/// The grey value that a tenth of that cut is brighter than.
[[nodiscard]] int brightness(const Pyramid& picture, const Cell& cell);

}  // namespace motcua::document
