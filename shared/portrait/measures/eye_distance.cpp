// InterEyeDistance: pixels between the eye centres, made up for the yaw that shortens them.
#include <cmath>

#include "shared/portrait/measures/measures.hpp"

namespace motcua::portrait::measures {

int score::eye_distance(double pixels) { return to_score(100 * sigmoid(pixels, 70, 20)); }

Measure eye_distance(const Subject& s) {
    if (s.faces.empty()) return {.id = MeasureId::eye_distance};
    const double cosine = s.pose ? std::cos(s.pose->yaw * 3.14159265358979323846 / 180) : 1;
    const double pixels = s.face.eye_distance / (cosine < 0.5 ? 0.5 : cosine);
    return {.id = MeasureId::eye_distance, .assessed = true, .value = pixels, .score = score::eye_distance(pixels)};
}

}  // namespace motcua::portrait::measures
