// Sharpness. OFIQ asks a random forest that we do not have; our substitute is the blur effect of Crete, Dolmiere, Ladret and
// Nicolas (2007, doi:10.1117/12.702790): how much of the variation between neighbours does a strong blur destroy? A sharp
// picture loses most of it, a blurred one had none to lose. It does not depend on contrast, and here it is all integers.
#include <algorithm>
#include <cstdlib>

#include "shared/portrait/measures/measures.hpp"

namespace motcua::portrait::measures {
namespace {

constexpr int reach = 4;  ///< the strong blur is the mean of 2 * reach + 1 pixels

/// 3 x 3 binomial smoothing, so that sensor noise does not count as sharpness; values times 16.
std::vector<int> smoothed(const picture::Picture& grey) {
    std::vector<int> out(grey.pixels.size());
    for (int y = 0; y < grey.height; ++y)
        for (int x = 0; x < grey.width; ++x) {
            int sum = 0;
            for (int j = -1; j <= 1; ++j)
                for (int i = -1; i <= 1; ++i)
                    sum += (2 - std::abs(i)) * (2 - std::abs(j)) *
                           grey.row(std::clamp(y + j, 0, grey.height - 1))[std::clamp(x + i, 0, grey.width - 1)];
            out[static_cast<std::size_t>(y) * static_cast<std::size_t>(grey.width) + static_cast<std::size_t>(x)] = sum;
        }
    return out;
}

struct Sums {
    std::int64_t variation = 0;  ///< of the picture
    std::int64_t lost = 0;       ///< of it, by the blur
};

/// Along one axis: `step` is the distance of neighbours in the array. The mean of 9 is kept as a sum, so variations of the
/// picture are multiplied by 9 for the comparison.
Sums along(const std::vector<int>& pixels, const Subject& s, std::ptrdiff_t step) {
    Sums sums;
    const int w = s.work.width, h = s.work.height;
    const int margin_x = step == 1 ? reach + 1 : 0, margin_y = step == 1 ? 0 : reach + 1;
    for (int y = margin_y; y < h - margin_y; ++y)
        for (int x = margin_x; x < w - margin_x; ++x) {
            if (!s.skin.holds(x, y)) continue;
            const int* p = pixels.data() + std::ptrdiff_t{y} * w + x;
            const int before = 9 * std::abs(p[0] - p[-step]);
            const int after = std::abs(p[reach * step] - p[-(reach + 1) * step]);  // difference of two neighbouring sums of 9
            sums.variation += before;
            sums.lost += std::max(0, before - after);
        }
    return sums;
}

}  // namespace

int score::sharpness(double value) { return to_score(100 * sigmoid(value, 40, 6)); }

Measure sharpness(const Subject& s) {
    if (s.faces.empty()) return {.id = MeasureId::sharpness};
    const std::vector<int> pixels = smoothed(s.grey);
    const Sums a = along(pixels, s, 1), b = along(pixels, s, s.work.width);
    if (a.variation == 0 || b.variation == 0) return {.id = MeasureId::sharpness, .assessed = true};
    const double kept = std::min(static_cast<double>(a.lost) / static_cast<double>(a.variation),
                                 static_cast<double>(b.lost) / static_cast<double>(b.variation));
    return {.id = MeasureId::sharpness, .assessed = true, .value = 100 * kept, .score = score::sharpness(100 * kept)};
}

}  // namespace motcua::portrait::measures
