// LuminanceMean and LuminanceVariance of the face region, in shares of full luminance.
#include <cmath>

#include "shared/portrait/measures/measures.hpp"

namespace motcua::portrait::measures {
namespace {

struct Moments {
    double count = 0, mean = 0, variance = 0;
};
Moments moments(const Subject& s) {
    std::int64_t n = 0, sum = 0, squares = 0;
    const auto& counts = s.histogram;
    for (std::int64_t v = 0; v < 256; ++v) {
        const std::int64_t c = counts[static_cast<std::size_t>(v)];
        n += c;
        sum += c * v;
        squares += c * v * v;
    }
    if (n == 0) return {};
    const double count = static_cast<double>(n), mean = static_cast<double>(sum) / count;
    return {count, mean / 255, (static_cast<double>(squares) / count - mean * mean) / (255 * 255)};
}

}  // namespace

int score::luminance_mean(double v) { return to_score(100 * sigmoid(v, 0.2, 0.05) * (1 - sigmoid(v, 0.8, 0.05))); }
int score::luminance_variance(double v) { return to_score(100 * std::sin(3.14159265358979323846 * 60 * v / (60 * v + 1))); }

Measure luminance_mean(const Subject& s) {
    const Moments m = moments(s);
    if (m.count == 0) return {.id = MeasureId::luminance_mean};
    return {.id = MeasureId::luminance_mean, .assessed = true, .value = m.mean, .score = score::luminance_mean(m.mean)};
}

Measure luminance_variance(const Subject& s) {
    const Moments m = moments(s);
    if (m.count == 0) return {.id = MeasureId::luminance_variance};
    return {.id = MeasureId::luminance_variance,
            .assessed = true,
            .value = m.variance,
            .score = score::luminance_variance(m.variance)};
}

}  // namespace motcua::portrait::measures
