// Points and directions in a picture's pixels. Only what IEEE arithmetic gives exactly (no sine, no arctangent).
#pragma once

#include <cmath>

namespace motcua::document {

struct Vec {
    double x = 0, y = 0;
    Vec operator+(Vec o) const { return {x + o.x, y + o.y}; }
    Vec operator-(Vec o) const { return {x - o.x, y - o.y}; }
    Vec operator*(double k) const { return {x * k, y * k}; }
    Vec operator-() const { return {-x, -y}; }
};
[[nodiscard]] inline double dot(Vec a, Vec b) { return a.x * b.x + a.y * b.y; }
[[nodiscard]] inline double cross(Vec a, Vec b) { return a.x * b.y - a.y * b.x; }
[[nodiscard]] inline double length(Vec a) { return std::sqrt(dot(a, a)); }
/// A quarter turn clockwise as one sees it (y points down): from "right" to "down".
[[nodiscard]] inline Vec quarter_turn(Vec a) { return {-a.y, a.x}; }

/// Where one character stands: the middle of its cell, the way to the next character, and from the top of the capitals to
/// their foot.
struct Cell {
    Vec centre{}, right{}, down{};
};

}  // namespace motcua::document
