// Orientation certainty of one block.
#pragma once

#include <cmath>

#include "shared/finger/quality/gradients.hpp"

namespace motcua::finger::quality {

/// 1 - smaller / larger eigenvalue of the covariance; negative where the block is uniform.
[[nodiscard]] inline float certainty_of(const GradientSums& g) {
    const float sum = static_cast<float>(g.xx + g.yy), difference = static_cast<float>(g.xx - g.yy), cross = 2.0F * static_cast<float>(g.xy);
    const float root = std::sqrt(difference * difference + cross * cross);
    return sum + root > 0 ? 1.0F - (sum - root) / (sum + root) : -1.0F;
}

}  // namespace motcua::finger::quality
