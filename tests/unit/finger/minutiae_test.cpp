#include <boost/test/unit_test.hpp>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "shared/finger/arithmetic.hpp"
#include "shared/finger/judge.hpp"
#include "shared/finger/minutiae.hpp"
#include "shared/finger/synthesis.hpp"
#include "tests/unit/finger/patterns.hpp"

namespace motcua::finger {
namespace {

using test::Dislocation;
using test::Pattern;

/// The picture holds exactly these minutiae: within 6 px (two thirds of a ridge period) and 10 degrees.
void check_finds(const Pattern& pattern) {
    const Examination examined = examine(draw(pattern));
    const int found = examined.verdict.minutiae;
    BOOST_TEST(found == static_cast<int>(pattern.dislocations.size()));
    BOOST_REQUIRE(examined.minutiae);
    for (const Dislocation& d : pattern.dislocations) {
        const int expected = nearest(static_cast<float>(pattern.turn_degrees / 360 * 256)) + (d.sense > 0 ? 0 : 128);
        const auto hit = [&](const Minutia& m) {
            return std::hypot(m.x - d.x, m.y - d.y) <= 6 && std::abs(angle_difference(m.angle, expected)) <= 7;
        };
        BOOST_TEST(std::count_if(examined.minutiae->minutiae.begin(), examined.minutiae->minutiae.end(), hit) == 1,
                   "dislocation at " << d.x << "," << d.y);
    }
}

const std::vector<Dislocation> five{{100, 90, 1}, {210, 110, -1}, {150, 165, 1}, {95, 220, -1}, {220, 215, 1}};

}  // namespace

BOOST_AUTO_TEST_SUITE(minutiae)

BOOST_AUTO_TEST_CASE(known_minutiae_are_found_with_place_and_direction) { check_finds({.dislocations = five}); }

BOOST_AUTO_TEST_CASE(known_minutiae_are_found_whatever_the_direction_of_the_ridges) {
    for (int turn = 5; turn < 180; turn += 5) {
        BOOST_TEST_CONTEXT("turn " << turn) check_finds({.turn_degrees = static_cast<double>(turn), .dislocations = five});
    }
}

BOOST_AUTO_TEST_CASE(known_minutiae_are_found_whatever_the_ridge_period) {
    for (const double period : {7.0, 8.0, 10.0, 11.5}) {
        BOOST_TEST_CONTEXT("period " << period) check_finds({.period = period, .dislocations = five});
    }
}

BOOST_AUTO_TEST_CASE(known_minutiae_are_found_at_a_quarter_of_the_contrast) { check_finds({.dislocations = five, .contrast = 25}); }

BOOST_AUTO_TEST_CASE(an_extra_ridge_is_an_ending_and_an_extra_valley_a_bifurcation) {
    // Half a period of phase exchanges ridges and valleys, and so must exchange the types
    const auto types = [](double phase) {
        std::array<int, 3> count{};
        const Examination examined = examine(test::draw({.phase = phase, .dislocations = five}));
        BOOST_REQUIRE(examined.minutiae);
        for (const Minutia& m : examined.minutiae->minutiae) ++count[static_cast<std::size_t>(m.type)];
        return count;
    };
    const auto a = types(0.7), b = types(0.7 + 3.14159265358979);
    BOOST_TEST(a[1] == b[2]);
    BOOST_TEST(a[2] == b[1]);
}

BOOST_AUTO_TEST_CASE(parallel_ridges_hold_no_minutiae_and_no_template) {
    const auto result = extract(test::draw({}));
    BOOST_REQUIRE(!result.ok());
    BOOST_TEST((result.error().code == ErrorCode::finger_unusable));
    BOOST_TEST(judge(test::draw({})).minutiae == 0);
}

BOOST_AUTO_TEST_CASE(a_shift_moves_the_minutiae_and_nothing_else) {
    const Pattern pattern{.dislocations = five};
    const auto before = extract(draw(pattern)), after = extract(test::shifted(draw(pattern), 8, -8));
    BOOST_REQUIRE((before.ok() && after.ok()));
    BOOST_REQUIRE(before->minutiae.size() == after->minutiae.size());
    for (const Minutia& m : before->minutiae) {
        const auto same = [&](const Minutia& n) {
            return std::abs(n.x - m.x - 8) <= 1 && std::abs(n.y - m.y + 8) <= 1 && std::abs(angle_difference(n.angle, m.angle)) <= 2 && n.type == m.type;
        };
        BOOST_TEST(std::count_if(after->minutiae.begin(), after->minutiae.end(), same) == 1);
    }
}

BOOST_AUTO_TEST_CASE(a_picture_at_another_resolution_gives_the_same_minutiae) {
    // 1000 ppi: the same pattern drawn twice as large
    Pattern large{.width = 640, .height = 640, .period = 18, .dislocations = five, .margin = 48};
    for (Dislocation& d : large.dislocations) d.x *= 2, d.y *= 2;
    GreyImage image = draw(large);
    image.ppi = 1000;
    const auto result = extract(image);
    BOOST_REQUIRE(result.ok());
    BOOST_TEST(result->width == 320);
    BOOST_TEST(result->minutiae.size() == five.size());
    for (const Dislocation& d : five) {
        const auto hit = [&](const Minutia& m) { return std::hypot(m.x - d.x, m.y - d.y) <= 6; };
        BOOST_TEST(std::count_if(result->minutiae.begin(), result->minutiae.end(), hit) == 1);
    }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(images)

BOOST_AUTO_TEST_CASE(a_picture_whose_pixels_do_not_fit_its_size_is_refused) {
    GreyImage image = blank_image(200, 200);
    image.pixels.pop_back();
    BOOST_TEST((extract(image).error().code == ErrorCode::finger_image_malformed));
    image.width = -5;
    BOOST_TEST((extract(image).error().code == ErrorCode::finger_image_malformed));
    image.width = image.height = 2'000'000'000;
    BOOST_TEST((extract(image).error().code == ErrorCode::finger_image_malformed));
}

BOOST_AUTO_TEST_CASE(sizes_and_resolutions_out_of_range_are_refused) {
    BOOST_TEST((extract(blank_image(90, 300)).error().code == ErrorCode::finger_image_small));
    BOOST_TEST((extract(blank_image(1200, 300)).error().code == ErrorCode::finger_image_large));
    GreyImage image = blank_image(300, 300);
    image.ppi = 100;
    BOOST_TEST((extract(image).error().code == ErrorCode::finger_resolution));
}

BOOST_AUTO_TEST_CASE(a_blank_a_black_and_a_noisy_picture_are_no_finger) {
    GreyImage black = blank_image(320, 320), noise = black;
    Random random(5);
    for (auto& p : black.pixels) p = 0;
    for (auto& p : noise.pixels) p = static_cast<std::uint8_t>(random.below(256));
    for (const GreyImage& image : {blank_image(320, 320), black, noise}) {
        const Verdict verdict = judge(image);
        BOOST_TEST(!verdict.valid);
        BOOST_TEST(!verdict.causes.empty());
    }
}

BOOST_AUTO_TEST_SUITE_END()
}  // namespace motcua::finger
