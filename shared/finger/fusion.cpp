#include "shared/finger/fusion.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "shared/finger/match.hpp"

namespace motcua::finger {
namespace {

struct Knot {
    int score, weight;
};

// Measured on FVC2002 DB1_B, DB3_B and FVC2004 DB2_B, DB4_B (1,120 genuine, 11,520 impostor pairs within the sets): logarithm of the
// ratio of the isotonic densities, the lower of all and of each three of the four sets from score 95 on. Below, one set (the dry
// and wet fingers of 2004 DB2) makes the weight -1.9 where the other three would make it -4.9: it stops at -1.5. Above 225 no
// impostor was seen; the weight follows the false match rate to 280 and stays.
constexpr std::array<Knot, 8> knots{{{0, -150}, {60, -100}, {95, 0}, {130, 40}, {160, 80}, {190, 200}, {225, 300}, {280, 400}}};

constexpr int least = knots.front().weight, highest = knots.back().weight, step = 5, steps = (highest - least) / step;
constexpr std::int64_t decision_ppb = 100'000;

/// How often different people's fingers have a weight in each step, the lowest first. A step's weight is counted as its upper end:
/// sums come out too high rather than too low.
using Shares = std::array<double, steps + 1>;

/// The lowest score whose weight is more than this one.
int score_above(int weight) {
    int score = 0;
    while (score <= 1000 && weight_of(score) <= weight) ++score;
    return score;
}

Shares shares_of_strangers() {
    Shares out{};
    double before = 1;
    for (int i = 0; i <= steps; ++i) {
        const int above = score_above(least + i * step);
        const double rate = above > 1000 ? 0.0 : false_match_ppm(above) / 1e6;
        out[static_cast<std::size_t>(i)] = before - rate;
        before = rate;
    }
    return out;
}

/// Of the sum over n fingers; element k: the n lowest steps and k more.
std::vector<double> shares_of_sum(int n) {
    static const Shares one = shares_of_strangers();
    std::vector<double> sum{1.0};
    for (int f = 0; f < n; ++f) {
        std::vector<double> next(sum.size() + steps);
        for (std::size_t a = 0; a < sum.size(); ++a)
            for (std::size_t b = 0; b < one.size(); ++b) next[a + b] += sum[a] * one[b];
        sum = std::move(next);
    }
    return sum;
}

double rate_of(int n, int weight) {
    const auto sum = shares_of_sum(n);
    double rate = 0;
    for (std::size_t k = sum.size(); k-- > 0;) {
        if (n * least + static_cast<int>(k) * step < weight) break;
        rate += sum[k];
    }
    return std::min(rate, 1.0);
}

}  // namespace

int weight_of(int score) {
    const auto next = std::find_if(knots.begin(), knots.end(), [&](const Knot& k) { return k.score > score; });
    if (next == knots.begin()) return least;
    if (next == knots.end()) return highest;
    const Knot &low = *(next - 1), &high = *next;
    return low.weight + (high.weight - low.weight) * (score - low.score) / (high.score - low.score);
}

Fusion fuse(std::span<const int> scores) {
    Fusion out{.fingers = static_cast<int>(std::min<std::size_t>(scores.size(), most_fused))};
    if (out.fingers == 0) return out;
    int speaking = 0;
    for (const int score : scores.first(static_cast<std::size_t>(out.fingers))) {
        out.weight += weight_of(score);
        speaking += weight_of(score) > 0 ? 1 : 0;
    }
    // one finger's rate is in the table itself
    const double rate = out.fingers == 1 ? false_match_ppm(scores.front()) / 1e6 : rate_of(out.fingers, out.weight);
    out.false_match_ppb = std::max<std::int64_t>(1, static_cast<std::int64_t>(rate * 1e9));
    out.match = 2 * speaking > out.fingers && out.weight > 0 && out.false_match_ppb <= decision_ppb;
    return out;
}

}  // namespace motcua::finger
