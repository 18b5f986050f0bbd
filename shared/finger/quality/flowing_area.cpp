#include "shared/finger/quality/measures.hpp"

namespace motcua::finger::quality {
namespace {
constexpr float least_product = 0.6F;
}  // namespace

std::optional<int> flowing_area(const RidgeMap& map) {
    int cells = 0;
    for (std::size_t i = 0; i < map.foreground.values.size(); ++i)
        cells += map.foreground.values[i] != 0 && map.clarity.values[i] * coherence_of(map.direction.values[i]) >= least_product ? 1 : 0;
    return tenths_of_square_mm(std::int64_t{cells} * cell_size * cell_size);
}

}  // namespace motcua::finger::quality
