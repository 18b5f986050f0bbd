// Sums of products of grey gradients over one block: what orientation certainty, coherence and direction are made of.
#pragma once

#include <cstdint>

#include "shared/finger/image.hpp"

namespace motcua::finger::quality {

struct GradientSums {
    std::int64_t xx = 0, yy = 0, xy = 0;
};

/// Of the block from (x0, y0), central differences, one-sided at its edge (29794-4 takes each block alone). In quarters of
/// grey levels squared, exact.
[[nodiscard]] inline GradientSums gradient_sums(const GreyImage& image, int x0, int y0, int width, int height) {
    GradientSums sums;
    const std::uint8_t* pixels = image.pixels.data() + static_cast<std::size_t>(y0) * image.width + x0;
    for (int y = 0; y < height; ++y) {
        const int up = y > 0 ? y - 1 : y, down = y + 1 < height ? y + 1 : y, steep = down - up == 2 ? 1 : 2;
        const std::uint8_t *row = pixels + static_cast<std::size_t>(y) * image.width, *above = pixels + static_cast<std::size_t>(up) * image.width,
                           *below = pixels + static_cast<std::size_t>(down) * image.width;
        int xx = 0, yy = 0, xy = 0;
        const auto add = [&](int gx, int gy) { xx += gx * gx, yy += gy * gy, xy += gx * gy; };
        if (width > 1) add(2 * (row[1] - row[0]), steep * (below[0] - above[0]));
        for (int x = 1; x + 1 < width; ++x) add(row[x + 1] - row[x - 1], steep * (below[x] - above[x]));
        if (width > 1) add(2 * (row[width - 1] - row[width - 2]), steep * (below[width - 1] - above[width - 1]));
        sums.xx += xx, sums.yy += yy, sums.xy += xy;
    }
    return sums;
}

}  // namespace motcua::finger::quality
