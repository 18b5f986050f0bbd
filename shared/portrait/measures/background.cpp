// BackgroundUniformity: mean Sobel magnitude of the luminance over the background, as the person mask has it: eroded by 4 x 4,
// inside the standard's window around the face and inside the photograph. OFIQ measures at an eye distance of 81 pixels; a
// smaller face is not enlarged here, its gradients are scaled instead. BackgroundBrightness and BackgroundColour (ours): mean
// luma, and mean of the largest minus the smallest of R, G, B, for the national rule "plain white background".
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "shared/portrait/measures/measures.hpp"

namespace motcua::portrait::measures {
namespace {

/// Fewer background pixels than this share of the window say nothing.
constexpr double enough = 0.01;
/// The window in eye distances from the mid-point of the eyes: OFIQ's aligned 616 x 616 without 62 left and right and 210 below.
constexpr double aside = 2.17, above = 2.41, below = 1.18;

double sobel(const picture::Picture& p, int x, int y) {
    const std::uint8_t *a = p.row(y - 1) + x, *b = p.row(y) + x, *c = p.row(y + 1) + x;
    const int gx = a[1] + 2 * b[1] + c[1] - a[-1] - 2 * b[-1] - c[-1];
    const int gy = c[-1] + 2 * c[0] + c[1] - a[-1] - 2 * a[0] - a[1];
    return std::sqrt(static_cast<double>(gx * gx + gy * gy));
}

bool in_window(const Subject& s, int x, int y) {
    const Local p = local(s.at_work, x, y);
    const double e = s.at_work.eye_distance;
    return std::abs(p.across) < aside * e && p.down > -above * e && p.down < below * e;
}

/// Is everything in the 4 x 4 around the pixel background?
bool clear(const picture::Picture& person, int x, int y) {
    for (int j = -2; j <= 1; ++j)
        for (int i = -2; i <= 1; ++i)
            if (person.row(y + j)[x + i] >= person_from) return false;
    return true;
}

struct Sums {
    std::int64_t pixels = 0, luma = 0, colour = 0;
    double gradient = 0;
};

int colourfulness(const picture::Picture& p, int x, int y) {
    if (p.channels != 3) return 0;
    const std::uint8_t* c = p.row(y) + 3 * x;
    return std::max({c[0], c[1], c[2]}) - std::min({c[0], c[1], c[2]});
}

Sums over_background(const Subject& s) {
    Sums sums;
    if (s.person.empty()) return sums;
    for (int y = 2; y < s.work.height - 2; ++y)
        for (int x = 2; x < s.work.width - 2; ++x) {
            if (!in_window(s, x, y) || !clear(s.person, x, y)) continue;
            ++sums.pixels;
            sums.gradient += sobel(s.luminance, x, y);
            sums.luma += s.grey.row(y)[x];
            sums.colour += colourfulness(s.work, x, y);
        }
    const double all = static_cast<double>(s.work.width) * s.work.height;
    if (static_cast<double>(sums.pixels) < enough * all) sums.pixels = 0;
    return sums;
}

}  // namespace

int score::background_uniformity(double gradient) { return to_score(190 * (1 - sigmoid(gradient, 10, 100))); }

Background background(const Subject& s) {
    Background out{.uniformity = {.id = MeasureId::background_uniformity},
                   .brightness = {.id = MeasureId::background_brightness},
                   .colour = {.id = MeasureId::background_colour}};
    const Sums sums = over_background(s);
    if (sums.pixels == 0) return out;
    const double n = static_cast<double>(sums.pixels);
    const double gradient = sums.gradient / n * std::min(1.0, s.at_work.eye_distance / working_eye_distance);
    const double brightness = static_cast<double>(sums.luma) / n / 255, colour = static_cast<double>(sums.colour) / n / 255;
    fill(out.uniformity, gradient, score::background_uniformity(gradient));
    fill(out.brightness, brightness, to_score(100 * brightness));
    fill(out.colour, colour, to_score(100 * (1 - sigmoid(colour, 0.2, 0.04))));
    return out;
}

}  // namespace motcua::portrait::measures
