#include "shared/finger/quality/features.hpp"

namespace motcua::finger::quality {
namespace {

constexpr Limits limits{0.01715F, 0.035F, 0.0557F, 0.081F, 0.115F, 0.1718F, 0.2569F, 0.4758F, 0.748F};
constexpr float degree = 1.0F / 360, calm = 4 * degree;

/// Between two directions without sense: at most a quarter turn.
float angle_between(float a, float b) {
    const float d = a > b ? a - b : b - a;
    return d > 0.25F ? 0.5F - d : d;
}

/// Mean angle to the neighbours; negative where one of them is no finger.
float unrest(const LocalRegions& regions, int c, int r) {
    float sum = 0;
    for (int j = -1; j <= 1; ++j)
        for (int i = -1; i <= 1; ++i) {
            if (!regions.at(c + i, r + j).foreground) return -1;
            sum += angle_between(regions.at(c, r).across, regions.at(c + i, r + j).across);
        }
    return sum / 8;
}

}  // namespace

Distribution orientation_flow(const LocalRegions& regions) {
    std::vector<float> values;
    for (int r = 1; r + 1 < regions.rows; ++r)
        for (int c = 1; c + 1 < regions.columns; ++c) {
            const float angle = unrest(regions, c, r);
            if (angle > calm) values.push_back((angle - calm) / (90 * degree - calm));
        }
    return distribution_of(values, limits);
}

}  // namespace motcua::finger::quality
