#include <algorithm>

#include "shared/finger/quality/measures.hpp"

namespace motcua::finger::quality {

std::optional<int> combine(const Measures& m, int minutiae) {
    if (!m.orientation_certainty || !m.local_clarity || !m.frequency_strength || !m.coherence || !m.clear_share) return std::nullopt;
    return std::clamp(*m.clear_share / 10 + std::min(minutiae, 0), 0, 100);
}

}  // namespace motcua::finger::quality
