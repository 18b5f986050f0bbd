#include "tests/bench/finger/foreign.hpp"

#include <algorithm>
#include <cstdio>

#include "shared/finger/arithmetic.hpp"
#include "shared/finger/match.hpp"
#include "tests/bench/finger/sets.hpp"

namespace motcua::bench {
namespace {

constexpr int trials = 300;  // of made-up templates of each kind

finger::Prepared untyped(const finger::Prepared& print) {
    finger::Template out = print.finger;
    for (finger::Minutia& m : out.minutiae) m.type = finger::MinutiaType::other;
    return finger::prepare(std::move(out));
}

/// Rows of minutiae that all point one way, as ridges do that run side by side.
finger::Template rows_of_minutiae(finger::Random& random, finger::MinutiaType type) {
    finger::Template out{.quality = 90, .width = 300 + random.below(150), .height = 300 + random.below(200)};
    const int wanted = 12 + random.below(50), dx = 12 + random.below(40), dy = 12 + random.below(40), shift = random.below(dx);
    const int angle = random.below(256), spread = 1 + random.below(30), off = 1 + random.below(8);
    for (int row = 0; 20 + row * dy + off < out.height; ++row)
        for (int x = 20 + row % 2 * shift; x + off < out.width && static_cast<int>(out.minutiae.size()) < wanted; x += dx)
            out.minutiae.push_back({.x = static_cast<std::int16_t>(x + random.below(off)), .y = static_cast<std::int16_t>(20 + row * dy + random.below(off)),
                                    .angle = static_cast<std::uint8_t>(angle + random.below(spread)), .type = type, .quality = 90});
    return out;
}

int prints_matched(const finger::Prepared& made_up, const Prints& sets) {
    int out = 0;
    for (const auto* set : sets)
        for (const auto& print : *set) out += finger::score(made_up, print) >= finger::decision_threshold() ? 1 : 0;
    return out;
}

}  // namespace

void print_without_types(const Prints& sets) {
    Scores all;
    for (std::size_t r = 0; r < sets.size(); ++r)
        for (std::size_t b = 0; b < sets[r]->size(); ++b) {
            const auto bare = untyped((*sets[r])[b]);
            for (std::size_t a = 0; a < b; ++a) all.add(finger::score((*sets[r])[a], bare), same_finger(static_cast<int>(a), static_cast<int>(b)));
            for (std::size_t q = 0; q < r; ++q)
                for (const auto& print : *sets[q]) all.add(finger::score(print, bare), false);
        }
    all.sort();
    const int t = finger::decision_threshold();
    std::printf("types of minutiae left open by one of two: at score %d FMR %.3f %%, FNMR %.2f %%; highest of different fingers %d\n", t, all.fmr(t), all.fnmr(t),
                all.impostor.back());
}

void print_made_up(const Prints& sets) {
    std::size_t prints = 0;
    for (const auto* set : sets) prints += set->size();
    for (const auto& [type, name] : {std::pair(finger::MinutiaType::other, "of no type"), std::pair(finger::MinutiaType::ending, "endings"), std::pair(finger::MinutiaType::bifurcation, "forks")}) {
        finger::Random random(7);
        int best = 0, any = 0;
        for (int k = 0; k < trials; ++k) {
            const int matched = prints_matched(finger::prepare(rows_of_minutiae(random, type)), sets);
            best = std::max(best, matched), any += matched > 0 ? 1 : 0;
        }
        std::printf("made up in rows, %s: %d of %d match some print, the best %d of %zu\n", name, any, trials, best, prints);
    }
}

}  // namespace motcua::bench
