// NaturalColour: distance of the cheeks' mean colour from the range of human skin in CIELAB (D50).
#include <algorithm>
#include <array>
#include <cmath>

#include "shared/portrait/measures/measures.hpp"

namespace motcua::portrait::measures {
namespace {

using Triple = std::array<double, 3>;

/// Mean blue, green, red over both cheek squares, 0..255.
Triple mean_colour(const Subject& s) {
    const Cheeks c = cheeks(s.at_work);
    std::array<std::int64_t, 3> sums{};
    for (const Square& q : {c.left, c.right}) {
        const picture::Picture part = picture::crop(s.work, q.left, q.top, q.side, q.side);
        for (std::size_t i = 0; i < part.pixels.size(); ++i) sums[i % 3] += part.pixels[i];
    }
    const double n = 2.0 * c.left.side * c.left.side;
    return {static_cast<double>(sums[0]) / n, static_cast<double>(sums[1]) / n, static_cast<double>(sums[2]) / n};
}

double linear(double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); }
double lab_f(double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; }

struct AB {
    double a, b;
};
/// sRGB to CIELAB under D50 (Bradford-adapted sRGB matrix).
AB to_ab(const Triple& bgr) {
    const double b = linear(bgr[0] / 255), g = linear(bgr[1] / 255), r = linear(bgr[2] / 255);
    const double x = (0.4360747 * r + 0.3850649 * g + 0.1430804 * b) / 0.9642956;
    const double y = 0.2225045 * r + 0.7168786 * g + 0.0606169 * b;
    const double z = (0.0139322 * r + 0.0971045 * g + 0.7141733 * b) / 0.8251046;
    return {500 * (lab_f(x) - lab_f(y)), 200 * (lab_f(y) - lab_f(z))};
}

/// How far v lies outside of [low, high].
double excess(double v, double low, double high) { return v < low ? low - v : v > high ? v - high : 0; }

}  // namespace

int score::natural_colour(double distance) { return to_score(200 * (1 - sigmoid(distance, 0, 10))); }

Measure natural_colour(const Subject& s) {
    if (s.faces.empty() || s.work.channels != 3) return {.id = MeasureId::natural_colour};
    const AB c = to_ab(mean_colour(s));
    const double a = excess(c.a, 5, 25), b = excess(c.b, 5, 35);
    const double distance = c.a < 0 || c.b < 0 ? 100 : std::sqrt(a * a + b * b);
    return {.id = MeasureId::natural_colour, .assessed = true, .value = distance, .score = score::natural_colour(distance)};
}

}  // namespace motcua::portrait::measures
