// Walks over the 32 px blocks that lie wholly on the finger.
#pragma once

#include "shared/finger/quality/measures.hpp"

namespace motcua::finger::quality {

/// Calls visit(x0, y0) with each block's top left pixel; blocks overlap by half, as the finger is small.
template <class Visit>
void each_block(const RidgeMap& map, Visit visit) {
    const auto whole = [&](int c, int r) {
        for (int j = r; j < r + block_cells; ++j)
            for (int i = c; i < c + block_cells; ++i)
                if (map.foreground.at(i, j) == 0) return false;
        return true;
    };
    for (int r = 0; (r + block_cells) * cell_size <= map.height; r += block_cells / 2)
        for (int c = 0; (c + block_cells) * cell_size <= map.width; c += block_cells / 2)
            if (whole(c, r)) visit(c * cell_size, r * cell_size);
}

inline constexpr int block_size = block_cells * cell_size;

}  // namespace motcua::finger::quality
