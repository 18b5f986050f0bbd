// The relief of a painted face: a height for every point of the front view.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "server/registry/demo_face_traits.hpp"

namespace motcua::demo {

struct Vector {
    double x = 0, y = 0, z = 0;
};
// Here and not in a source file: they are called some hundred times for every pixel.
[[nodiscard]] inline double dot(const Vector& a, const Vector& b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
[[nodiscard]] inline Vector unit(Vector v) {
    const double n = std::sqrt(dot(v, v));
    return {v.x / n, v.y / n, v.z / n};
}
/// 0 before `from`, 1 after `to`.
[[nodiscard]] inline double smooth(double from, double to, double x) {
    const double t = std::clamp((x - from) / (to - from), 0.0, 1.0);
    return t * t * (3 - 2 * t);
}

/// Half the width of the face at a height; 0 above the crown and below the chin.
[[nodiscard]] double half_width(const Traits& t, double y);

/// Height, slope and hollowness on a grid, read bilinearly: the relief is evaluated once, not at every ray.
class Relief {
public:
    static constexpr double left = -1.4, top = -1.8, step = 1.0 / 110;  ///< where the grid lies
    static constexpr int columns = 308, rows = 418;

    Relief(const Traits& traits, const Day& day);
    [[nodiscard]] double height(double x, double y) const { return read(height_, x, y); }
    [[nodiscard]] Vector normal(double x, double y) const;
    [[nodiscard]] double hollow(double x, double y) const { return read(hollow_, x, y); }  ///< how far below its surroundings, 0 = level

private:
    [[nodiscard]] static double read(const std::vector<float>& map, double x, double y) {
        const double gx = std::clamp((x - left) / step, 0.0, columns - 1.001), gy = std::clamp((y - top) / step, 0.0, rows - 1.001);
        const int i = static_cast<int>(gx), j = static_cast<int>(gy);
        const double u = gx - i, v = gy - j;
        const float* p = map.data() + static_cast<std::size_t>(j) * columns + static_cast<std::size_t>(i);
        return (p[0] * (1 - u) + p[1] * u) * (1 - v) + (p[columns] * (1 - u) + p[columns + 1] * u) * v;
    }
    std::vector<float> height_, hollow_;
};

}  // namespace motcua::demo
