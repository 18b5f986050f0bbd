#include "shared/portrait/measures/measures.hpp"

namespace motcua::portrait::measures {

std::vector<Measure> all(const Subject& s) {
    const Background behind = background(s);
    auto one = [&](MeasureId id) -> Measure {
        switch (id) {
            case MeasureId::unified: return {.id = id};  // last, from the others
            case MeasureId::background_uniformity: return behind.uniformity;
            case MeasureId::background_brightness: return behind.brightness;
            case MeasureId::background_colour: return behind.colour;
            case MeasureId::illumination: return illumination(s);
            case MeasureId::luminance_mean: return luminance_mean(s);
            case MeasureId::luminance_variance: return luminance_variance(s);
            case MeasureId::under_exposure: return under_exposure(s);
            case MeasureId::over_exposure: return over_exposure(s);
            case MeasureId::dynamic_range: return dynamic_range(s);
            case MeasureId::sharpness: return sharpness(s);
            case MeasureId::compression: return compression(s);
            case MeasureId::natural_colour: return natural_colour(s);
            case MeasureId::single_face: return single_face(s);
            case MeasureId::eyes_open: return eyes_open(s);
            case MeasureId::mouth_closed: return mouth_closed(s);
            case MeasureId::eyes_visible: return eyes_visible(s);
            case MeasureId::mouth_occlusion: return mouth_occlusion(s);
            case MeasureId::face_occlusion: return face_occlusion(s);
            case MeasureId::eye_distance: return eye_distance(s);
            case MeasureId::head_size: return head_size(s);
            case MeasureId::crop_left: return crop_left(s);
            case MeasureId::crop_right: return crop_right(s);
            case MeasureId::margin_above: return margin_above(s);
            case MeasureId::margin_below: return margin_below(s);
            case MeasureId::yaw: return yaw(s);
            case MeasureId::pitch: return pitch(s);
            case MeasureId::roll: return roll(s);
            case MeasureId::expression: return expression(s);
            case MeasureId::head_covering: return head_covering(s);
            case MeasureId::off_centre: return off_centre(s);
            case MeasureId::glasses: return glasses(s);
        }
        return {.id = id};
    };
    std::vector<Measure> out;
#define MOTCUA_MEASURE(name, text, decimals, method) out.push_back(one(MeasureId::name));
#include "shared/portrait/measures.def"
#undef MOTCUA_MEASURE
    out[static_cast<std::size_t>(MeasureId::unified)] = unified(out);
    return out;
}

}  // namespace motcua::portrait::measures
