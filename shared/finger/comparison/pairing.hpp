// Pairs under an alignment, and the alignment of pairs: rigid first, then bent by the smooth part of what is left.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>

#include "shared/finger/comparison/chosen.hpp"
#include "shared/finger/comparison/roots.hpp"

namespace motcua::finger {

/// The candidate's minutiae on the probe's plane.
struct Placed {
    alignas(64) std::array<float, capacity> x, y;
    alignas(64) std::array<std::int32_t, capacity> angle;
};

namespace kernel {

constexpr std::int32_t angle_tolerance = 20;  // 28 degrees in 1/256 turns
constexpr std::int32_t refused = 1 << 17;     // more than any cost of a pair that fits
constexpr int most_offers = 512;              // pairs that compete; more are of no use

inline void place(const Points& b, const Rigid& t, Placed& out) {
    for (int j = 0; j < b.stride; ++j) {
        out.x[j] = t.c * b.x[j] + t.s * b.y[j] + t.dx;
        out.y[j] = t.c * b.y[j] - t.s * b.x[j] + t.dy;
        out.angle[j] = b.angle[j] + t.turn;
    }
    for (int j = b.count; j < b.stride; ++j) out.x[j] = 1e6F;  // padding pairs with nobody
}

/// Cost of pairing probe minutia i with each placed one, in 1/32768; `refused` or more where they do not fit. Gives the least.
inline std::int32_t costs_of(const Points& a, int i, const Placed& placed, int n, float limit, std::int32_t* out) {
    const float x = a.x[i], y = a.y[i], scale = 32768.0F / (limit * limit);
    const std::int32_t angle = a.angle[i];
    std::int32_t least = refused;
    for (int j = 0; j < n; ++j) {
        const float dx = placed.x[j] - x, dy = placed.y[j] - y;
        const float distance = (dx * dx + dy * dy) * scale;
        const float near = distance < 32768.5F ? distance : static_cast<float>(refused);
        const std::int32_t turn = ((placed.angle[j] - angle + 128) & 255) - 128;
        const std::int32_t square = turn * turn;
        const std::int32_t turned = square <= angle_tolerance * angle_tolerance ? square * (32768 / (angle_tolerance * angle_tolerance)) : refused;
        out[j] = static_cast<std::int32_t>(near) + turned;
        least = out[j] < least ? out[j] : least;
    }
    return least;
}

/// One-to-one pairs no farther apart than `limit`, nearest first.
inline void pair_up(const Points& a, const Points& b, const Placed& placed, float limit, Pairs& out) {
    alignas(64) std::array<std::int32_t, capacity> costs;
    std::array<std::uint32_t, most_offers> offers;
    int n = 0;
    for (int i = 0; i < a.count; ++i) {
        if (costs_of(a, i, placed, b.stride, limit, costs.data()) == refused) continue;
        visit_chosen(costs.data(), b.stride, [](std::int32_t cost) { return cost < refused; }, [&](int j) {
            if (n == most_offers) return false;
            offers[n++] = static_cast<std::uint32_t>(costs[j] << 14 | i << 7 | j);
            return true;
        });
    }
    std::sort(offers.begin(), offers.begin() + n);
    std::array<bool, capacity> used_probe{}, used_candidate{};
    out.count = 0;
    for (int k = 0; k < n; ++k) {
        const int i = static_cast<int>(offers[k] >> 7 & 127), j = static_cast<int>(offers[k] & 127);
        if (used_probe[i] || used_candidate[j]) continue;
        used_probe[i] = used_candidate[j] = true;
        out.add({i, j, static_cast<float>(offers[k] >> 14) / 32768.0F});
    }
}

/// Least-squares turn and shift of the pairs (Umeyama 1991, without scale), near pairs counting more.
inline Rigid fit(const Points& a, const Points& b, const Pairs& pairs) {
    float w = 0, ax = 0, ay = 0, bx = 0, by = 0;
    for (const Pair& p : pairs) {
        const float g = 1.0F / (0.3F + p.cost);
        w += g, ax += g * a.x[p.probe], ay += g * a.y[p.probe], bx += g * b.x[p.candidate], by += g * b.y[p.candidate];
    }
    ax /= w, ay /= w, bx /= w, by /= w;
    float along = 0, across = 0;
    for (const Pair& p : pairs) {
        const float g = 1.0F / (0.3F + p.cost);
        const float px = a.x[p.probe] - ax, py = a.y[p.probe] - ay, qx = b.x[p.candidate] - bx, qy = b.y[p.candidate] - by;
        along += g * (qx * px + qy * py);
        across += g * (qy * px - qx * py);
    }
    const float length = std::sqrt(along * along + across * across);
    Rigid t{.c = length > 0 ? along / length : 1, .s = length > 0 ? across / length : 0};
    t.turn = nearest(turns_of(t.s, t.c) * 256) & 255;
    t.dx = ax - t.x(bx, by);
    t.dy = ay - t.y(bx, by);
    return t;
}

/// Bends the placed minutiae by the smooth part of the pairs' residuals: skin stretches, it does not jump. A pair's own
/// residual does not count for it: it would explain itself away.
inline void bend(const Points& a, const Points& b, const Placed& placed, const Pairs& pairs, Placed& out) {
    constexpr float reach = 60.0F, stiffness = 0.8F;
    alignas(64) std::array<float, capacity> w, sx, sy;
    w.fill(stiffness), sx.fill(0), sy.fill(0);
    for (const Pair& p : pairs) {
        const float qx = placed.x[p.candidate], qy = placed.y[p.candidate], rx = a.x[p.probe] - qx, ry = a.y[p.probe] - qy;
        for (int j = 0; j < b.stride; ++j) {
            const float ux = qx - placed.x[j], uy = qy - placed.y[j], u2 = ux * ux + uy * uy;
            const float g = (u2 > 0 ? 1.0F : 0.0F) / (1.0F + u2 * u2 / (reach * reach * reach * reach));
            w[j] += g, sx[j] += g * rx, sy[j] += g * ry;
        }
    }
    for (int j = 0; j < b.stride; ++j) {
        out.x[j] = placed.x[j] + sx[j] / w[j];
        out.y[j] = placed.y[j] + sy[j] / w[j];
        out.angle[j] = placed.angle[j];
    }
}

}  // namespace kernel
}  // namespace motcua::finger
