// Ridges one pixel wide, and the repair of what noise did to them.
#pragma once

#include <cstdint>
#include <vector>

#include "shared/finger/ridges.hpp"

namespace motcua::finger {

/// Which side of the signal is the line: ridges, or the valleys between (whose endings are the forks of ridges).
enum class Side : std::uint8_t { ridges, valleys };

/// A picture of lines, with a margin of one empty pixel so that neighbours need no border case.
struct Skeleton {
    int width = 0;
    int height = 0;
    int stride = 0;
    std::vector<std::uint8_t> values{};

    Skeleton() = default;
    Skeleton(int w, int h) : width(w), height(h), stride(w + 2), values(static_cast<std::size_t>(w + 2) * (h + 2), 0) {}
    [[nodiscard]] int index(int x, int y) const { return (y + 1) * stride + x + 1; }
    [[nodiscard]] int x_of(int at) const { return at % stride - 1; }
    [[nodiscard]] int y_of(int at) const { return at / stride - 1; }
    [[nodiscard]] std::uint8_t at(int x, int y) const { return values[index(x, y)]; }
};

/// Where a line ends, and which way the line lies from there.
struct LineEnd {
    int x = 0;
    int y = 0;
    float dx = 0;  ///< unit vector from the tip back along the line
    float dy = 0;
};

/// Binarises one side of the enhanced signal (foreground only), small specks and holes removed.
[[nodiscard]] Skeleton binarise(const RidgeMap& map, Side side);
/// Thins to lines one pixel wide; topology and ends are kept.
void thin(Skeleton& skeleton);
/// Takes out spurs and fragments and the gap-facing ends; gives the ends that are left.
[[nodiscard]] std::vector<LineEnd> repaired_ends(Skeleton& skeleton);

}  // namespace motcua::finger
