// The measures, one a file. A native value is measured in one place; its mapping to 0-100 stands beside it, after
// ISO/IEC 29794-5 as its reference implementation (BSI OFIQ) has it, or is named as our own substitute.
#pragma once

#include "shared/portrait/judge.hpp"
#include "shared/portrait/subject.hpp"

namespace motcua::portrait::measures {

/// The sigmoid of the standard's mappings: 1 / (1 + e^((x0 - x) / w)).
[[nodiscard]] double sigmoid(double x, double x0, double w);
/// Rounded and kept in 0..100.
[[nodiscard]] int to_score(double value);

/// At and above this value of the mask a pixel is the person's.
inline constexpr int person_from = 128;

inline void fill(Measure& measure, double value, int score) {
    measure.assessed = true;
    measure.value = value;
    measure.score = score;
}

/// IED: pixels between the eye centres, made up for the yaw that shortens them.
[[nodiscard]] double eye_distance_of(const Subject& s);

[[nodiscard]] Measure illumination(const Subject& s);
[[nodiscard]] Measure luminance_mean(const Subject& s);
[[nodiscard]] Measure luminance_variance(const Subject& s);
[[nodiscard]] Measure under_exposure(const Subject& s);
[[nodiscard]] Measure over_exposure(const Subject& s);
[[nodiscard]] Measure dynamic_range(const Subject& s);
[[nodiscard]] Measure sharpness(const Subject& s);
[[nodiscard]] Measure compression(const Subject& s);
[[nodiscard]] Measure natural_colour(const Subject& s);
[[nodiscard]] Measure single_face(const Subject& s);
[[nodiscard]] Measure eyes_open(const Subject& s);
[[nodiscard]] Measure mouth_closed(const Subject& s);
[[nodiscard]] Measure eyes_visible(const Subject& s);
[[nodiscard]] Measure mouth_occlusion(const Subject& s);
[[nodiscard]] Measure face_occlusion(const Subject& s);
[[nodiscard]] Measure eye_distance(const Subject& s);
[[nodiscard]] Measure head_size(const Subject& s);
[[nodiscard]] Measure crop_left(const Subject& s);
[[nodiscard]] Measure crop_right(const Subject& s);
[[nodiscard]] Measure margin_above(const Subject& s);
[[nodiscard]] Measure margin_below(const Subject& s);
[[nodiscard]] Measure yaw(const Subject& s);
[[nodiscard]] Measure pitch(const Subject& s);
[[nodiscard]] Measure roll(const Subject& s);
[[nodiscard]] Measure expression(const Subject& s);
[[nodiscard]] Measure head_covering(const Subject& s);
[[nodiscard]] Measure off_centre(const Subject& s);
[[nodiscard]] Measure glasses(const Subject& s);

/// Three of one pass over the background.
struct Background {
    Measure uniformity{}, brightness{}, colour{};
};
[[nodiscard]] Background background(const Subject& s);

/// From all others, in the order of MeasureId.
[[nodiscard]] Measure unified(const std::vector<Measure>& all);

/// All of them, in the order of MeasureId.
[[nodiscard]] std::vector<Measure> all(const Subject& s);

// The mappings alone, for the table test against OFIQ's published results.
namespace score {
[[nodiscard]] int single_face(double share);
[[nodiscard]] int eye_distance(double pixels);
[[nodiscard]] int head_size(double share);
[[nodiscard]] int crop(double ratio);
[[nodiscard]] int margin_above(double ratio);
[[nodiscard]] int margin_below(double ratio);
[[nodiscard]] int pose(double degrees);
[[nodiscard]] int sharpness(double value);
[[nodiscard]] int luminance_mean(double value);
[[nodiscard]] int luminance_variance(double value);
[[nodiscard]] int under_exposure(double share);
[[nodiscard]] int over_exposure(double share);
[[nodiscard]] int dynamic_range(double bits);
[[nodiscard]] int illumination(double overlap);
[[nodiscard]] int natural_colour(double distance);
[[nodiscard]] int background_uniformity(double gradient);
[[nodiscard]] int eyes_open(double share);
[[nodiscard]] int mouth_closed(double share);
[[nodiscard]] int visible(double occluded);
[[nodiscard]] int head_covering(double share);
[[nodiscard]] int compression(double edges);
[[nodiscard]] int expression(double deviation);
[[nodiscard]] int glasses(double edge);
}  // namespace score

}  // namespace motcua::portrait::measures
