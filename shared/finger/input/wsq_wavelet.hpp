// The two-channel filter bank of WSQ over a picture of single-precision numbers (annex A: symmetric extension, odd filters).
#pragma once

#include <vector>

#include "shared/finger/input/wsq_layout.hpp"

namespace motcua::finger::wsq {

/// Taps from left to right; an odd number, symmetric.
using Taps = std::vector<float>;

struct Filters {
    Taps low{};
    Taps high{};
};

/// The FBI's pair for analysis: 9 and 7 taps (Cohen, Daubechies and Feauveau 1992; part 3, table 1).
[[nodiscard]] Filters analysis_filters();
/// The synthesis pair of an analysis pair: each is the other with alternating signs.
[[nodiscard]] Filters synthesis_of(const Filters& analysis);

struct Plane {
    int width = 0;
    int height = 0;
    std::vector<float> values{};
};

void analyse(Plane& plane, const Layout& layout, const Filters& analysis);
void synthesise(Plane& plane, const Layout& layout, const Filters& synthesis);

}  // namespace motcua::finger::wsq
