// The white frame around a scan, which says nothing about the finger.
#pragma once

#include "shared/finger/image.hpp"

namespace motcua::finger::quality {

struct Framed {
    GreyImage image{};
    int x = 0;  ///< where the picture's corner lay in the original
    int y = 0;
};

/// Takes off the rows and columns at the edges whose mean is over 250 (NFIQ 2 does the same before it measures), except the
/// one next to the finger. A wholly white picture stays as it is.
[[nodiscard]] Framed without_frame(const GreyImage& image);

}  // namespace motcua::finger::quality
