#include "shared/finger/quality/mean.hpp"
#include "shared/finger/quality/measures.hpp"

namespace motcua::finger::quality {

std::optional<int> frequency_strength(const RidgeMap& map) {
    Mean mean;
    for (std::size_t i = 0; i < map.foreground.values.size(); ++i)
        if (map.foreground.values[i] != 0) mean.add(map.strength.values[i]);
    return mean.thousandths();
}

}  // namespace motcua::finger::quality
