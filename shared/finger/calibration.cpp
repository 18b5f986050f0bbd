// Score and what it is worth.
//
// Measured by tests/bench/finger/comparison.cpp on FVC2002 DB1_B, DB3_B and FVC2004 DB2_B, DB4_B (40 fingers of different
// people): all 49,920 comparisons of different fingers, within the sets and between them. Within one set the rate at a score
// is up to twice as high (0.1 % at 105 to 170). Below one in 10,000 the table continues the logarithm's slope and is no
// measurement; the highest score of different fingers was 224.
// Where one template does not say the minutiae's types (foreign.cpp beside it): 0.010 % at the decision threshold instead of 0.008 %, 227 the highest.
#include <algorithm>
#include <array>

#include "shared/finger/arithmetic.hpp"
#include "shared/finger/evidence.hpp"
#include "shared/finger/match.hpp"

namespace motcua::finger {
namespace {

constexpr float half_way = 4.0F;  // raw value that becomes 500: about the median of genuine comparisons

struct Rate {
    int score;
    int ppm;
};

constexpr std::array<Rate, 9> rates{{{0, 1'000'000}, {17, 500'000}, {47, 100'000}, {89, 10'000}, {135, 1'000}, {188, 100}, {235, 10}, {280, 1}, {1000, 0}}};

}  // namespace

int score_of(const Evidence& e) {
    // Three independent reasons to believe: how well the pairs fit, how few minutiae stayed alone, how alike the flow is.
    // Without flow maps (foreign templates) 0.8 is what different fingers' flow typically reaches.
    const float flow = e.overlap > 0 ? e.flow : 0.8F;
    const float raw = e.closeness * e.share * flow * flow * flow;
    return std::clamp(nearest(1000.0F * raw / (raw + half_way)), 0, 1000);
}

int decision_threshold() { return 188; }

int search_threshold(std::size_t fingers) {
    constexpr int one_in_a_million = 280, tenth = 46, false_hits_ppm = 1000;
    int out = decision_threshold();
    while (out < one_in_a_million && static_cast<std::size_t>(false_match_ppm(out)) * std::min<std::size_t>(fingers, 1000) > false_hits_ppm) ++out;
    for (std::size_t enough = 1000; enough < fingers && out + tenth <= 1000; enough *= 10) out += tenth;
    return out;
}

int false_match_ppm(int score) {
    const int s = std::clamp(score, 0, 1000);
    std::size_t i = 1;
    while (rates[i].score < s) ++i;
    const Rate &low = rates[i - 1], &high = rates[i];
    // Linear between the points: never below the true, convex curve
    return low.ppm + (high.ppm - low.ppm) * (s - low.score) / (high.score - low.score);
}

}  // namespace motcua::finger
