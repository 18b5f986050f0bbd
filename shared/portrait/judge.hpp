// Is this picture good enough to be the portrait of an account? Measures after ISO/IEC 29794-5 (one a file, see measures/),
// judged by a policy, put into one piece of advice.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "shared/picture/picture.hpp"
#include "shared/portrait/detect.hpp"
#include "shared/portrait/models.hpp"

namespace motcua::portrait {

/// One row each in measures.def: JSON name, decimals of the native value.
enum class MeasureId : std::uint8_t {
#define MOTCUA_MEASURE(name, text, decimals) name,
#include "shared/portrait/measures.def"
#undef MOTCUA_MEASURE
};
[[nodiscard]] std::string_view text(MeasureId id);

/// A native value in the standard's unit, and the standard's 0-100 score. A measure that could not be taken (no face, say)
/// is not assessed: it says nothing, good or bad.
struct Measure {
    MeasureId id{};
    bool assessed = false;
    double value = 0;
    int score = 0;
};

/// What is wrong, in the order of importance; the first one found is the advice. Codes in causes.def ("portrait.too_far");
/// texts are i18n keys "portrait.advice.too_far".
enum class Cause : std::uint8_t {
#define MOTCUA_CAUSE(name, text) name,
#include "shared/portrait/causes.def"
#undef MOTCUA_CAUSE
};
[[nodiscard]] std::string_view text(Cause cause);

/// Limits of acceptance. A value type so that rules by date can carry it.
struct Policy {
    std::string_view name{"vn"};
    double min_eye_distance = 60;  ///< pixels (OFIQ's mid point is 70; smaller pictures cannot be compared reliably)
    double min_head_size = 0.20;   ///< eye line to chin over picture height; a camera frame is cropped later
    double max_head_size = 0.50;
    double min_side = 1.20;        ///< eye to the edge beyond the other eye, over eye distance
    double min_above = 0.85;       ///< eye line to the top, over eye line to chin: the hair must be in the picture
    double min_below = 1.10;       ///< eye line to the bottom, likewise: so must the chin
    double max_off_centre = 0.16;  ///< eye mid-point from the middle column, over the width
    double max_roll = 8;           ///< degrees
    double max_yaw = 16;           ///< degrees, rough
    double min_brightness = 0.08;  ///< mean linear luminance of the face; dark skin in good light has about 0.12
    double max_brightness = 0.80;
    int min_under_exposure = 30;  ///< scores from here on
    int min_over_exposure = 12;
    int min_sharpness = 30;
    int min_dynamic_range = 50;
    int min_illumination = 50;
    int min_natural_colour = 15;
    int min_background_uniformity = 40;
    double min_background_brightness = 0.50;  ///< 0..1 sRGB luma: "plain light background"
    double max_second_face = 0.25;            ///< area of a second face over that of the first
};
/// The rules for the level-2 account's portrait: one person, from the front, plain light background.
[[nodiscard]] Policy policy_vn();

struct Verdict {
    bool valid = false;
    int faces = 0;
    Face face{};      ///< the largest; meaningless when faces == 0
    int quality = 0;  ///< 0..100: the lowest score among pose, eye distance, sharpness, light and contrast
    std::vector<Measure> measures{};
    std::vector<Cause> causes{};
};

/// Never fails: a picture without a face is a verdict (no_face), too.
[[nodiscard]] Verdict judge(const picture::Picture& picture, const Models& models, const Policy& policy);

/// {"valid","faces","box","quality","measures":{name:{"value","score"}},"causes":[…],"advice"}, the members always in this
/// order, numbers with the decimals of measures.def: the same bytes in every build.
[[nodiscard]] std::string to_json(const Verdict& verdict);

}  // namespace motcua::portrait
