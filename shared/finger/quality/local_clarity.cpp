#include <algorithm>

#include "shared/finger/quality/blocks.hpp"
#include "shared/finger/quality/mean.hpp"

namespace motcua::finger::quality {
namespace {

/// The filtered signal says what ought to be ridge and valley, the levelled one what is.
float clarity(const RidgeMap& map, int x0, int y0) {
    int ridge = 0, valley = 0, light_ridge = 0, dark_valley = 0;
    for (int y = y0; y < y0 + block_size; ++y)
        for (int x = x0; x < x0 + block_size; ++x) {
            const bool dark = map.normalised.row(y)[x] > 0;
            if (map.enhanced.row(y)[x] > 0) ++ridge, light_ridge += dark ? 0 : 1;
            else ++valley, dark_valley += dark ? 1 : 0;
        }
    if (ridge == 0 || valley == 0) return 0;
    return std::max(0.0F, 1.0F - static_cast<float>(light_ridge) / ridge - static_cast<float>(dark_valley) / valley);
}

}  // namespace

std::optional<int> local_clarity(const RidgeMap& map) {
    Mean mean;
    each_block(map, [&](int x, int y) { mean.add(clarity(map, x, y)); });
    return mean.thousandths();
}

}  // namespace motcua::finger::quality
