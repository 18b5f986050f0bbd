// Leftward/RightwardCropOfTheFaceImage and MarginAbove/BelowOfTheFaceImage: four sides of one question, is there enough
// picture around the face? OffCentre (ours): the mid-point of the eyes from the middle column, over the width; positive to the
// viewer's right.
#include <cmath>

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
/// The eyes' centres, the one further left in the picture first.
struct Ends {
    double left = 0, right = 0;
};
Ends eyes_of(const Subject& s) {
    if (s.faces.empty()) return {};
    const double half = std::abs(s.face.eye_distance * s.face.across.x) / 2;
    return {s.face.eyes.x - half, s.face.eyes.x + half};
}
}  // namespace

Measure crop_left(const Subject& s) { return made(MeasureId::crop_left, s, eyes_of(s).right, eye_distance_of(s), score::crop); }
Measure crop_right(const Subject& s) {
    return made(MeasureId::crop_right, s, s.width - eyes_of(s).left, eye_distance_of(s), score::crop);
}
Measure margin_above(const Subject& s) {
    return made(MeasureId::margin_above, s, s.face.eyes.y, s.face.chin_distance, score::margin_above);
}
Measure margin_below(const Subject& s) {
    return made(MeasureId::margin_below, s, s.height - s.face.eyes.y, s.face.chin_distance, score::margin_below);
}

Measure off_centre(const Subject& s) {
    if (s.faces.empty()) return {.id = MeasureId::off_centre};
    const double aside = s.face.eyes.x / s.width - 0.5;
    return {.id = MeasureId::off_centre, .assessed = true, .value = aside, .score = to_score(100 * (1 - 2 * std::abs(aside)))};
}

}  // namespace motcua::portrait::measures
