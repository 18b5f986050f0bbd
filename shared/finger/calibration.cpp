#include <algorithm>

#include "shared/finger/arithmetic.hpp"
#include "shared/finger/evidence.hpp"
#include "shared/finger/match.hpp"

namespace motcua::finger {

int score_of(const Evidence& e) {
    const float s = e.closeness * (0.4F + 0.6F * e.share) * (e.overlap > 0 ? e.flow * e.flow : 0.6F);
    return std::clamp(nearest(s * 60.0F), 0, 1000);
}

int decision_threshold() { return 200; }

int false_match_ppm(int score) { return score > 200 ? 100 : 1000; }

}  // namespace motcua::finger
