#include "shared/finger/match.hpp"

#include <algorithm>
#include <tuple>

#include "shared/finger/compare.hpp"
#include "shared/finger/comparison/pairing.hpp"
#include "shared/finger/comparison/roots.hpp"
#include "shared/finger/comparison/similarity.hpp"
#include "shared/finger/comparison/weighing.hpp"
#include "shared/finger/processor.hpp"

namespace motcua::finger {
namespace {

struct Hypothesis {
    Rigid rigid{};
    Pairs pairs{};
    Evidence evidence{};
    int score = -1;
};

constexpr float wide = 18.0F, narrow = 11.0F;  // pixels: before and after bending

/// From pairs that agree roughly: fitted twice, then bent.
inline void follow(const Prepared& a, const Prepared& b, const Similarities& similarities, int to_beat, Hypothesis& h) {
    Placed placed, bent;
    for (int round = 0; round < 2; ++round) {
        if (h.pairs.count < 2) return;
        h.rigid = kernel::fit(a.points, b.points, h.pairs);
        kernel::place(b.points, h.rigid, placed);
        kernel::pair_up(a.points, b.points, placed, wide, h.pairs);
    }
    if (h.pairs.count < 2) return;
    kernel::bend(a.points, b.points, placed, h.pairs, bent);
    kernel::pair_up(a.points, b.points, bent, narrow, h.pairs);
    Evidence& e = h.evidence;
    const float matched = kernel::weigh_pairs(a, b, bent, h.pairs, similarities, e);
    e.share = kernel::share_of(matched, kernel::weight_inside(a.points, inverse(h.rigid), b.finger), kernel::weight_inside(b.points, h.rigid, a.finger));
    e.flow = 1, e.overlap = 1;
    if (score_of(e) <= to_beat) return;  // not even with perfect flow
    kernel::compare_flow(a.finger, b.points.ground, h.rigid, e);
    h.score = score_of(e);
}

/// Follows the principal cluster of pairs, then the best supported ones outside it.
inline void search(const Prepared& a, const Prepared& b, Hypothesis& best) {
    Similarities similarities;
    kernel::compare_surroundings(a.points, b.points, similarities);
    kernel::Roots roots;
    kernel::find_roots(a.points, b.points, similarities, roots);
    const int n = (roots.count + lanes - 1) / lanes * lanes;
    kernel::Agreement agreement;
    for (int p = 0; p < roots.count; ++p) kernel::agree_with(roots, p, n, agreement.of[p].data());
    const kernel::Votes votes = kernel::vote(roots, agreement, n);
    std::array<bool, kernel::most_roots> done{};
    const float* rank = votes.belonging.data();
    for (int k = 0; k < kernel::hypotheses; ++k, rank = votes.support.data()) {
        int head = -1;
        for (int p = 0; p < roots.count; ++p)
            if (!done[p] && (head < 0 || rank[p] > rank[head])) head = p;
        if (head < 0) return;
        done[head] = true;
        for (int q = 0; q < roots.count; ++q) done[q] = done[q] || agreement.of[head][q] > 0;
        Hypothesis h;
        kernel::gather(roots, agreement, head, h.pairs);
        follow(a, b, similarities, best.score, h);
        if (h.score > best.score) best = h;
    }
}

using Search = void(const Prepared&, const Prepared&, Hypothesis&);

[[gnu::flatten]] void search_anywhere(const Prepared& a, const Prepared& b, Hypothesis& best) { search(a, b, best); }

#if defined(__x86_64__) && defined(__GNUC__)
[[gnu::target(MOTCUA_AVX2), gnu::flatten]] void search_avx2(const Prepared& a, const Prepared& b, Hypothesis& best) { search(a, b, best); }
[[gnu::target(MOTCUA_AVX512), gnu::flatten]] void search_avx512(const Prepared& a, const Prepared& b, Hypothesis& best) {
    search(a, b, best);
}

Search* best_search() {
    switch (widest_vectors()) {
        case Vectors::avx512: return search_avx512;
        case Vectors::avx2: return search_avx2;
        case Vectors::plain: return search_anywhere;
    }
    return search_anywhere;
}
#else
Search* best_search() { return search_anywhere; }
#endif

auto order_key(const Template& t) { return std::tuple(t.minutiae.size(), t.width, t.height); }
auto order_key(const Minutia& m) { return std::tuple(m.x, m.y, m.angle, m.type, m.quality); }

/// A fixed order of two templates, so that the score does not depend on which is the probe. Only what the comparison reads counts:
/// a picture's quality or the finger's name must not change a score.
bool comes_first(const Template& a, const Template& b) {
    if (order_key(a) != order_key(b)) return order_key(a) < order_key(b);
    if (a.minutiae == b.minutiae) return a.flow.angles < b.flow.angles;
    return std::lexicographical_compare(a.minutiae.begin(), a.minutiae.end(), b.minutiae.begin(), b.minutiae.end(),
                                        [](const Minutia& m, const Minutia& n) { return order_key(m) < order_key(n); });
}

Alignment alignment_of(const Rigid& t) {
    return {.turn = static_cast<std::uint8_t>(t.turn), .dx = static_cast<std::int16_t>(std::clamp(nearest(t.dx), -9999, 9999)),
            .dy = static_cast<std::int16_t>(std::clamp(nearest(t.dy), -9999, 9999))};
}

/// Gives whether the two changed places.
bool search_in_order(const Prepared& probe, const Prepared& candidate, Hypothesis& best) {
    static Search* const search_here = best_search();
    const bool swapped = comes_first(candidate.finger, probe.finger);
    search_here(swapped ? candidate : probe, swapped ? probe : candidate, best);
    return swapped;
}

}  // namespace

Prepared prepare(Template finger) {
    Prepared out{.finger = std::move(finger)};
    out.points = points_of(out.finger);
    return out;
}

std::size_t bytes_in_memory(const Prepared& prepared) {
    const auto of = [](const auto& v) { return v.capacity() * sizeof(v[0]); };
    const Points& p = prepared.points;
    const Surroundings& s = p.surroundings;
    return sizeof prepared + of(prepared.finger.minutiae) + of(prepared.finger.flow.angles) + of(p.x) + of(p.y) + of(p.angle) + of(s.bits) + of(s.valid) +
           of(s.flow_valid) + of(s.flow) + of(s.flow_limit) + of(p.ground.x) + of(p.ground.y) + of(p.ground.angle);
}

Finding compare(const Prepared& probe, const Prepared& candidate) {
    Hypothesis h;
    const bool swapped = search_in_order(probe, candidate, h);
    Finding out{.comparison = {.score = std::max(0, h.score)}, .evidence = h.evidence};
    if (h.score <= 0) return out;
    for (const Pair& p : h.pairs)
        out.comparison.pairs.push_back({.probe = static_cast<std::uint8_t>(swapped ? p.candidate : p.probe),
                                        .candidate = static_cast<std::uint8_t>(swapped ? p.probe : p.candidate)});
    out.comparison.alignment = alignment_of(swapped ? inverse(h.rigid) : h.rigid);
    return out;
}

int score(const Prepared& probe, const Prepared& candidate) {
    Hypothesis h;
    search_in_order(probe, candidate, h);
    return std::max(0, h.score);
}

Comparison compare(const Template& probe, const Template& candidate) {
    return compare(prepare(probe), prepare(candidate)).comparison;
}

}  // namespace motcua::finger
