// SingleFacePresent: area of the second largest face over that of the largest.
#include "shared/portrait/measures/measures.hpp"

namespace motcua::portrait::measures {

int score::single_face(double share) { return to_score(100 * (1 - share)); }

Measure single_face(const Subject& s) {
    if (s.faces.empty()) return {.id = MeasureId::single_face};
    auto area = [&](std::size_t i) { return s.faces[i].box.width * s.faces[i].box.height; };
    const double share = s.faces.size() < 2 ? 0 : area(1) / area(0);
    return {.id = MeasureId::single_face, .assessed = true, .value = share, .score = score::single_face(share)};
}

}  // namespace motcua::portrait::measures
