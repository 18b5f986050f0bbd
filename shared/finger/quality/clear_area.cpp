#include "shared/finger/quality/measures.hpp"

namespace motcua::finger::quality {
namespace {
/// The oriented filter kept this much of the signal, so ridges can be followed, if not beautifully.
constexpr float readable_clarity = 0.6F;
}  // namespace

std::optional<int> clear_area(const RidgeMap& map) {
    int cells = 0;
    for (std::size_t i = 0; i < map.foreground.values.size(); ++i)
        cells += map.foreground.values[i] != 0 && map.clarity.values[i] >= readable_clarity ? 1 : 0;
    return tenths_of_square_mm(std::int64_t{cells} * cell_size * cell_size);
}

}  // namespace motcua::finger::quality
