#include <algorithm>

#include "shared/finger/quality/measures.hpp"

namespace motcua::finger::quality {
namespace {

/// Weights of a linear fit to NFIQ 2.3 over four FVC sets (tests/bench/finger/fit.py), on its scale of 0..100. Only measures
/// whose weight kept its sign when one set was left out are in it: a few that generalise beat many that fit.
constexpr int per_strength = 96;
constexpr int per_area = 202;
constexpr int per_clear_area = 159;
constexpr int per_darkness = 9;
constexpr int offset = 87;
constexpr int enough_area = 220;  // square millimetres: a whole flat fingertip; more adds nothing

}  // namespace

std::optional<int> combine(const Measures& m, int minutiae) {
    if (!m.frequency_strength || !m.clear_share || !m.area || !m.darkness) return std::nullopt;
    const int area = std::min(*m.area, enough_area);
    const int sum = per_strength * *m.frequency_strength + per_area * area + per_clear_area * area * *m.clear_share / 1000 + per_darkness * *m.darkness;
    // A comparison needs about a dozen minutiae: a print with fewer is no better than its count
    return std::clamp(std::min(sum / 1000 - offset, 4 * minutiae), 0, 100);
}

}  // namespace motcua::finger::quality
