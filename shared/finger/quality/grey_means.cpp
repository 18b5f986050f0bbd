#include <algorithm>
#include <cmath>

#include "shared/finger/arithmetic.hpp"
#include "shared/finger/quality/features.hpp"

namespace motcua::finger::quality {

GreyMeans grey_means(const GreyImage& image) {
    std::int64_t sum = 0, squares = 0, of_means = 0, blocks = 0;
    for (int y0 = 0; y0 < image.height; y0 += region_size)
        for (int x0 = 0; x0 < image.width; x0 += region_size) {
            std::int64_t block = 0;
            const int x1 = std::min(image.width, x0 + region_size), y1 = std::min(image.height, y0 + region_size);
            for (int y = y0; y < y1; ++y)
                for (int x = x0; x < x1; ++x) block += image.at(x, y), squares += image.at(x, y) * image.at(x, y);
            of_means += 1000 * block / ((x1 - x0) * (y1 - y0));
            sum += block, ++blocks;
        }
    const std::int64_t n = static_cast<std::int64_t>(image.width) * image.height;
    const float variance = static_cast<float>(n * squares - sum * sum) / (static_cast<float>(n) * static_cast<float>(n));
    return {.mean = static_cast<int>(1000 * sum / n), .mean_of_blocks = static_cast<int>(of_means / blocks), .deviation = nearest(std::sqrt(variance) * 1000)};
}

}  // namespace motcua::finger::quality
