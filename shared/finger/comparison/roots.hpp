// From locally alike pairs to the few sets of pairs that one turn and shift explains: the pairs vote for each other
// (relaxation as in Minutia Cylinder-Code's LSA-R; the principal cluster by power iteration as in Leordeanu and Hebert,
// "A spectral technique for correspondence problems using pairwise constraints", ICCV 2005).
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "shared/finger/comparison/chosen.hpp"
#include "shared/finger/comparison/rigid.hpp"
#include "shared/finger/comparison/similarity.hpp"

namespace motcua::finger {

struct Pair {
    int probe, candidate;
    float cost;  ///< 0 perfect .. 2
};

/// One-to-one pairs; fixed room, because millions of comparisons make and drop them.
struct Pairs {
    int count = 0;
    std::array<Pair, capacity> items;  // written before they are read
    void add(const Pair& p) { items[count++] = p; }
    [[nodiscard]] const Pair* begin() const { return items.data(); }
    [[nodiscard]] const Pair* end() const { return items.data() + count; }
};

namespace kernel {

constexpr int wanted_roots = 48;
constexpr int most_roots = 64;         // ties of the last one included
constexpr int root_similarity = 300;   // least similarity of a root pair
constexpr int hypotheses = 2;          // clusters followed
constexpr int vote_rounds = 4;
constexpr float own_vote = 0.2F;
constexpr float turn_tolerance = 24;   // 1/256 turns
constexpr float follower = 0.15F;      // least agreement with the cluster's head

/// Root pairs, most alike first come from the scan's order only: nothing below depends on it.
struct Roots {
    int count = 0;
    alignas(64) std::array<float, most_roots> ax{}, ay{}, bx{}, by{}, c{}, s{}, weight{};
    alignas(64) std::array<std::int32_t, most_roots> probe{}, candidate{}, turn{};
};

inline int count_at_least(const Similarities& all, int limit) {
    const int n = all.rows * all.stride;
    int count = 0;
    for (int first = 0; first < n; first += 1 << 14) {
        std::int16_t part = 0;
        for (int k = first; k < std::min(n, first + (1 << 14)); ++k) part = static_cast<std::int16_t>(part + (all.values[k] >= static_cast<std::int16_t>(limit) ? 1 : 0));
        count += part;
    }
    return count;
}

/// Highest similarity that at least `wanted_roots` pairs reach, or the least allowed.
inline int cut_of(const Similarities& all) {
    int low = root_similarity, high = 1001;
    while (high - low > 1) {
        const int middle = (low + high) / 2;
        if (count_at_least(all, middle) >= wanted_roots) low = middle;
        else high = middle;
    }
    return low;
}

inline void add_root(Roots& roots, const Points& a, const Points& b, int i, int j, int similarity) {
    const int n = roots.count++, turn = (a.angle[i] - b.angle[j]) & 255;
    roots.ax[n] = a.x[i], roots.ay[n] = a.y[i], roots.bx[n] = b.x[j], roots.by[n] = b.y[j];
    roots.c[n] = Turns::shared().c[turn], roots.s[n] = Turns::shared().s[turn];
    roots.probe[n] = i, roots.candidate[n] = j, roots.turn[n] = turn;
    roots.weight[n] = static_cast<float>(similarity) / 1000.0F;
}

inline void find_roots(const Points& a, const Points& b, const Similarities& all, Roots& roots) {
    const int cut = cut_of(all);
    for (int i = 0; i < all.rows; ++i) {
        const std::int16_t* row = all.values.data() + static_cast<std::size_t>(i) * all.stride;
        std::int16_t best = 0;
        for (int j = 0; j < all.stride; ++j) best = std::max(best, row[j]);
        if (best < cut) continue;
        visit_chosen(row, all.stride, [limit = static_cast<std::int16_t>(cut)](std::int16_t value) { return value >= limit; }, [&](int j) {
            if (roots.count == most_roots) return false;
            add_root(roots, a, b, i, j, row[j]);
            return true;
        });
    }
}

/// Agreement 0..1 of every two roots: each predicts where the other's minutia lies and how it is turned.
struct Agreement {
    alignas(64) std::array<std::array<float, most_roots>, most_roots> of;  // written before it is read
};

inline void agree_with(const Roots& r, int p, int n, float* out) {
    const float ax = r.ax[p], ay = r.ay[p], bx = r.bx[p], by = r.by[p], c = r.c[p], s = r.s[p];
    const std::int32_t probe = r.probe[p], candidate = r.candidate[p], turn = r.turn[p];
    for (int q = 0; q < n; ++q) {
        const float ux = r.ax[q] - ax, uy = r.ay[q] - ay, vx = r.bx[q] - bx, vy = r.by[q] - by;
        const float ex = c * vx + s * vy - ux, ey = c * vy - s * vx - uy;
        const float fx = r.c[q] * vx + r.s[q] * vy - ux, fy = r.c[q] * vy - r.s[q] * vx - uy;
        const float off = std::max(ex * ex + ey * ey, fx * fx + fy * fy);
        const float allowed = std::min(1200.0F, 100.0F + 0.04F * (ux * ux + uy * uy));
        const std::int32_t around = ((r.turn[q] - turn + 128) & 255) - 128;
        const float turned = static_cast<float>(around) / turn_tolerance;
        const float alike = std::max(0.0F, 1.0F - off / allowed) * std::max(0.0F, 1.0F - turned * turned);
        const bool apart = static_cast<int>(r.probe[q] != probe) + static_cast<int>(r.candidate[q] != candidate) == 2;
        out[q] = apart ? alike : 0.0F;
    }
}

/// How much of the cluster each root belongs to (`belonging`), and its support in the first round.
struct Votes {
    alignas(64) std::array<float, most_roots> belonging, support;
};

/// Sixteen lanes of the processor, or of WASM four times four.
using Votings [[gnu::vector_size(lanes * sizeof(float))]] = float;

/// What all give to sixteen roots: kept in registers meanwhile.
inline void vote_for(const Agreement& agreement, int count, int first, const std::array<float, most_roots>& belonging, std::array<float, most_roots>& sums) {
    Votings sum, given;
    std::memcpy(&sum, belonging.data() + first, sizeof sum);
    sum *= own_vote;
    for (int p = 0; p < count; ++p) {
        std::memcpy(&given, agreement.of[p].data() + first, sizeof given);
        sum += given * belonging[p];
    }
    std::memcpy(sums.data() + first, &sum, sizeof sum);
}

inline Votes vote(const Roots& roots, const Agreement& agreement, int n) {
    Votes v{};
    std::copy(roots.weight.begin(), roots.weight.end(), v.belonging.begin());
    for (int round = 0; round < vote_rounds; ++round) {
        alignas(64) std::array<float, most_roots> sum{};
        for (int first = 0; first < n; first += lanes) vote_for(agreement, roots.count, first, v.belonging, sum);
        if (round == 0) v.support = sum;
        float most = 1e-6F;
        for (int q = 0; q < n; ++q) most = std::max(most, sum[q]);
        for (int q = 0; q < n; ++q) v.belonging[q] = sum[q] / most;
    }
    return v;
}

/// The head and, best first, the roots that agree with it.
inline void gather(const Roots& roots, const Agreement& agreement, int head, Pairs& out) {
    std::array<std::uint32_t, most_roots> order;
    int n = 0;
    for (int q = 0; q < roots.count; ++q) {
        const float a = agreement.of[head][q];
        if (a > follower) order[n++] = (static_cast<std::uint32_t>(nearest((1.0F - a) * 65536.0F)) << 8) | static_cast<std::uint32_t>(q);
    }
    std::sort(order.begin(), order.begin() + n);
    std::array<bool, capacity> used_probe{}, used_candidate{};
    out.count = 0;
    const auto take = [&](int q, float cost) {
        if (used_probe[roots.probe[q]] || used_candidate[roots.candidate[q]]) return;
        used_probe[roots.probe[q]] = used_candidate[roots.candidate[q]] = true;
        out.add({roots.probe[q], roots.candidate[q], cost});
    };
    take(head, 0);
    for (int k = 0; k < n; ++k) take(static_cast<int>(order[k] & 255), static_cast<float>(order[k] >> 8) / 65536.0F);
}

}  // namespace kernel
}  // namespace motcua::finger
