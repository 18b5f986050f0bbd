// What an alignment shows: the pairs' fit, the minutiae that should have had a partner, the ridge flow.
#pragma once

#include <algorithm>
#include <cmath>

#include "shared/finger/compare.hpp"
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

/// Weights of the minutiae that lie where the other picture shows the finger.
inline float weight_inside(const Points& points, const Rigid& t, const Template& other) {
    float sum = 0;
    for (int i = 0; i < points.count; ++i) sum += has_finger(other, t.x(points.x[i], points.y[i]), t.y(points.x[i], points.y[i])) ? points.weight[i] : 0.0F;
    return sum;
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

/// An ending taken for a fork is common where skin is wet or dry, so it only counts for less.
inline float type_factor(const Minutia& a, const Minutia& b) {
    return a.type == b.type || a.type == MinutiaType::other || b.type == MinutiaType::other ? 1.0F : 0.6F;
}

/// Fills in what the pairs say; gives the weight they carry.
inline float weigh_pairs(const Prepared& a, const Prepared& b, const Placed& bent, const Pairs& pairs, const Similarities& similarities, Evidence& e) {
    float strain = 0, weight = 0;
    for (const Pair& p : pairs) {
        const float dx = bent.x[p.candidate] - a.points.x[p.probe], dy = bent.y[p.candidate] - a.points.y[p.probe];
        const float alike = static_cast<float>(similarities.at(p.probe, p.candidate)) / 1000.0F;
        strain += dx * dx + dy * dy;
        e.surroundings += alike;
        e.closeness += std::max(0.0F, 1.0F - 0.7F * p.cost) * alike * type_factor(a.finger.minutiae[p.probe], b.finger.minutiae[p.candidate]);
        weight += std::sqrt(a.points.weight[p.probe] * b.points.weight[p.candidate]);
    }
    e.pairs = pairs.count;
    if (e.pairs > 0) e.strain = std::sqrt(strain / static_cast<float>(e.pairs)), e.surroundings /= static_cast<float>(e.pairs);
    return weight;
}

/// Share of what had to match in the area both pictures show.
inline float share_of(float matched, float in_a, float in_b) {
    return std::min(1.0F, matched / std::sqrt(std::max(0.5F, in_a) * std::max(0.5F, in_b)));
}

}  // namespace motcua::finger::kernel
