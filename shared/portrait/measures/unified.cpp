// UnifiedQualityScore. OFIQ takes the length of a MagFace feature, a network that we do not have; our substitute is the lowest
// score among what decides whether a face can be compared: pose, eye distance, sharpness, light and contrast. Native value and
// score are one.
#include <algorithm>

#include "shared/portrait/measures/measures.hpp"

namespace motcua::portrait::measures {

Measure unified(const std::vector<Measure>& all) {
    int lowest = 100;
    bool any = false;
    for (const MeasureId id :
         {MeasureId::eye_distance, MeasureId::roll, MeasureId::yaw, MeasureId::pitch, MeasureId::sharpness,
          MeasureId::luminance_mean, MeasureId::under_exposure, MeasureId::dynamic_range, MeasureId::illumination}) {
        const Measure& m = all[static_cast<std::size_t>(id)];
        if (m.assessed) lowest = std::min(lowest, m.score), any = true;
    }
    if (!any) return {.id = MeasureId::unified};
    return {.id = MeasureId::unified, .assessed = true, .value = static_cast<double>(lowest), .score = lowest};
}

}  // namespace motcua::portrait::measures
