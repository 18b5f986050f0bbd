#include <algorithm>
#include <cstdlib>

#include "shared/finger/quality/certainty.hpp"
#include "shared/finger/quality/features.hpp"

namespace motcua::finger::quality {
namespace {

constexpr int reach = 100;  // half of the box round the mean place

/// Grey of the 32 px block round a minutia, in thousandths.
int block_grey(const GreyImage& image, int x, int y) {
    const int x0 = std::clamp(x - region_size / 2, 0, image.width - 1), y0 = std::clamp(y - region_size / 2, 0, image.height - 1);
    const int x1 = std::min(image.width, x0 + region_size), y1 = std::min(image.height, y0 + region_size);
    int sum = 0;
    for (int j = y0; j < y1; ++j)
        for (int i = x0; i < x1; ++i) sum += image.at(i, j);
    return static_cast<int>(1000LL * sum / ((x1 - x0) * (y1 - y0)));
}

bool well_directed(const GreyImage& image, int x, int y) {
    if (image.width < region_size || image.height < region_size) return false;
    const int x0 = std::clamp(x - region_size / 2, 0, image.width - region_size), y0 = std::clamp(y - region_size / 2, 0, image.height - region_size);
    return certainty_of(gradient_sums(image, x0, y0, region_size, region_size)) > 0.805F;  // rounded to hundredths: over 80
}

int central(const std::vector<Minutia>& minutiae) {
    int x = 0, y = 0;
    const int n = static_cast<int>(minutiae.size());
    for (const Minutia& m : minutiae) x += m.x, y += m.y;
    return static_cast<int>(std::count_if(minutiae.begin(), minutiae.end(), [&](const Minutia& m) { return std::abs(m.x - x / n) <= reach && std::abs(m.y - y / n) <= reach; }));
}

}  // namespace

MinutiaeSpread minutiae_spread(const Framed& framed, const std::vector<Minutia>& minutiae) {
    MinutiaeSpread out{.count = static_cast<int>(minutiae.size())};
    if (minutiae.empty()) return out;
    const GreyMeans grey = grey_means(framed.image);
    for (const Minutia& m : minutiae) {
        const int x = m.x - framed.x, y = m.y - framed.y, darker = grey.mean - block_grey(framed.image, x, y);
        out.well_inked += darker > 0 && 2 * darker <= grey.deviation ? 1 : 0;
        out.well_directed += well_directed(framed.image, x, y) ? 1 : 0;
    }
    out.central = central(minutiae);
    out.well_inked = 1000 * out.well_inked / out.count, out.well_directed = 1000 * out.well_directed / out.count;
    return out;
}

}  // namespace motcua::finger::quality
