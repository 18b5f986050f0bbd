// UnderExposurePrevention and OverExposurePrevention: shares of very dark (0..25) and very bright (247..255) face pixels. The standard
// leaves what covers the face out of the former; we have no network to see it, so ours is the whole hull's: a substitute.
#include <numeric>

#include "shared/portrait/measures/measures.hpp"

namespace motcua::portrait::measures {
namespace {

/// Share of the face's pixels whose luminance is in [from, to]; -1 without pixels.
double share(const Subject& s, int from, int to) {
    const auto& counts = s.histogram;
    const auto all = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
    const auto some = std::accumulate(counts.begin() + from, counts.begin() + to + 1, std::int64_t{0});
    return all == 0 ? -1 : static_cast<double>(some) / static_cast<double>(all);
}

}  // namespace

int score::under_exposure(double v) { return to_score(120 * (0.832 - sigmoid(v, 0.92, 0.05))); }
int score::over_exposure(double v) { return to_score(1 / (v + 0.01)); }

Measure under_exposure(const Subject& s) {
    const double v = share(s, 0, 25);
    if (v < 0) return {.id = MeasureId::under_exposure};
    return {.id = MeasureId::under_exposure, .assessed = true, .value = v, .score = score::under_exposure(v)};
}

Measure over_exposure(const Subject& s) {
    const double v = share(s, 247, 255);
    if (v < 0) return {.id = MeasureId::over_exposure};
    return {.id = MeasureId::over_exposure, .assessed = true, .value = v, .score = score::over_exposure(v)};
}

}  // namespace motcua::portrait::measures
