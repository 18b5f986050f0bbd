#include <algorithm>

#include "shared/finger/quality/measures.hpp"

namespace motcua::finger::quality {
namespace {

/// How many of the cells from (c, r) on, going by (dc, dr), are finger.
int met(const Cells<std::uint8_t>& finger, int c, int r, int dc, int dr) {
    int n = 0;
    for (; finger.holds(c, r); c += dc, r += dr) n += finger.at(c, r);
    return n;
}

}  // namespace

std::optional<int> off_centre(const RidgeMap& map) {
    const Cells<std::uint8_t>& finger = map.foreground;
    if (finger.columns < 4 || finger.rows < 4) return std::nullopt;
    // the outermost cells may be cut by the picture's edge, and peeled: the ones next to them say it
    const int left = met(finger, 1, 0, 0, 1), right = met(finger, finger.columns - 2, 0, 0, 1);
    const int top = met(finger, 0, 1, 1, 0), bottom = met(finger, 0, finger.rows - 2, 1, 0);
    const int sideways = 1000 * (left > right ? left - right : right - left) / finger.rows;
    // a finger goes on below the picture; cut above, it lies too far forward
    return std::max(sideways, 1000 * std::max(0, top - bottom) / finger.columns);
}

}  // namespace motcua::finger::quality
