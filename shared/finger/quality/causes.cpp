#include "shared/finger/quality/measures.hpp"

namespace motcua::finger::quality {
namespace {
constexpr int least_area = 110;       // square millimetres: half a flat fingertip
constexpr int little_area = 150;
constexpr int whole_area = 220;
constexpr int least_contrast = 90;    // thousandths of the grey scale
constexpr int dry_darkness = 330;
constexpr int wet_darkness = 620;
constexpr int poor_clarity = 560;
constexpr int beside = 500;           // thousandths of an edge
}  // namespace

std::vector<Cause> causes(const Measures& m, int minutiae) {
    const int area = m.area.value_or(0), clarity = m.local_clarity.value_or(0), darkness = m.darkness.value_or(500);
    if (area < 20 || m.frequency_strength.value_or(0) < 250 || minutiae == 0) return {Cause::not_a_finger};
    std::vector<Cause> out;
    if (area < least_area) out.push_back(Cause::partial);
    if (m.contrast.value_or(0) < least_contrast) out.push_back(Cause::too_light);
    if (darkness < dry_darkness && clarity < 800) out.push_back(Cause::too_dry);
    if (darkness > wet_darkness && clarity < 800) out.push_back(Cause::too_wet);
    if (clarity < poor_clarity && out.empty()) out.push_back(Cause::smeared);
    if (out.empty() && area < little_area && m.clear_share.value_or(0) < 500) out.push_back(Cause::partial);
    if (m.off_centre.value_or(0) > beside && area < whole_area) out.push_back(Cause::wrong_position);
    return out;
}

}  // namespace motcua::finger::quality
