// The colours of a painted face, and the parts around it: hair, ears, neck, clothes.
#pragma once

#include "server/registry/demo_face_shape.hpp"

namespace motcua::demo {

struct Surface {
    Rgb colour{};
    Vector normal{0, 0, 1};
    double shade = 1;  ///< occlusion: 1 open, 0 hidden from light
    double gloss = 0;
};

/// The lower edge of the hair on the forehead.
[[nodiscard]] double hairline(const Traits& t, double x, double y);
/// The face at a point of its front view; `line` is the hairline there.
[[nodiscard]] Surface face_surface(const Traits& t, const Day& day, const Relief& relief, double x, double y, double line);
/// Does hair cover this point of the face? `half` is half the width of the face there.
[[nodiscard]] bool hair_on_face(const Traits& t, double x, double y, double line, double half);
/// Hair outside of the face's outline.
[[nodiscard]] bool hair_around(const Traits& t, double x, double y);
[[nodiscard]] Surface hair_surface(const Traits& t, double x, double y);
[[nodiscard]] bool in_ear(const Traits& t, double x, double y);
[[nodiscard]] Surface ear_surface(const Traits& t, double x, double y);
[[nodiscard]] bool in_neck(const Traits& t, double x, double y);
[[nodiscard]] Surface neck_surface(const Traits& t, double x, double y);
[[nodiscard]] bool in_torso(const Traits& t, double x, double y);
[[nodiscard]] Surface torso_surface(const Traits& t, double x, double y);

[[nodiscard]] Rgb blend(Rgb a, Rgb b, double share);
[[nodiscard]] Rgb scaled(Rgb a, double factor);

}  // namespace motcua::demo
