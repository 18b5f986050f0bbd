#include "shared/finger/quality/levels.hpp"
#include "shared/finger/quality/mean.hpp"

namespace motcua::finger::quality {

std::optional<int> contrast(const GreyImage& image, const RidgeMap& map) {
    Mean mean;
    each_block(map, [&](int x, int y) {
        const Levels levels = levels_of(image, map, x, y);
        mean.add(static_cast<float>(levels.valley - levels.ridge) / 255.0F);
    });
    return mean.thousandths();
}

}  // namespace motcua::finger::quality
