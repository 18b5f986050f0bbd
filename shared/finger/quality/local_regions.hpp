// The local regions of ISO/IEC 29794-4:2017 (as NFIQ 2 lays them out): blocks of 32 px, each with the direction of its ridges and a slanted window
// of 32 x 16 px that lies across them. Clarity, frequency, flow and uniformity read them.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "shared/finger/image.hpp"

namespace motcua::finger::quality {

inline constexpr int region_size = 32;
inline constexpr int window_length = 32;  ///< across the ridges
inline constexpr int window_width = 16;   ///< along them

struct LocalRegion {
    bool foreground = false;
    float across = 0;  ///< direction across the ridges, in turns, -0.25 < across <= 0.25 (y downwards)
    /// Grey of the slanted window: [place across the ridges][place along them]. Only where foreground.
    std::array<std::array<std::uint8_t, window_width>, window_length> window{};
};

struct LocalRegions {
    int columns = 0;
    int rows = 0;
    std::vector<LocalRegion> regions{};

    [[nodiscard]] const LocalRegion& at(int column, int row) const { return regions[static_cast<std::size_t>(row) * columns + column]; }
};

/// A picture without its near-white frame (without_frame()). A block is foreground when its grey varies by more than a tenth
/// of the whole picture's standard deviation; a region when all blocks it touches are.
[[nodiscard]] LocalRegions local_regions(const GreyImage& image);

/// Ridge (dark: 1) or valley (0) for each place across the ridges: column means against their regression line, which takes out
/// uneven lighting; and how many pixels of the place are darker than the line.
struct Profile {
    std::array<std::uint8_t, window_length> ridge{};
    std::array<int, window_length> dark{};
};
[[nodiscard]] Profile profile_of(const LocalRegion& region);

}  // namespace motcua::finger::quality
