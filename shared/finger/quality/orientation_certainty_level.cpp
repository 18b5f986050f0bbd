#include "shared/finger/quality/certainty.hpp"
#include "shared/finger/quality/features.hpp"

namespace motcua::finger::quality {
namespace {
constexpr Limits limits{0.337F, 0.479F, 0.579F, 0.655F, 0.716F, 0.766F, 0.81F, 0.852F, 0.898F};
}  // namespace

Distribution orientation_certainty_level(const GreyImage& image) {
    std::vector<float> values;
    for (int y = 0; y + region_size <= image.height; y += region_size)
        for (int x = 0; x + region_size <= image.width; x += region_size) {
            const float certainty = certainty_of(gradient_sums(image, x, y, region_size, region_size));
            if (certainty >= 0) values.push_back(certainty);
        }
    return distribution_of(values, limits);
}

}  // namespace motcua::finger::quality
