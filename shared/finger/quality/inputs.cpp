#include "shared/finger/quality/inputs.hpp"

#include <algorithm>
#include <cstdlib>

namespace motcua::finger::quality {
namespace {

constexpr int balanced_darkness = 480;  // thousandths dark: ridges as wide as valleys, neither dry nor wet
constexpr int enough_area = 220;  // square millimetres: a whole flat fingertip; more adds nothing

int classes(const Distribution& d, int first, int last) {
    int n = 0;
    for (int i = first; i <= last; ++i) n += d.classes[i];
    return n;
}

bool assessed(const Measures& m) {
    return m.area && m.clear_area && m.flowing_area && m.clear_share && m.frequency_strength && m.orientation_certainty && m.local_clarity &&
           m.contrast && m.darkness;
}

}  // namespace

std::optional<Inputs> inputs_of(const Measures& m, const Features& f, const std::vector<Minutia>& minutiae) {
    if (!assessed(m)) return std::nullopt;
    const int area = std::min(*m.area, enough_area), count = static_cast<int>(minutiae.size());
    int sum = 0;
    for (const Minutia& minutia : minutiae) sum += minutia.quality;
    return Inputs{*m.clear_area,
                  *m.flowing_area,
                  area * *m.clear_share / 100,
                  *m.area > 0 ? 100 * *m.clear_area / *m.area : 0,
                  count > 0 ? 10 * sum / count : 0,
                  f.coherence.sum / 100,
                  f.coherence.mean,
                  classes(f.local_clarity, 7, 9),
                  classes(f.local_clarity, 0, 2),
                  classes(f.frequency_domain, 9, 9),
                  f.frequency_domain.deviation,
                  f.orientation_certainty.mean,
                  classes(f.orientation_certainty, 0, 2),
                  f.minutiae.well_directed,
                  classes(f.ridge_valley_uniformity, 0, 0),
                  classes(f.orientation_flow, 6, 9),
                  *m.frequency_strength,
                  *m.orientation_certainty,
                  *m.local_clarity,
                  *m.contrast,
                  std::abs(*m.darkness - balanced_darkness)};
}

}  // namespace motcua::finger::quality
