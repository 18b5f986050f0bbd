// DynamicRange: entropy, in bits, of the luminances in the face region.
#include <cmath>
#include <numeric>

#include "shared/portrait/measures/measures.hpp"

namespace motcua::portrait::measures {

int score::dynamic_range(double bits) { return to_score(12.5 * bits); }

Measure dynamic_range(const Subject& s) {
    const auto all = static_cast<double>(std::accumulate(s.histogram.begin(), s.histogram.end(), std::int64_t{0}));
    if (all == 0) return {.id = MeasureId::dynamic_range};
    double bits = 0;
    for (const std::int64_t c : s.histogram)
        if (c > 0) bits -= static_cast<double>(c) / all * std::log2(static_cast<double>(c) / all);
    return {.id = MeasureId::dynamic_range, .assessed = true, .value = bits, .score = score::dynamic_range(bits)};
}

}  // namespace motcua::portrait::measures
