// Where fingers lie in a picture of several: cells with ridges, the turn of the hand, columns of fingers.
#pragma once

#include <vector>

#include "shared/finger/image.hpp"

namespace motcua::finger::slap {

/// A cell with ridges in the hand's own coordinates: across (to the right) and along (downwards from the tips), pixels.
struct Spot {
    float across = 0, along = 0;
};

/// The longer axis of some cells.
struct Axis {
    float turns = 0;       ///< counter-clockwise from upright, -1/4..1/4
    float elongation = 1;  ///< length over width
};
[[nodiscard]] Axis axis_of(const std::vector<Spot>& spots);

/// One finger that was found.
struct Column {
    std::vector<Spot> spots{};   ///< of the last joint only
    float tip = 0;               ///< along
    float middle = 0;            ///< across
    float width = 0;
};

struct Found {
    int degrees = 0;             ///< turn of the hand, counter-clockwise
    std::vector<Column> columns{};  ///< from left to right
};

/// Looks for `expected` fingers in a picture at 500 ppi. Gives as many as it can tell apart; more or fewer than expected
/// where the picture shows so.
[[nodiscard]] Found find_fingers(const GreyImage& image, int expected);

}  // namespace motcua::finger::slap
