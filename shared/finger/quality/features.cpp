#include "shared/finger/quality/features.hpp"

namespace motcua::finger::quality {

Features features_of(const GreyImage& image, const std::vector<Minutia>& minutiae) {
    const Framed framed = without_frame(image);
    const LocalRegions regions = local_regions(framed.image);
    const Region region = region_of_interest(framed.image);
    return {.frequency_domain = frequency_domain(regions),
            .local_clarity = local_clarity_score(regions),
            .orientation_certainty = orientation_certainty_level(framed.image),
            .orientation_flow = orientation_flow(regions),
            .ridge_valley_uniformity = ridge_valley_uniformity(regions),
            .grey = grey_means(framed.image),
            .roi_mean = mean_grey(framed.image, region),
            .roi_area = area_of(region),
            .coherence = roi_coherence(framed.image, region),
            .minutiae = minutiae_spread(framed, minutiae)};
}

}  // namespace motcua::finger::quality
