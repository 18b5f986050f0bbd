// BackgroundUniformity: mean Sobel magnitude of the luminance over the background. The standard takes the background from a
// segmentation network; we take the part of the picture that lies clear of head and hair and above the shoulders.
// BackgroundBrightness (ours): mean luma there, for the national rule "plain light background".
#include <cmath>
#include <cstdlib>

#include "shared/portrait/measures/measures.hpp"

namespace motcua::portrait::measures {
namespace {

/// Fewer background pixels than this share of the picture say nothing.
constexpr double enough = 0.01;

struct Sums {
    std::int64_t pixels = 0;
    double gradient = 0;
    std::int64_t luma = 0;
};

double sobel(const picture::Picture& p, int x, int y) {
    const std::uint8_t *a = p.row(y - 1) + x, *b = p.row(y) + x, *c = p.row(y + 1) + x;
    const int gx = a[1] + 2 * b[1] + c[1] - a[-1] - 2 * b[-1] - c[-1];
    const int gy = c[-1] + 2 * c[0] + c[1] - a[-1] - 2 * a[0] - a[1];
    return std::sqrt(static_cast<double>(gx * gx + gy * gy));
}

Sums over_background(const Subject& s) {
    Sums sums;
    if (s.faces.empty()) return sums;
    const picture::Picture grey = picture::to_grey(s.work);
    for (int y = 1; y < s.luminance.height - 1; ++y)
        for (int x = 1; x < s.luminance.width - 1; ++x) {
            if (!in_background(s.at_work, x, y)) continue;
            ++sums.pixels;
            sums.gradient += sobel(s.luminance, x, y);
            sums.luma += grey.row(y)[x];
        }
    const double all = static_cast<double>(s.luminance.width) * s.luminance.height;
    if (static_cast<double>(sums.pixels) < enough * all) sums.pixels = 0;
    return sums;
}

}  // namespace

int score::background_uniformity(double gradient) { return to_score(190 * (1 - sigmoid(gradient, 10, 100))); }

Measure background_uniformity(const Subject& s) {
    const Sums sums = over_background(s);
    if (sums.pixels == 0) return {.id = MeasureId::background_uniformity};
    const double mean = sums.gradient / static_cast<double>(sums.pixels);
    return {.id = MeasureId::background_uniformity, .assessed = true, .value = mean, .score = score::background_uniformity(mean)};
}

Measure background_brightness(const Subject& s) {
    const Sums sums = over_background(s);
    if (sums.pixels == 0) return {.id = MeasureId::background_brightness};
    const double mean = static_cast<double>(sums.luma) / static_cast<double>(sums.pixels) / 255;
    return {.id = MeasureId::background_brightness, .assessed = true, .value = mean, .score = to_score(100 * mean)};
}

}  // namespace motcua::portrait::measures
