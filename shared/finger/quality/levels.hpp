// Grey of ridges and of valleys in one block.
#pragma once

#include "shared/finger/quality/blocks.hpp"

namespace motcua::finger::quality {

struct Levels {
    int ridge = 0;   ///< mean grey of the ridges
    int valley = 0;  ///< mean grey of the valleys
};

inline Levels levels_of(const GreyImage& image, const RidgeMap& map, int x0, int y0) {
    int ridges = 0, valleys = 0;
    Levels sums;
    for (int y = y0; y < y0 + block_size; ++y)
        for (int x = x0; x < x0 + block_size; ++x) {
            if (map.enhanced.row(y)[x] > 0) sums.ridge += image.at(x, y), ++ridges;
            else sums.valley += image.at(x, y), ++valleys;
        }
    return {ridges > 0 ? sums.ridge / ridges : 0, valleys > 0 ? sums.valley / valleys : 0};
}

}  // namespace motcua::finger::quality
