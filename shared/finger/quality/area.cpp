#include <algorithm>

#include "shared/finger/quality/measures.hpp"

namespace motcua::finger::quality {

std::optional<int> area(const RidgeMap& map) {
    const auto cells = std::count(map.foreground.values.begin(), map.foreground.values.end(), std::uint8_t{1});
    return tenths_of_square_mm(std::int64_t{cells} * cell_size * cell_size) / 10;
}

}  // namespace motcua::finger::quality
