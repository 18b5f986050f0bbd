// How coarsely the encoder keeps each band: bin widths from the bands' variances and the wanted rate.
#pragma once

#include <vector>

#include "shared/finger/input/wsq_tables.hpp"

namespace motcua::finger::wsq {

/// Part 3 of the specification (encoder number one) for `rate` bits a pixel.
[[nodiscard]] Quantisation bins_for(const Plane& plane, const Layout& layout, float rate);

/// The coefficients of all bands that are sent, in their order; `ends`: where the first and the second block end.
struct Coefficients {
    std::vector<Quantised> values{};
    std::size_t first_end = 0, second_end = 0;
};
[[nodiscard]] Coefficients quantise(const Plane& plane, const Layout& layout, const Quantisation& bins);

}  // namespace motcua::finger::wsq
