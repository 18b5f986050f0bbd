#include <boost/test/unit_test.hpp>

#include <array>
#include <vector>

#include "shared/finger/arithmetic.hpp"
#include "shared/finger/fusion.hpp"
#include "shared/finger/match.hpp"

namespace motcua::finger {
namespace {

Fusion of(std::vector<int> scores) { return fuse(scores); }

/// A score as two different fingers have it, by the table of calibration.cpp turned round.
int strangers_score(Random& random) {
    const int ppm = random.below(1'000'000);
    int score = 0;
    while (score < 1000 && false_match_ppm(score + 1) > ppm) ++score;
    return score;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fusion)

BOOST_AUTO_TEST_CASE(a_weight_never_falls_with_the_score_and_is_bounded) {
    for (int score = 0; score < 1000; ++score) BOOST_TEST(weight_of(score) <= weight_of(score + 1));
    BOOST_TEST(weight_of(-5) == -150);
    BOOST_TEST(weight_of(0) == -150);
    BOOST_TEST(weight_of(95) == 0);
    BOOST_TEST(weight_of(1000) == 400);
}

BOOST_AUTO_TEST_CASE(one_finger_is_decided_as_it_is_alone) {
    const int limit = decision_threshold();
    BOOST_TEST(of({limit}).match);
    BOOST_TEST(!of({limit - 1}).match);
    BOOST_TEST(of({limit}).false_match_ppb == 1000LL * false_match_ppm(limit));
}

BOOST_AUTO_TEST_CASE(two_fingers_that_would_each_miss_are_enough_together) {
    const int below = decision_threshold() - 28;
    BOOST_TEST(of({below, below}).match);
    BOOST_TEST(!of({110, 110}).match);
}

BOOST_AUTO_TEST_CASE(one_finger_alone_does_not_carry_others_that_differ) {
    // a finger that is borrowed, or a cast of it
    BOOST_TEST(!of({1000, 0}).match);
    BOOST_TEST(!of({1000, 0, 0}).match);
    BOOST_TEST(!of({900, 10, 10, 10}).match);
    BOOST_TEST(!of({900, 900, 0, 0}).match);
    // a hurt finger among good ones does not spoil them
    BOOST_TEST(of({900, 900, 0}).match);
}

BOOST_AUTO_TEST_CASE(the_order_of_the_fingers_does_not_matter_and_more_of_a_score_is_no_worse) {
    BOOST_TEST(of({300, 120, 40}).weight == of({40, 300, 120}).weight);
    BOOST_TEST(of({300, 120, 40}).false_match_ppb == of({120, 40, 300}).false_match_ppb);
    for (int score = 0; score < 300; score += 10) BOOST_TEST(of({score + 10, 150}).false_match_ppb <= of({score, 150}).false_match_ppb);
}

BOOST_AUTO_TEST_CASE(nothing_is_no_match_and_more_than_ten_are_left_out) {
    BOOST_TEST(!of({}).match);
    BOOST_TEST(of(std::vector<int>(40, 500)).fingers == 10);
    BOOST_TEST(of(std::vector<int>(10, 1000)).false_match_ppb == 1);
}

BOOST_AUTO_TEST_CASE(as_many_strangers_reach_a_weight_as_the_rate_says) {
    // 40,000 people of three fingers drawn from the table: the rate is an upper bound, and no wild one
    constexpr int people = 40'000;
    std::array<int, 3> reached{};
    std::array<Fusion, 3> limits{of({60, 60, 60}), of({80, 80, 80}), of({95, 95, 95})};
    Random random(7);
    for (int i = 0; i < people; ++i) {
        const auto one = of({strangers_score(random), strangers_score(random), strangers_score(random)});
        for (std::size_t k = 0; k < limits.size(); ++k) reached[k] += one.weight >= limits[k].weight ? 1 : 0;
    }
    for (std::size_t k = 0; k < limits.size(); ++k) {
        const double rate = static_cast<double>(limits[k].false_match_ppb) * people / 1e9, allowed = 4 * std::sqrt(rate + 1);
        BOOST_TEST(reached[k] <= rate + allowed, "at " << limits[k].weight << ": " << reached[k] << " of " << rate);
        BOOST_TEST(reached[k] >= rate / 2 - allowed, "at " << limits[k].weight << ": " << reached[k] << " of " << rate);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace motcua::finger
