// Ridge period: the strongest frequency of the cross-section, averaged over neighbouring cells.
#pragma once

#include <cstdint>

#include "shared/finger/ridges.hpp"

namespace motcua::finger {

struct Spectrum {
    Cells<float> period{};    ///< pixels, 4.5..15
    Cells<float> strength{};  ///< 0..1
};

[[nodiscard]] Spectrum ridge_spectrum(const Signal& signal, const Cells<std::uint8_t>& foreground, const Cells<Direction>& direction);

}  // namespace motcua::finger
