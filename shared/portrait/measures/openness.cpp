// EyesOpen: the lid distance of the eye that is open less, over T. MouthClosed: the distance of the inner lips over T.
#include <algorithm>

#include "shared/portrait/measures/measures.hpp"

namespace motcua::portrait::measures {

int score::eyes_open(double share) { return to_score(100 * sigmoid(share, 0.02, 0.01)); }
int score::mouth_closed(double share) { return to_score(100 * (1 - sigmoid(share, 0.2, 0.06))); }

Measure eyes_open(const Subject& s) {
    if (!s.mesh) return {.id = MeasureId::eyes_open};
    const EyeOpenness eyes = portrait::eyes_open(*s.mesh);
    const double share = std::min(eyes.left, eyes.right);
    return {.id = MeasureId::eyes_open, .assessed = true, .value = share, .score = score::eyes_open(share)};
}

Measure mouth_closed(const Subject& s) {
    if (!s.mesh) return {.id = MeasureId::mouth_closed};
    const double share = mouth_open(*s.mesh);
    return {.id = MeasureId::mouth_closed, .assessed = true, .value = share, .score = score::mouth_closed(share)};
}

}  // namespace motcua::portrait::measures
