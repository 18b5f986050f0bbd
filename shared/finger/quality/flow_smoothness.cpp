#include "shared/finger/quality/mean.hpp"
#include "shared/finger/quality/measures.hpp"

namespace motcua::finger::quality {
namespace {

/// Angle between the ridges of two cells as a share of 90 degrees.
float turn(const Direction& a, const Direction& b) {
    float difference = half_turns(a) - half_turns(b);
    if (difference < 0) difference = -difference;
    return 2 * (difference > 0.5F ? 1.0F - difference : difference);
}

}  // namespace

std::optional<int> flow_smoothness(const RidgeMap& map) {
    Mean mean;
    constexpr int step = 2;
    for (int r = 0; r + step < map.foreground.rows; ++r)
        for (int c = 0; c + step < map.foreground.columns; ++c) {
            if (map.foreground.at(c, r) == 0) continue;
            if (map.foreground.at(c + step, r) != 0) mean.add(1 - turn(map.direction.at(c, r), map.direction.at(c + step, r)));
            if (map.foreground.at(c, r + step) != 0) mean.add(1 - turn(map.direction.at(c, r), map.direction.at(c, r + step)));
        }
    return mean.thousandths();
}

}  // namespace motcua::finger::quality
