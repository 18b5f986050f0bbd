#include "shared/finger/quality/measures.hpp"

namespace motcua::finger::quality {

Measures measure(const GreyImage& image, const RidgeMap& map) {
    return {.orientation_certainty = orientation_certainty(image, map),
            .local_clarity = local_clarity(map),
            .frequency_strength = frequency_strength(map),
            .flow_smoothness = flow_smoothness(map),
            .coherence = coherence(map),
            .contrast = contrast(image, map),
            .area = area(map),
            .darkness = darkness(image, map),
            .ridge_period = ridge_period(map),
            .clear_share = clear_share(map),
            .clear_area = clear_area(map),
            .flowing_area = flowing_area(map),
            .off_centre = off_centre(map)};
}

}  // namespace motcua::finger::quality
