#include "shared/finger/quality/features.hpp"
#include "shared/finger/quality/widths.hpp"

namespace motcua::finger::quality {
namespace {

constexpr Limits limits{0.0F, 0.70F, 0.74F, 0.77F, 0.79F, 0.81F, 0.83F, 0.85F, 0.87F};

/// Mean ridge 3 to 10 px, mean valley 2 to 10 px (at 500 ppi).
bool plausible(const std::vector<Width>& widths) {
    int ridges = 0, ridge_pixels = 0, valleys = 0, valley_pixels = 0;
    for (const Width& w : widths) (w.ridge ? ridges : valleys) += 1, (w.ridge ? ridge_pixels : valley_pixels) += w.pixels;
    return ridges > 0 && valleys > 0 && ridge_pixels >= 3 * ridges && ridge_pixels <= 10 * ridges && valley_pixels >= 2 * valleys &&
           valley_pixels <= 10 * valleys;
}

float clarity_of(const LocalRegion& region) {
    const Profile profile = profile_of(region);
    if (!plausible(widths_of(profile))) return 0;
    int ridge = 0, valley = 0, light_ridge = 0, dark_valley = 0;
    for (int i = 0; i < window_length; ++i) {
        if (profile.ridge[i] != 0) ridge += window_width, light_ridge += window_width - profile.dark[i];
        else valley += window_width, dark_valley += profile.dark[i];
    }
    return 1.0F - (static_cast<float>(light_ridge) / static_cast<float>(ridge) + static_cast<float>(dark_valley) / static_cast<float>(valley)) / 2;
}

}  // namespace

Distribution local_clarity_score(const LocalRegions& regions) {
    std::vector<float> values;
    for (const LocalRegion& region : regions.regions)
        if (region.foreground) values.push_back(clarity_of(region));
    return distribution_of(values, limits);
}

}  // namespace motcua::finger::quality
