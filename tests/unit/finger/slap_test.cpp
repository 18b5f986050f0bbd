#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "shared/finger/arithmetic.hpp"
#include "shared/finger/input/read.hpp"
#include "shared/finger/judge.hpp"
#include "shared/finger/match.hpp"
#include "shared/finger/slap.hpp"
#include "shared/finger/synthesis.hpp"
#include "tests/unit/finger/slaps.hpp"

namespace motcua::finger {
namespace {

/// For messages.
template <class T>
std::string reason(const Result<T>& result) {
    return result.ok() ? "read" : std::string(code_text(result.error().code)) + " " + result.error().detail;
}

constexpr std::uint64_t hand = 100;  // fingers hand + 0 … 3

/// Prints of four synthetic fingers; the little one (last, or first of a left hand) is smaller.
const std::vector<GreyImage>& fingers() {
    static const std::vector<GreyImage> prints = [] {
        std::vector<GreyImage> out;
        for (std::uint64_t i = 0; i < 4; ++i)
            out.push_back(press(grow_finger(hand + i), {.seed = 5, .distortion_percent = 20, .noise_percent = 15, .contact_percent = i == 3 ? 74 : 92}));
        return out;
    }();
    return prints;
}

std::vector<GreyImage> reversed(const std::vector<GreyImage>& prints) { return {prints.rbegin(), prints.rend()}; }

GreyImage right_slap(double degrees) { return test::compose(fingers(), test::right_hand(), degrees); }
GreyImage left_slap(double degrees) { return test::compose(reversed(fingers()), test::mirrored(test::right_hand()), degrees); }

/// Distance between a box's middle and where the finger was laid.
double off_by(const TiltedBox& box, const test::Place& place, double degrees) {
    const double a = degrees * 3.14159265358979 / 180, x = 800 + std::cos(a) * place.across + std::sin(a) * place.along,
                 y = 720 + std::cos(a) * place.along - std::sin(a) * place.across;
    return std::hypot(box.x - x, box.y - y);
}

void check_order(const Slap& slap, Capture capture) {
    const auto expected = fingers_of(capture);
    BOOST_REQUIRE_EQUAL(slap.fingers.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) BOOST_TEST((slap.fingers[i].position == expected[i]));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(slaps)

BOOST_AUTO_TEST_CASE(four_fingers_come_out_in_order_at_every_turn_of_the_hand) {
    for (int degrees = -25; degrees <= 25; degrees += 5)
        for (const Capture capture : {Capture::right_four, Capture::left_four}) {
            const bool right = capture == Capture::right_four;
            const auto places = right ? test::right_hand() : test::mirrored(test::right_hand());
            const auto slap = segment_slap(right ? right_slap(degrees) : left_slap(degrees), capture);
            BOOST_REQUIRE_MESSAGE(slap.ok(), degrees << " degrees, " << text(capture) << ": " << reason(slap));
            check_order(*slap, capture);
            BOOST_TEST((slap->hand == capture));
            BOOST_TEST(std::abs(slap->degrees - degrees) <= 5, "turned by " << degrees << ", found " << slap->degrees);
            for (std::size_t i = 0; i < 4; ++i) {
                const TiltedBox& box = slap->fingers[i].box;
                BOOST_TEST(off_by(box, places[i], degrees) < 45, degrees << " degrees, finger " << i << " is off by " << off_by(box, places[i], degrees));
                BOOST_TEST(std::abs(box.degrees - degrees - places[i].lean) <= 12);
                BOOST_TEST((box.width > 150 && box.width < 400 && box.height > 180 && box.height < 480));
            }
        }
}

BOOST_AUTO_TEST_CASE(each_finger_cut_out_is_the_finger_that_was_laid_there) {
    const auto slap = segment_slap(right_slap(-12), Capture::right_four);
    BOOST_REQUIRE(slap.ok());
    for (std::size_t i = 0; i < 4; ++i) {
        const auto cut = extract(slap->fingers[i].image);
        BOOST_REQUIRE(cut.ok());
        for (std::size_t j = 0; j < 4; ++j) {
            const int score = compare(*cut, *extract(fingers()[j])).score;
            BOOST_TEST((score >= decision_threshold()) == (i == j), "cut " << i << " against finger " << j << ": " << score);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_other_hand_is_noticed) {
    for (const int degrees : {-20, 0, 20}) {
        const auto left = segment_slap(left_slap(degrees), Capture::right_four);
        BOOST_REQUIRE(!left.ok());
        BOOST_TEST((left.error().code == ErrorCode::finger_slap_hand));
        const auto right = segment_slap(right_slap(degrees), Capture::left_four);
        BOOST_REQUIRE(!right.ok());
        BOOST_TEST((right.error().code == ErrorCode::finger_slap_hand));
    }
}

BOOST_AUTO_TEST_CASE(a_finger_too_few_or_too_many_is_said) {
    auto prints = fingers();
    auto places = test::right_hand();
    prints.erase(prints.begin() + 1), places.erase(places.begin() + 1);
    const GreyImage three = test::compose(prints, places, 5);
    const auto few = segment_slap(three, Capture::right_four);
    BOOST_REQUIRE(!few.ok());
    BOOST_TEST((few.error().code == ErrorCode::finger_slap_few));
    BOOST_TEST(few.error().detail == "3 of 4");
    // the same picture is right for who lost that finger
    const auto without = segment_slap(three, Capture::right_four, std::vector{Position::right_middle});
    BOOST_REQUIRE(without.ok());
    BOOST_TEST((without->fingers[1].position == Position::right_ring));
    // four where three are expected
    const auto many = segment_slap(right_slap(0), Capture::right_four, std::vector{Position::right_middle});
    BOOST_REQUIRE(!many.ok());
    BOOST_TEST((many.error().code == ErrorCode::finger_slap_many));
}

BOOST_AUTO_TEST_CASE(two_thumbs_are_left_and_right_and_one_is_missed) {
    const std::vector<GreyImage> thumbs{fingers()[0], fingers()[1]};
    const auto slap = segment_slap(test::compose(thumbs, {{-240, 0, -6}, {240, 20, 7}}, 3), Capture::two_thumbs);
    BOOST_REQUIRE(slap.ok());
    check_order(*slap, Capture::two_thumbs);
    const auto one = segment_slap(test::compose({fingers()[0]}, {{0, 0, 0}}, 0), Capture::two_thumbs);
    BOOST_REQUIRE(!one.ok());
    BOOST_TEST((one.error().code == ErrorCode::finger_slap_thumbs));
    const auto hand_for_thumbs = segment_slap(right_slap(0), Capture::two_thumbs);
    BOOST_REQUIRE(!hand_for_thumbs.ok());
    BOOST_TEST((hand_for_thumbs.error().code == ErrorCode::finger_slap_thumbs));
}

BOOST_AUTO_TEST_CASE(lower_joints_of_the_fingers_are_left_out) {
    GreyImage glass = right_slap(0);
    const auto places = test::right_hand();
    for (std::size_t i = 0; i < 4; ++i) test::lay(glass, fingers()[(i + 1) % 4], 800 + places[i].across, 720 + places[i].along + 400, 0);
    const auto slap = segment_slap(glass, Capture::right_four);
    BOOST_REQUIRE(slap.ok());
    check_order(*slap, Capture::right_four);
    for (std::size_t i = 0; i < 4; ++i) BOOST_TEST(off_by(slap->fingers[i].box, places[i], 0) < 60);
}

BOOST_AUTO_TEST_CASE(a_slap_at_1000_ppi_has_its_boxes_at_1000_ppi) {
    const GreyImage slap = right_slap(0);
    const auto doubled = picture::resize({.width = slap.width, .height = slap.height, .channels = 1, .pixels = slap.pixels}, 3200, 3000);
    const auto at_500 = segment_slap(slap, Capture::right_four);
    const auto at_1000 = segment_slap({.width = 3200, .height = 3000, .ppi = 1000, .pixels = doubled.pixels}, Capture::right_four);
    BOOST_REQUIRE(at_500.ok() && at_1000.ok());
    for (std::size_t i = 0; i < 4; ++i) {
        BOOST_TEST(std::abs(at_1000->fingers[i].box.x - 2 * at_500->fingers[i].box.x) < 20);
        BOOST_TEST(std::abs(at_1000->fingers[i].image.width - at_500->fingers[i].image.width) < 20);
    }
}

BOOST_AUTO_TEST_CASE(empty_glass_and_noise_are_no_hand) {
    BOOST_TEST((segment_slap(blank_image(1600, 1500), Capture::right_four).error().code == ErrorCode::finger_slap_few));
    BOOST_TEST((segment_slap(blank_image(3, 3), Capture::right_four).error().code == ErrorCode::finger_slap_few));
    GreyImage noise = blank_image(800, 750);
    Random random(9);
    for (auto& v : noise.pixels) v = static_cast<std::uint8_t>(random.below(256));
    BOOST_TEST(!segment_slap(noise, Capture::right_four).ok());
    BOOST_TEST((segment_slap({}, Capture::right_four).error().code == ErrorCode::finger_image_malformed));
    GreyImage wide = blank_image(3000, 40);
    BOOST_TEST((segment_slap(wide, Capture::right_four).error().code == ErrorCode::finger_image_pixels));
    wide.ppi = 100000;
    BOOST_TEST((segment_slap(wide, Capture::right_four).error().code == ErrorCode::finger_resolution));
}

BOOST_AUTO_TEST_CASE(names_of_captures_come_back) {
    for (const Capture c : {Capture::single, Capture::right_four, Capture::left_four, Capture::two_thumbs}) BOOST_TEST((parse_capture(text(c)) == c));
    BOOST_TEST(!parse_capture("palm").has_value());
}

#ifndef __EMSCRIPTEN__
// Real prints of a reader (MOSIP's mock device), laid side by side as a hand does.
BOOST_AUTO_TEST_CASE(real_prints_come_out_in_order) {
    const char* folder = std::getenv("MOTCUA_TEST_DATA");
    const auto print_of = [&](const char* name) -> std::optional<GreyImage> {
        std::ifstream in(std::string(folder != nullptr ? folder : "/nowhere") + "/sbi/iso/" + name + ".iso", std::ios::binary);
        const std::string record{std::istreambuf_iterator<char>(in), {}};
        const auto prints = read_prints(bytes_of(record));
        return prints.ok() ? std::optional(prints->front().image) : std::nullopt;
    };
    if (!print_of("Right_Index")) {
        BOOST_TEST_MESSAGE("no records in MOTCUA_TEST_DATA: skipped");
        return;
    }
    const std::vector<GreyImage> right{*print_of("Right_Index"), *print_of("Right_Middle"), *print_of("Right_Ring"), *print_of("Right_Little")};
    const std::vector<GreyImage> left{*print_of("Left_Little"), *print_of("Left_Ring"), *print_of("Left_Middle"), *print_of("Left_Index")};
    for (int degrees = -25; degrees <= 25; degrees += 5) {
        const auto r = segment_slap(test::compose(right, test::right_hand(), degrees), Capture::right_four);
        BOOST_REQUIRE_MESSAGE(r.ok(), degrees << " degrees: " << reason(r));
        check_order(*r, Capture::right_four);
        const auto l = segment_slap(test::compose(left, test::mirrored(test::right_hand()), degrees), Capture::left_four);
        BOOST_REQUIRE_MESSAGE(l.ok(), degrees << " degrees: " << reason(l));
        check_order(*l, Capture::left_four);
        for (std::size_t i = 0; i < 4; ++i) {
            const auto cut = extract(r->fingers[i].image), whole = extract(right[i]);
            BOOST_REQUIRE(cut.ok() && whole.ok());
            BOOST_TEST(compare(*cut, *whole).score >= decision_threshold());
        }
    }
}
#endif

BOOST_AUTO_TEST_SUITE_END()

}  // namespace motcua::finger
