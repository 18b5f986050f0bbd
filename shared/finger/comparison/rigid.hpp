// A turn and a shift: maps the candidate's plane on the probe's (y runs down, the turn counter-clockwise).
#pragma once

#include <array>

#include "shared/finger/arithmetic.hpp"

namespace motcua::finger {

struct Rigid {
    float c = 1, s = 0, dx = 0, dy = 0;
    int turn = 0;  ///< 1/256
    [[nodiscard]] float x(float px, float py) const { return c * px + s * py + dx; }
    [[nodiscard]] float y(float px, float py) const { return c * py - s * px + dy; }
};

[[nodiscard]] inline Rigid inverse(const Rigid& t) {
    Rigid out{.c = t.c, .s = -t.s, .turn = -t.turn & 255};
    out.dx = -out.x(t.dx, t.dy) + 0.0F;  // no negative zero
    out.dy = -out.y(t.dx, t.dy) + 0.0F;
    return out;
}

/// Cosine and sine of every 1/256 turn.
struct Turns {
    std::array<float, 256> c{}, s{};
    [[nodiscard]] static const Turns& shared() {
        static const Turns turns = [] {
            Turns t;
            for (int i = 0; i < 256; ++i) t.c[i] = cosine(i / 256.0F), t.s[i] = sine(i / 256.0F);
            return t;
        }();
        return turns;
    }
};

}  // namespace motcua::finger
