// What an alignment shows: the pairs' fit, the minutiae that should have had a partner, the ridge flow.
#pragma once

#include <algorithm>
#include <cmath>

#include "shared/finger/comparison/pairing.hpp"
#include "shared/finger/evidence.hpp"

namespace motcua::finger::kernel {

/// Flow cell of a coordinate, rounded down for any that a picture can have.
inline int cell_of(float v) { return static_cast<int>(v * (1.0F / FlowMap::cell) + 4096.0F) - 4096; }

/// Direction of the ridges at a place, or FlowMap::none.
inline int flow_at(const FlowMap& flow, float x, float y) {
    const auto c = static_cast<unsigned>(cell_of(x)), r = static_cast<unsigned>(cell_of(y));
    if (c >= static_cast<unsigned>(flow.columns) || r >= static_cast<unsigned>(flow.rows)) return FlowMap::none;
    return flow.angles[r * static_cast<unsigned>(flow.columns) + c];
}

inline bool has_finger(const Template& finger, float x, float y) {
    if (finger.flow.angles.empty()) return x >= 0 && y >= 0 && x < static_cast<float>(finger.width) && y < static_cast<float>(finger.height);
    return flow_at(finger.flow, x, y) != FlowMap::none;
}

inline int count_inside(const Points& points, const Rigid& t, const Template& other) {
    int n = 0;
    for (int i = 0; i < points.count; ++i) n += has_finger(other, t.x(points.x[i], points.y[i]), t.y(points.x[i], points.y[i])) ? 1 : 0;
    return n;
}

/// Agreement of the ridge directions where both pictures show the finger.
inline void compare_flow(const Template& probe, const Ground& candidate, const Rigid& t, Evidence& evidence) {
    evidence.flow = 0, evidence.overlap = 0;
    if (probe.flow.angles.empty()) return;
    constexpr int tolerance = 24;
    int sum = 0;
    for (std::size_t k = 0; k < candidate.x.size(); ++k) {
        const int other = flow_at(probe.flow, t.x(candidate.x[k], candidate.y[k]), t.y(candidate.x[k], candidate.y[k]));
        if (other == FlowMap::none) continue;
        ++evidence.overlap;
        sum += std::max(0, tolerance - std::abs(direction_difference(other, candidate.angle[k] + t.turn)));
    }
    evidence.flow = evidence.overlap > 0 ? static_cast<float>(sum) / static_cast<float>(tolerance * evidence.overlap) : 0;
}

inline void weigh_pairs(const Points& a, const Placed& bent, const Pairs& pairs, const Similarities& similarities, Evidence& e) {
    float strain = 0;
    for (const Pair& p : pairs) {
        const float dx = bent.x[p.candidate] - a.x[p.probe], dy = bent.y[p.candidate] - a.y[p.probe];
        const float alike = static_cast<float>(similarities.at(p.probe, p.candidate)) / 1000.0F;
        strain += dx * dx + dy * dy;
        e.surroundings += alike;
        e.closeness += (1.0F - p.cost / 2.0F) * alike;
    }
    e.pairs = pairs.count;
    if (e.pairs > 0) e.strain = std::sqrt(strain / static_cast<float>(e.pairs)), e.surroundings /= static_cast<float>(e.pairs);
}

}  // namespace motcua::finger::kernel
