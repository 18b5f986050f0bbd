#include "shared/finger/quality/measures.hpp"

namespace motcua::finger::quality {
namespace {
constexpr float least_product = 0.6F;
}  // namespace

std::optional<int> flowing_area(const RidgeMap& map) {
    int cells = 0;
    for (std::size_t i = 0; i < map.foreground.values.size(); ++i)
        cells += map.foreground.values[i] != 0 && map.clarity.values[i] * coherence_of(map.direction.values[i]) >= least_product ? 1 : 0;
    return cells * cell_size * cell_size * 20 / 775;
}

}  // namespace motcua::finger::quality
