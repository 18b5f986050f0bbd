// InterEyeDistance.
#include <algorithm>
#include <cmath>

#include "shared/portrait/measures/measures.hpp"

namespace motcua::portrait::measures {

constexpr double least_cosine = 0.5;  ///< beyond 60 degrees the yaw is not to be trusted so far

int score::eye_distance(double pixels) { return to_score(100 * sigmoid(pixels, 70, 20)); }

double eye_distance_of(const Subject& s) {
    const double cosine = s.pose ? std::cos(s.pose->yaw * 3.14159265358979323846 / 180) : 1;
    return s.face.eye_distance / std::max(cosine, least_cosine);
}

Measure eye_distance(const Subject& s) {
    if (s.faces.empty()) return {.id = MeasureId::eye_distance};
    const double pixels = eye_distance_of(s);
    return {.id = MeasureId::eye_distance, .assessed = true, .value = pixels, .score = score::eye_distance(pixels)};
}

}  // namespace motcua::portrait::measures
