#include <algorithm>
#include <vector>

#include "shared/finger/arithmetic.hpp"
#include "shared/finger/quality/measures.hpp"

namespace motcua::finger::quality {

std::optional<int> ridge_period(const RidgeMap& map) {
    std::vector<float> periods;
    for (std::size_t i = 0; i < map.foreground.values.size(); ++i)
        if (map.foreground.values[i] != 0) periods.push_back(map.period.values[i]);
    if (periods.empty()) return std::nullopt;
    const auto middle = periods.begin() + static_cast<std::ptrdiff_t>(periods.size() / 2);
    std::nth_element(periods.begin(), middle, periods.end());
    return nearest(*middle * 100.0F);
}

}  // namespace motcua::finger::quality
