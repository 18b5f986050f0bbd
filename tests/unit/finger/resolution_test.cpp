#include <boost/test/unit_test.hpp>

#include "shared/finger/input/resolution.hpp"
#include "shared/finger/synthesis.hpp"
#include "shared/picture/picture.hpp"
#include "tests/unit/finger/patterns.hpp"

namespace motcua::finger {
BOOST_AUTO_TEST_SUITE(resolution)

BOOST_AUTO_TEST_CASE(the_period_of_a_known_pattern_is_found) {
    for (const double period : {4.5, 6.0, 9.0, 12.0, 18.0, 22.0})
        for (const double turn : {0.0, 27.0, 90.0}) {
            const auto found = ridge_period(test::draw({.width = 480, .height = 480, .period = period, .turn_degrees = turn}));
            BOOST_REQUIRE(found.has_value());
            BOOST_TEST(std::abs(*found / period - 1) < 0.03, period << " px at " << turn << " degrees was found as " << *found);
        }
}

BOOST_AUTO_TEST_CASE(a_scaled_print_is_found_scaled) {
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        const GreyImage print = synthesise(seed, 0);
        const float own = *ridge_period(print);
        for (const int percent : {50, 75, 150, 200}) {
            const auto found = ridge_period(test::at_scale(print, percent));
            BOOST_REQUIRE(found.has_value());
            BOOST_TEST(std::abs(*found * 100 / static_cast<float>(percent) / own - 1) < 0.08F);
        }
    }
}

BOOST_AUTO_TEST_CASE(an_ordinary_print_is_taken_for_500_and_a_doubled_one_for_1000) {
    for (const std::uint64_t seed : {4U, 5U, 6U}) {
        const GreyImage print = synthesise(seed, 0);
        BOOST_TEST(likely_ppi(print) == 500);
        BOOST_TEST(likely_ppi(test::at_scale(print, 80)) == 500);  // a child's, or a wide reader's: nobody can tell
        BOOST_TEST(likely_ppi(test::at_scale(print, 200)) == 1000);
        BOOST_TEST(likely_ppi(test::at_scale(print, 50)) < 345);
    }
}

BOOST_AUTO_TEST_CASE(nothing_is_found_where_there_are_no_ridges) {
    BOOST_TEST(!estimate_ppi(blank_image(400, 400)).has_value());
    BOOST_TEST(!estimate_ppi(blank_image(10, 10)).has_value());
    BOOST_TEST(likely_ppi(blank_image(400, 400)) == 500);
}

BOOST_AUTO_TEST_CASE(what_programs_write_for_nothing_is_not_believed) {
    for (const int stated : {0, 72, 96, 200, 2400}) BOOST_TEST(trusted_ppi(stated) == 0);
    for (const int stated : {250, 500, 508, 1000, 1200}) BOOST_TEST(trusted_ppi(stated) == stated);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace motcua::finger
