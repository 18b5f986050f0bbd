#include "shared/finger/quality/distribution.hpp"

#include <algorithm>
#include <cmath>

#include "shared/finger/arithmetic.hpp"

namespace motcua::finger::quality {

Distribution distribution_of(const std::vector<float>& values, const Limits& limits) {
    Distribution out;
    if (values.empty()) return out;
    float sum = 0, squares = 0;
    for (const float v : values) ++out.classes[std::upper_bound(limits.begin(), limits.end(), v) - limits.begin()], sum += v;
    const float n = static_cast<float>(values.size()), mean = sum / n;
    for (const float v : values) squares += (v - mean) * (v - mean);
    out.mean = nearest(mean * 1000), out.deviation = nearest(std::sqrt(squares / n) * 1000);
    return out;
}

}  // namespace motcua::finger::quality
