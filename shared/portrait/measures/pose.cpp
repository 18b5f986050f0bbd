// HeadPoseRoll from the line of the eyes; HeadPoseYaw roughly, from where the nose tip lies between the eyes (OFIQ fits a
// 3-D head; we have six points). Positive: turned or tilted towards the viewer's right.
#include <algorithm>
#include <cmath>

#include "shared/portrait/measures/measures.hpp"

namespace motcua::portrait::measures {
namespace {

constexpr double degrees = 180 / 3.14159265358979323846;
/// How far the nose tip stands out before the plane of the eyes, in eye distances (average adult).
constexpr double nose_depth = 0.45;

}  // namespace

int score::pose(double angle) {
    const double cosine = std::max(0.0, std::cos(angle / degrees));
    return to_score(100 * cosine * cosine);
}

Measure roll(const Subject& s) {
    if (s.faces.empty()) return {.id = MeasureId::roll};
    const double angle = std::atan2(s.face.across.y, s.face.across.x) * degrees;
    return {.id = MeasureId::roll, .assessed = true, .value = angle, .score = score::pose(angle)};
}

Measure yaw(const Subject& s) {
    if (s.faces.empty() || s.face.eye_distance <= 0) return {.id = MeasureId::yaw};
    const Point nose = s.faces[0].nose;
    const double aside = (nose.x - s.face.eyes.x) * s.face.across.x + (nose.y - s.face.eyes.y) * s.face.across.y;
    const double angle = std::atan(aside / s.face.eye_distance / nose_depth) * degrees;
    return {.id = MeasureId::yaw, .assessed = true, .value = angle, .score = score::pose(angle)};
}

}  // namespace motcua::portrait::measures
