// Leftward/RightwardCropOfTheFaceImage and MarginAbove/BelowOfTheFaceImage: four sides of one question, is there enough
// picture around the face?
#include <algorithm>

#include "shared/portrait/measures/measures.hpp"

namespace motcua::portrait::measures {

int score::crop(double ratio) { return to_score(100 * sigmoid(ratio, 0.9, 0.1)); }
int score::margin_above(double ratio) { return to_score(100 * sigmoid(ratio, 1.4, 0.1)); }
int score::margin_below(double ratio) { return to_score(100 * sigmoid(ratio, 1.8, 0.1)); }

namespace {
using Mapping = int (*)(double);
Measure made(MeasureId id, const Subject& s, double distance, double unit, Mapping mapping) {
    if (s.faces.empty() || unit <= 0) return {.id = id};
    return {.id = id, .assessed = true, .value = distance / unit, .score = mapping(distance / unit)};
}
double right_most_eye(const Subject& s) { return s.faces.empty() ? 0 : std::max(s.faces[0].left_eye.x, s.faces[0].right_eye.x); }
double left_most_eye(const Subject& s) { return s.faces.empty() ? 0 : std::min(s.faces[0].left_eye.x, s.faces[0].right_eye.x); }
}  // namespace

Measure crop_left(const Subject& s) { return made(MeasureId::crop_left, s, right_most_eye(s), s.face.eye_distance, score::crop); }
Measure crop_right(const Subject& s) {
    return made(MeasureId::crop_right, s, s.width - left_most_eye(s), s.face.eye_distance, score::crop);
}
Measure margin_above(const Subject& s) {
    return made(MeasureId::margin_above, s, s.face.eyes.y, s.face.chin_distance, score::margin_above);
}
Measure margin_below(const Subject& s) {
    return made(MeasureId::margin_below, s, s.height - s.face.eyes.y, s.face.chin_distance, score::margin_below);
}

}  // namespace motcua::portrait::measures
