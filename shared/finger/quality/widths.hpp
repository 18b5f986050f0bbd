// Widths of the ridges and valleys in a profile.
#pragma once

#include <vector>

#include "shared/finger/quality/local_regions.hpp"

namespace motcua::finger::quality {

struct Width {
    bool ridge = false;
    int pixels = 0;
};

/// From edge to edge; the last stretch is cut by the window's end and left out. The first is cut too; callers that want whole
/// widths drop it.
[[nodiscard]] inline std::vector<Width> widths_of(const Profile& profile) {
    std::vector<Width> out;
    int begin = 0;
    for (int i = 1; i < window_length; ++i)
        if (profile.ridge[i] != profile.ridge[i - 1]) out.push_back({profile.ridge[i - 1] != 0, i - begin}), begin = i;
    return out;
}

}  // namespace motcua::finger::quality
