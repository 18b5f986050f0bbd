#include <cmath>

#include "shared/finger/quality/blocks.hpp"
#include "shared/finger/quality/mean.hpp"

namespace motcua::finger::quality {
namespace {

float certainty(const GreyImage& image, int x0, int y0) {
    std::int64_t xx = 0, yy = 0, xy = 0;
    for (int y = y0 + 1; y + 1 < y0 + block_size; ++y)
        for (int x = x0 + 1; x + 1 < x0 + block_size; ++x) {
            const int gx = image.at(x + 1, y) - image.at(x - 1, y), gy = image.at(x, y + 1) - image.at(x, y - 1);
            xx += gx * gx, yy += gy * gy, xy += gx * gy;
        }
    const float sum = static_cast<float>(xx + yy), difference = static_cast<float>(xx - yy), cross = 2.0F * static_cast<float>(xy);
    const float root = std::sqrt(difference * difference + cross * cross);
    return sum + root > 0 ? 1.0F - (sum - root) / (sum + root) : 0.0F;
}

}  // namespace

std::optional<int> orientation_certainty(const GreyImage& image, const RidgeMap& map) {
    Mean mean;
    each_block(map, [&](int x, int y) { mean.add(certainty(image, x, y)); });
    return mean.thousandths();
}

}  // namespace motcua::finger::quality
