// HeadPoseYaw, -Pitch and -Roll: the angles of the face mesh fitted to the canonical face (OFIQ fits 3DDFA's). Without a mesh
// only the roll is known, from the line of the eyes.
#include <algorithm>
#include <cmath>

#include "shared/portrait/measures/measures.hpp"

namespace motcua::portrait::measures {
namespace {

constexpr double degrees = 180 / 3.14159265358979323846;

Measure angle(MeasureId id, double value) { return {.id = id, .assessed = true, .value = value, .score = score::pose(value)}; }

}  // namespace

int score::pose(double value) {
    const double cosine = std::max(0.0, std::cos(value / degrees));
    return to_score(100 * cosine * cosine);
}

Measure yaw(const Subject& s) { return s.pose ? angle(MeasureId::yaw, s.pose->yaw) : Measure{.id = MeasureId::yaw}; }
Measure pitch(const Subject& s) { return s.pose ? angle(MeasureId::pitch, s.pose->pitch) : Measure{.id = MeasureId::pitch}; }
Measure roll(const Subject& s) {
    if (s.faces.empty()) return {.id = MeasureId::roll};
    return angle(MeasureId::roll, s.pose ? s.pose->roll : std::atan2(s.face.across.y, s.face.across.x) * degrees);
}

}  // namespace motcua::portrait::measures
