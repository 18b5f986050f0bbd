// Where the finger is, as ISO/IEC 29794-4 finds it: by darkness, not by ridges, so that smeared and wet parts belong to it.
#pragma once

#include "shared/finger/ridges.hpp"

namespace motcua::finger::quality {

/// Side of the region's cells in pixels.
inline constexpr int roi_cell = 4;

struct Region {
    Cells<std::uint8_t> cells{};  ///< 1: in the region
};

/// As NFIQ 2 does: darkest of 5 x 5 px, Gauss of 41 px, Otsu, Gauss of 91 px, Otsu, holes filled, the blob with the largest
/// box. Blurs and thresholds work on means of 4 x 4 px, which their widths make no difference to.
[[nodiscard]] Region region_of_interest(const GreyImage& image);

/// Mean grey in the region in thousandths of a grey level; 255000 where it is empty.
[[nodiscard]] int mean_grey(const GreyImage& image, const Region& region);
/// Square millimetres.
[[nodiscard]] int area_of(const Region& region);

}  // namespace motcua::finger::quality
