// IlluminationUniformity: how far the luminance histograms of the two cheeks overlap.
#include <algorithm>
#include <array>
#include <cmath>

#include "shared/portrait/measures/measures.hpp"

namespace motcua::portrait::measures {
namespace {

std::array<int, 256> histogram(const picture::Picture& luminance, const Square& square) {
    const picture::Picture part = picture::crop(luminance, square.left, square.top, square.side, square.side);
    std::array<int, 256> counts{};
    for (const std::uint8_t v : part.pixels) ++counts[v];
    return counts;
}

}  // namespace

int score::illumination(double overlap) { return to_score(100 * std::pow(overlap, 0.3)); }

Measure illumination(const Subject& s) {
    if (s.faces.empty()) return {.id = MeasureId::illumination};
    const Cheeks c = cheeks(s.at_work);
    const auto a = histogram(s.luminance, c.left), b = histogram(s.luminance, c.right);
    int common = 0;
    for (std::size_t i = 0; i < a.size(); ++i) common += std::min(a[i], b[i]);
    const double overlap = static_cast<double>(common) / (static_cast<double>(c.left.side) * c.left.side);
    return {.id = MeasureId::illumination, .assessed = true, .value = overlap, .score = score::illumination(overlap)};
}

}  // namespace motcua::portrait::measures
