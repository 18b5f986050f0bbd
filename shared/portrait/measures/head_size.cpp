// HeadSize: eye line to chin over the height of the picture; 0.45 is ideal.
#include <cmath>

#include "shared/portrait/measures/measures.hpp"

namespace motcua::portrait::measures {

int score::head_size(double share) { return to_score(200 * (1 - sigmoid(std::abs(share - 0.45), 0, 0.05))); }

Measure head_size(const Subject& s) {
    if (s.faces.empty()) return {.id = MeasureId::head_size};
    const double share = s.face.chin_distance / s.height;
    return {.id = MeasureId::head_size, .assessed = true, .value = share, .score = score::head_size(share)};
}

}  // namespace motcua::portrait::measures
