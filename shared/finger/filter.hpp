// Oriented band-pass filters (Gabor; Hong, Wan and Jain, IEEE PAMI 20(8), 1998), in 16-bit integers: exact everywhere and
// fast with pmaddwd / i32x4.dot_i16x8.
#pragma once

#include <cstdint>
#include <vector>

#include "shared/finger/ridges.hpp"

namespace motcua::finger {

/// All kernels, made once. Immutable.
class FilterBank {
public:
    static constexpr int directions = 64;  ///< per half-turn
    static constexpr int periods = 14;     ///< 4.5 px … 15 px, geometric
    static constexpr int radius = 11;
    static constexpr int columns = 24;     ///< 2 * radius + 1 and one zero, for whole vectors
    static constexpr int rows = 2 * radius + 1;
    static constexpr int gain_shift = 13;  ///< a sinusoid of the kernel's own period passes with gain 2^13

    /// The bank every caller shares.
    [[nodiscard]] static const FilterBank& shared();
    [[nodiscard]] const std::int16_t* kernel(int direction, int period) const {
        return kernels_.data() + static_cast<std::size_t>(direction * periods + period) * rows * columns;
    }
    [[nodiscard]] static int period_index(float period);
    [[nodiscard]] static int direction_index(const Direction& direction);

private:
    FilterBank();
    std::vector<std::int16_t> kernels_;
};

/// The signal filtered cell by cell along its direction; 0 off the foreground.
[[nodiscard]] Signal filter(const Signal& signal, const Cells<std::uint8_t>& foreground, const Cells<Direction>& direction,
                            const Cells<float>& period);

}  // namespace motcua::finger
