// What an alignment shows: the pairs' fit, the minutiae that should have had a partner, the ridge flow.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "shared/finger/compare.hpp"
#include "shared/finger/comparison/pairing.hpp"
#include "shared/finger/evidence.hpp"

namespace motcua::finger::kernel {

/// Flow cell of a coordinate, rounded down for any that a picture can have.
inline int cell_of(float v) { return static_cast<int>(v * (1.0F / FlowMap::cell) + 4096.0F) - 4096; }

/// Flow cells in which places come to lie, -1 outside of the map.
inline void cells_under(const FlowMap& flow, const float* x, const float* y, int n, const Rigid& t, std::int32_t* out) {
    for (int k = 0; k < n; ++k) {
        const int c = cell_of(t.x(x[k], y[k])), r = cell_of(t.y(x[k], y[k]));
        const int inside = static_cast<int>(c >= 0) & static_cast<int>(r >= 0) & static_cast<int>(c < flow.columns) & static_cast<int>(r < flow.rows);
        out[k] = inside != 0 ? r * flow.columns + c : -1;
    }
}

/// Direction of the ridges in a cell that cells_under() gave, or FlowMap::none.
inline std::uint8_t flow_in(const FlowMap& flow, std::int32_t cell) { return cell >= 0 ? flow.angles[static_cast<std::size_t>(cell)] : FlowMap::none; }

inline bool is_inside(const Template& finger, float x, float y) {
    return x >= 0 && y >= 0 && x < static_cast<float>(finger.width) && y < static_cast<float>(finger.height);
}

/// Weights of the minutiae that lie where the other picture shows the finger.
inline float weight_inside(const Points& points, const Rigid& t, const Template& other) {
    float sum = 0;
    if (other.flow.angles.empty()) {
        for (int i = 0; i < points.count; ++i) sum += is_inside(other, t.x(points.x[i], points.y[i]), t.y(points.x[i], points.y[i])) ? points.weight[i] : 0.0F;
        return sum;
    }
    std::array<std::int32_t, capacity> cells;
    cells_under(other.flow, points.x.data(), points.y.data(), points.count, t, cells.data());
    for (int i = 0; i < points.count; ++i) sum += flow_in(other.flow, cells[i]) != FlowMap::none ? points.weight[i] : 0.0F;
    return sum;
}

constexpr int flow_tolerance = 24;  // 1/256 turns
constexpr int ground_at_once = 64;

struct FlowAgreement {
    int sum = 0, overlap = 0;
};

inline void add_agreement(const std::uint8_t* other, const std::uint8_t* own, int n, int turn, FlowAgreement& out) {
    for (int k = 0; k < n; ++k) {
        const int agreement = std::max(0, flow_tolerance - std::abs(direction_difference(other[k], own[k] + turn)));
        out.sum += other[k] != FlowMap::none ? agreement : 0;
        out.overlap += other[k] != FlowMap::none ? 1 : 0;
    }
}

/// Agreement of the ridge directions where both pictures show the finger.
inline void compare_flow(const Template& probe, const Ground& candidate, const Rigid& t, Evidence& evidence) {
    evidence.flow = 0, evidence.overlap = 0;
    if (probe.flow.angles.empty()) return;
    FlowAgreement all;
    std::array<std::int32_t, ground_at_once> cells;
    std::array<std::uint8_t, ground_at_once> other;
    for (std::size_t first = 0; first < candidate.x.size(); first += ground_at_once) {
        const int n = static_cast<int>(std::min<std::size_t>(ground_at_once, candidate.x.size() - first));
        cells_under(probe.flow, candidate.x.data() + first, candidate.y.data() + first, n, t, cells.data());
        for (int k = 0; k < n; ++k) other[k] = flow_in(probe.flow, cells[k]);
        add_agreement(other.data(), candidate.angle.data() + first, n, t.turn, all);
    }
    evidence.overlap = all.overlap;
    evidence.flow = all.overlap > 0 ? static_cast<float>(all.sum) / static_cast<float>(flow_tolerance * all.overlap) : 0;
}

/// An ending taken for a fork is common where skin is wet or dry, so it only counts for less. A type that a foreign template leaves
/// open is half way: full marks would pass three times as many different fingers as the table of scores says.
inline float type_factor(const Minutia& a, const Minutia& b) {
    if (a.type == MinutiaType::other || b.type == MinutiaType::other) return 0.8F;
    return a.type == b.type ? 1.0F : 0.6F;
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
