#include "shared/finger/match.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "shared/finger/arithmetic.hpp"
#include "shared/finger/compare.hpp"

namespace motcua::finger {
namespace {

constexpr std::size_t most_used = 100;     // minutiae of each template
constexpr std::size_t root_count = 30;     // alignments tried
constexpr int root_similarity = 350;       // least similarity of a root pair
constexpr int angle_tolerance = 20;        // 28 degrees in 1/256 turns

/// Maps the candidate's plane on the probe's (y runs down, the turn counter-clockwise).
struct Rigid {
    float c = 1, s = 0, dx = 0, dy = 0;
    int turn = 0;  // 1/256
    [[nodiscard]] float x(float px, float py) const { return c * px + s * py + dx; }
    [[nodiscard]] float y(float px, float py) const { return c * py - s * px + dy; }
};

struct Placed {
    float x, y;
    int angle;
};

struct Pair {
    int probe, candidate;
    float cost;
};

using Pairs = std::vector<Pair>;
using Minutiae = std::vector<Minutia>;

Rigid through(const Minutia& a, const Minutia& b, float turn) {
    Rigid t{.c = cosine(turn), .s = sine(turn), .turn = nearest(turn * 256) & 255};
    t.dx = a.x - t.x(b.x, b.y);
    t.dy = a.y - t.y(b.x, b.y);
    return t;
}

std::vector<Placed> place(const Minutiae& minutiae, const Rigid& t) {
    std::vector<Placed> out;
    out.reserve(minutiae.size());
    for (const Minutia& m : minutiae) out.push_back({t.x(m.x, m.y), t.y(m.x, m.y), (m.angle + t.turn) & 255});
    return out;
}

/// One-to-one pairs, nearest first. `tolerance` gives the radius allowed at a place.
template <class Tolerance>
Pairs pair_up(const Minutiae& probe, const std::vector<Placed>& placed, Tolerance tolerance) {
    Pairs all;
    for (int i = 0; i < static_cast<int>(probe.size()); ++i) {
        const float limit = tolerance(probe[i]);
        for (int j = 0; j < static_cast<int>(placed.size()); ++j) {
            const float dx = placed[j].x - probe[i].x, dy = placed[j].y - probe[i].y;
            const float d2 = dx * dx + dy * dy;
            if (d2 > limit * limit) continue;
            const int off = std::abs(angle_difference(placed[j].angle, probe[i].angle));
            if (off > angle_tolerance) continue;
            all.push_back({i, j, d2 / (limit * limit) + static_cast<float>(off * off) / (angle_tolerance * angle_tolerance)});
        }
    }
    std::sort(all.begin(), all.end(), [](const Pair& a, const Pair& b) {
        return std::tuple(a.cost, a.probe, a.candidate) < std::tuple(b.cost, b.probe, b.candidate);
    });
    std::array<bool, 256> used_probe{}, used_candidate{};
    Pairs kept;
    for (const Pair& p : all) {
        if (used_probe[p.probe] || used_candidate[p.candidate]) continue;
        used_probe[p.probe] = used_candidate[p.candidate] = true;
        kept.push_back(p);
    }
    return kept;
}

/// Least-squares turn and shift of the pairs (Umeyama 1991, without scale), near pairs counting more.
Rigid fit(const Minutiae& probe, const Minutiae& candidate, const Pairs& pairs) {
    float w = 0, ax = 0, ay = 0, bx = 0, by = 0;
    for (const Pair& p : pairs) {
        const float g = 1.0F / (0.3F + p.cost);
        w += g, ax += g * probe[p.probe].x, ay += g * probe[p.probe].y, bx += g * candidate[p.candidate].x, by += g * candidate[p.candidate].y;
    }
    ax /= w, ay /= w, bx /= w, by /= w;
    float along = 0, across = 0;
    for (const Pair& p : pairs) {
        const float g = 1.0F / (0.3F + p.cost);
        const float px = probe[p.probe].x - ax, py = probe[p.probe].y - ay;
        const float qx = candidate[p.candidate].x - bx, qy = candidate[p.candidate].y - by;
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

/// Bends the placed minutiae by the smooth part of the pairs' residuals: skin stretches, it does not jump.
std::vector<Placed> bend(const Minutiae& probe, const std::vector<Placed>& placed, const Pairs& pairs) {
    constexpr float reach = 60.0F, stiffness = 0.8F;
    std::vector<Placed> out = placed;
    for (Placed& m : out) {
        float w = stiffness, dx = 0, dy = 0;
        for (const Pair& p : pairs) {
            const Placed& q = placed[p.candidate];
            const float ux = q.x - m.x, uy = q.y - m.y, u2 = ux * ux + uy * uy;
            if (u2 <= 0) continue;  // its own residual would explain itself away
            const float g = 1.0F / (1.0F + u2 * u2 / (reach * reach * reach * reach));
            w += g, dx += g * (probe[p.probe].x - q.x), dy += g * (probe[p.probe].y - q.y);
        }
        m.x += dx / w, m.y += dy / w;
    }
    return out;
}

bool has_finger(const Template& finger, float x, float y) {
    if (finger.flow.angles.empty()) return x >= 0 && y >= 0 && x < finger.width && y < finger.height;
    const int c = static_cast<int>(std::floor(x / FlowMap::cell)), r = static_cast<int>(std::floor(y / FlowMap::cell));
    return c >= 0 && r >= 0 && c < finger.flow.columns && r < finger.flow.rows && finger.flow.angles[r * finger.flow.columns + c] != FlowMap::none;
}

Rigid inverse(const Rigid& t) {
    Rigid out{.c = t.c, .s = -t.s, .turn = -t.turn & 255};
    out.dx = -out.x(t.dx, t.dy) + 0.0F;
    out.dy = -out.y(t.dx, t.dy) + 0.0F;
    return out;
}

int count_inside(const Minutiae& minutiae, const Rigid& t, const Template& other) {
    return static_cast<int>(std::count_if(minutiae.begin(), minutiae.end(), [&](const Minutia& m) {
        return has_finger(other, t.x(m.x, m.y), t.y(m.x, m.y));
    }));
}

/// Agreement of the ridge directions where both pictures show the finger.
void compare_flow(const Template& probe, const Template& candidate, const Rigid& t, Evidence& evidence) {
    const FlowMap &a = probe.flow, &b = candidate.flow;
    if (a.angles.empty()) return;
    float sum = 0;
    for (int r = 0; r < b.rows; ++r)
        for (int c = 0; c < b.columns; ++c) {
            const int own = b.angles[r * b.columns + c];
            if (own == FlowMap::none) continue;
            const float px = (c + 0.5F) * FlowMap::cell, py = (r + 0.5F) * FlowMap::cell;
            const float x = t.x(px, py), y = t.y(px, py);
            if (!has_finger(probe, x, y)) continue;
            const int other = a.angles[static_cast<int>(y) / FlowMap::cell * a.columns + static_cast<int>(x) / FlowMap::cell];
            const int off = std::abs(direction_difference(other, own + t.turn));
            ++evidence.overlap;
            sum += std::max(0.0F, 1.0F - off / 24.0F);
        }
    evidence.flow = evidence.overlap > 0 ? sum / evidence.overlap : 0;
}

struct Hypothesis {
    Rigid rigid{};
    Pairs pairs{};
    Evidence evidence{};
    int score = -1;
};

class Comparer {
public:
    Comparer(const Prepared& probe, const Prepared& candidate)
        : probe_(probe), candidate_(candidate), a_(used(probe.finger)), b_(used(candidate.finger)) {
        for (std::size_t i = 0; i < a_.size(); ++i)
            for (std::size_t j = 0; j < b_.size(); ++j)
                similar_.push_back(similarity(probe.descriptors[i], candidate.descriptors[j]));
    }

    [[nodiscard]] Hypothesis best() const {
        Hypothesis best;
        for (const int root : roots()) {
            Hypothesis h = follow(root / static_cast<int>(b_.size()), root % static_cast<int>(b_.size()));
            if (h.score > best.score) best = std::move(h);
        }
        return best;
    }

private:
    [[nodiscard]] static Minutiae used(const Template& t) {
        return {t.minutiae.begin(), t.minutiae.begin() + static_cast<std::ptrdiff_t>(std::min(most_used, t.minutiae.size()))};
    }
    [[nodiscard]] int similar(int i, int j) const { return similar_[static_cast<std::size_t>(i) * b_.size() + j]; }

    [[nodiscard]] std::vector<int> roots() const {
        std::vector<int> all;
        for (int k = 0; k < static_cast<int>(similar_.size()); ++k)
            if (similar_[k] >= root_similarity) all.push_back(k);
        const auto end = all.begin() + static_cast<std::ptrdiff_t>(std::min(root_count, all.size()));
        std::partial_sort(all.begin(), end, all.end(),
                          [&](int x, int y) { return std::tuple(-similar_[x], x) < std::tuple(-similar_[y], y); });
        all.erase(end, all.end());
        return all;
    }

    /// From one pair: rough, then fitted, then bent.
    [[nodiscard]] Hypothesis follow(int i, int j) const {
        Hypothesis h{.rigid = through(a_[i], b_[j], static_cast<float>((a_[i].angle - b_[j].angle) & 255) / 256.0F)};
        const Minutia root = a_[i];
        h.pairs = pair_up(a_, place(b_, h.rigid), [&](const Minutia& m) {
            const float dx = m.x - root.x, dy = m.y - root.y;
            return std::min(30.0F, 9.0F + 0.12F * std::sqrt(dx * dx + dy * dy));
        });
        if (h.pairs.size() < 2) return h;
        for (int round = 0; round < 2; ++round) {
            h.rigid = fit(a_, b_, h.pairs);
            h.pairs = pair_up(a_, place(b_, h.rigid), [](const Minutia&) { return 18.0F; });
            if (h.pairs.size() < 2) return h;
        }
        const std::vector<Placed> bent = bend(a_, place(b_, h.rigid), h.pairs);
        h.pairs = pair_up(a_, bent, [](const Minutia&) { return 11.0F; });
        weigh(h, bent);
        return h;
    }

    void weigh(Hypothesis& h, const std::vector<Placed>& bent) const {
        Evidence& e = h.evidence;
        e.pairs = static_cast<int>(h.pairs.size());
        float strain = 0;
        for (const Pair& p : h.pairs) {
            const float dx = bent[p.candidate].x - a_[p.probe].x, dy = bent[p.candidate].y - a_[p.probe].y;
            const float alike = similar(p.probe, p.candidate) / 1000.0F;
            strain += dx * dx + dy * dy;
            e.surroundings += alike;
            e.closeness += (1.0F - p.cost / 2.0F) * alike;
        }
        if (e.pairs > 0) e.strain = std::sqrt(strain / e.pairs), e.surroundings /= e.pairs;
        const int in_a = count_inside(a_, inverse(h.rigid), candidate_.finger), in_b = count_inside(b_, h.rigid, probe_.finger);
        e.share = std::min(1.0F, e.pairs / std::sqrt(static_cast<float>(std::max(1, in_a)) * std::max(1, in_b)));
        compare_flow(probe_.finger, candidate_.finger, h.rigid, e);
        h.score = score_of(e);
    }

    const Prepared& probe_;
    const Prepared& candidate_;
    Minutiae a_, b_;
    std::vector<int> similar_;
};

auto order_key(const Template& t) { return std::tuple(t.minutiae.size(), t.width, t.height, t.position, t.quality); }

/// A fixed order of two templates, so that the score does not depend on which is the probe.
bool comes_first(const Template& a, const Template& b) {
    if (order_key(a) != order_key(b)) return order_key(a) < order_key(b);
    return std::lexicographical_compare(a.minutiae.begin(), a.minutiae.end(), b.minutiae.begin(), b.minutiae.end(),
                                        [](const Minutia& m, const Minutia& n) {
                                            return std::tuple(m.x, m.y, m.angle) < std::tuple(n.x, n.y, n.angle);
                                        });
}

Alignment alignment_of(const Rigid& t) {
    return {.turn = static_cast<std::uint8_t>(t.turn), .dx = static_cast<std::int16_t>(std::clamp(nearest(t.dx), -9999, 9999)),
            .dy = static_cast<std::int16_t>(std::clamp(nearest(t.dy), -9999, 9999))};
}

}  // namespace

Prepared prepare(Template finger) {
    Prepared out{.finger = std::move(finger)};
    out.descriptors = describe(out.finger);
    return out;
}

Finding compare(const Prepared& probe, const Prepared& candidate) {
    const bool swapped = comes_first(candidate.finger, probe.finger);
    const Hypothesis h = swapped ? Comparer(candidate, probe).best() : Comparer(probe, candidate).best();
    Finding out{.comparison = {.score = std::max(0, h.score)}, .evidence = h.evidence};
    if (h.score <= 0) return out;
    for (const Pair& p : h.pairs)
        out.comparison.pairs.push_back({.probe = static_cast<std::uint8_t>(swapped ? p.candidate : p.probe),
                                        .candidate = static_cast<std::uint8_t>(swapped ? p.probe : p.candidate)});
    out.comparison.alignment = alignment_of(swapped ? inverse(h.rigid) : h.rigid);
    return out;
}

Comparison compare(const Template& probe, const Template& candidate) {
    return compare(prepare(probe), prepare(candidate)).comparison;
}

}  // namespace motcua::finger
