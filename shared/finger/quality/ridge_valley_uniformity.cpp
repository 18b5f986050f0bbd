#include "shared/finger/quality/features.hpp"
#include "shared/finger/quality/widths.hpp"

namespace motcua::finger::quality {
namespace {
constexpr Limits limits{0.5F, 0.667F, 0.8F, 1.0F, 1.25F, 1.5F, 2.0F, 24.0F, 30.0F};
}  // namespace

Distribution ridge_valley_uniformity(const LocalRegions& regions) {
    std::vector<float> ratios;
    for (const LocalRegion& region : regions.regions) {
        if (!region.foreground) continue;
        const std::vector<Width> widths = widths_of(profile_of(region));
        for (std::size_t i = 2; i < widths.size(); ++i) {  // the first is cut by the window
            const Width &a = widths[i - 1], &b = widths[i];
            const float ridge = static_cast<float>(a.ridge ? a.pixels : b.pixels), valley = static_cast<float>(a.ridge ? b.pixels : a.pixels);
            ratios.push_back(ridge / valley);
        }
    }
    return distribution_of(ratios, limits);
}

}  // namespace motcua::finger::quality
