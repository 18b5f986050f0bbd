#include <algorithm>
#include <cmath>

#include "shared/finger/arithmetic.hpp"
#include "shared/finger/quality/features.hpp"
#include "shared/finger/quality/gradients.hpp"

namespace motcua::finger::quality {
namespace {

constexpr int block = 16;

bool touches(const Region& region, int x, int y) {
    for (int r = y / roi_cell; r < (y + block) / roi_cell; ++r)
        for (int c = x / roi_cell; c < (x + block) / roi_cell; ++c)
            if (region.cells.holds(c, r) && region.cells.at(c, r) != 0) return true;
    return false;
}

/// Length of the sum of squared gradients over the sum of their lengths, which are xx + yy (Bazen and Gerez, IEEE PAMI 24(7), 2002).
float coherence_of(const GradientSums& g) {
    const float difference = static_cast<float>(g.xx - g.yy), cross = 2.0F * static_cast<float>(g.xy), all = static_cast<float>(g.xx + g.yy);
    return all > 0 ? std::sqrt(difference * difference + cross * cross) / all : 0.0F;
}

}  // namespace

RoiCoherence roi_coherence(const GreyImage& image, const Region& region) {
    float sum = 0;
    int n = 0;
    for (int y = 0; y < image.height; y += block)
        for (int x = 0; x < image.width; x += block) {
            if (!touches(region, x, y)) continue;
            sum += coherence_of(gradient_sums(image, x, y, std::min(block, image.width - x), std::min(block, image.height - y)));
            ++n;
        }
    return n == 0 ? RoiCoherence{} : RoiCoherence{.sum = nearest(sum * 1000), .mean = nearest(sum / static_cast<float>(n) * 1000)};
}

}  // namespace motcua::finger::quality
