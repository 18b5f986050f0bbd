// ExpressionNeutrality. OFIQ asks two networks that we do not have; our substitute adds up what a smile, a frown or a shout does
// to the mesh: the mouth wider than at rest, its corners off the middle of the lips, lips apart.
#include <algorithm>
#include <cmath>

#include "shared/portrait/measures/measures.hpp"

namespace motcua::portrait::measures {
namespace {

/// Width of the mouth over the eye distance in faces at rest, up to which nothing is counted.
constexpr double resting_width = 0.86;

}  // namespace

int score::expression(double deviation) { return to_score(100 * (1 - sigmoid(deviation, 0.15, 0.04))); }

Measure expression(const Subject& s) {
    if (!s.mesh || s.face.eye_distance <= 0 || s.face.chin_distance <= 0) return {.id = MeasureId::expression};
    const auto& p = s.mesh->points;
    auto at = [&](std::size_t i) { return local(s.face, p[i].x, p[i].y); };
    const Local left = at(mesh::mouth_left), right = at(mesh::mouth_right), upper = at(13), lower = at(14);
    const double width = (right.across - left.across) / s.face.eye_distance;
    const double lift = ((upper.down + lower.down) / 2 - (left.down + right.down) / 2) / s.face.chin_distance;
    const double deviation = std::max(0.0, width - resting_width) + std::max(0.0, std::abs(lift) - 0.02) * 2 +
                             std::max(0.0, mouth_open(*s.mesh) - 0.03);
    return {.id = MeasureId::expression, .assessed = true, .value = deviation, .score = score::expression(deviation)};
}

}  // namespace motcua::portrait::measures
