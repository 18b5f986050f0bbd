// How WSQ splits a picture: which rectangle is split into low and high frequencies, and where each subband lies.
#pragma once

#include <array>
#include <vector>

#include "shared/finger/input/wsq_format.hpp"

namespace motcua::finger::wsq {

struct Area {
    int x = 0, y = 0, width = 0, height = 0;
};

/// One split into four quarters. A quarter of high frequencies has its spectrum the wrong way round; its own split puts the
/// high half first, so that subbands come in the order of frequency.
struct Split {
    Area area{};
    bool high_left = false;
    bool high_top = false;
};

struct Layout {
    std::vector<Split> splits{};             ///< larger before smaller: the order of the analysis
    std::array<Area, all_bands> bands{};     ///< in the numbering of figure A.2
};

[[nodiscard]] Layout layout_of(int width, int height);

}  // namespace motcua::finger::wsq
