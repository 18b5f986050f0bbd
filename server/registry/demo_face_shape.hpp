// The relief of a painted face: a height for every point of the front view.
#pragma once

#include <vector>

#include "server/registry/demo_face_traits.hpp"

namespace motcua::demo {

struct Vector {
    double x = 0, y = 0, z = 0;
};
[[nodiscard]] Vector unit(Vector v);
[[nodiscard]] double dot(const Vector& a, const Vector& b);
[[nodiscard]] double smooth(double from, double to, double x);  ///< 0 before `from`, 1 after `to`

/// Half the width of the face at a height; 0 above the crown and below the chin.
[[nodiscard]] double half_width(const Traits& t, double y);

/// Height, slope and hollowness on a grid, read bilinearly: the relief is evaluated once, not at every ray.
class Relief {
public:
    Relief(const Traits& traits, const Day& day);
    [[nodiscard]] double height(double x, double y) const;
    [[nodiscard]] Vector normal(double x, double y) const;
    [[nodiscard]] double hollow(double x, double y) const;  ///< how far below its surroundings, 0 = level

private:
    [[nodiscard]] double read(const std::vector<float>& map, double x, double y) const;
    std::vector<float> height_, hollow_;
};

}  // namespace motcua::demo
