// Signatures, fingers due, best of the tries.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "server/counter/fingers.hpp"
#include "server/counter/signature.hpp"
#include "server/counter/tries.hpp"

using namespace motcua;
using namespace motcua::counter;
using finger::Position;

namespace {
Json stroke(std::size_t points) {
    Json out = Json::array();
    for (std::size_t i = 0; i < points; ++i) out.push_back({static_cast<double>(i % 400), 20.5});
    return out;
}
bool good(const Json& strokes) { return check_signature(strokes, "applicantSignature").ok(); }
constexpr auto captured = FingerState::captured, missing = FingerState::missing;
Captured capture(bool valid, int quality) {
    return {.position = "right_index", .image = std::to_string(quality), .quality = {{"valid", valid}, {"quality", quality}}};
}
}  // namespace

BOOST_AUTO_TEST_CASE(a_drawn_signature_is_taken) {
    BOOST_TEST(good(Json::array({stroke(40), stroke(3)})));
    BOOST_TEST(good(Json::array({stroke(5000)})));
}

BOOST_AUTO_TEST_CASE(an_empty_pad_and_a_single_dot_are_no_signature) {
    BOOST_TEST(!good(Json::array()));
    BOOST_TEST(!good(Json{}));
    BOOST_TEST(!good(Json::array({Json::array()})));
    BOOST_TEST(!good(Json::array({stroke(4)})));
    BOOST_TEST(!good(Json::array({Json::array({{7, 7}, {7, 7}, {7, 7}, {7, 7}, {7, 7}, {7, 7}})})));
}

BOOST_AUTO_TEST_CASE(too_many_strokes_or_points_are_refused) {
    Json many = Json::array();
    for (int i = 0; i < 201; ++i) many.push_back(stroke(2));
    BOOST_TEST(!good(many));
    BOOST_TEST(!good(Json::array({stroke(5001)})));
}

BOOST_AUTO_TEST_CASE(a_point_outside_of_any_pad_or_of_another_shape_is_refused) {
    for (const Json& point : {Json::array({1e9, 1}), Json::array({1}), Json::array({1, 2, 3}), Json::array({"1", 2}), Json(7),
                              Json::array({1, std::nan("")})}) {
        Json one = stroke(10);
        one.push_back(point);
        BOOST_TEST(!good(Json::array({one})), point.dump());
    }
}

BOOST_AUTO_TEST_CASE(both_index_fingers_are_enough_and_one_is_not) {
    BOOST_TEST(fingers_complete({{Position::right_index, captured}, {Position::left_index, captured}}));
    BOOST_TEST(!fingers_complete({{Position::right_index, captured}}));
    BOOST_TEST(!fingers_complete({{Position::right_index, captured}, {Position::left_thumb, captured}}));
}

BOOST_AUTO_TEST_CASE(a_missing_index_calls_for_another_finger_of_the_hand) {
    Fingers fingers{{Position::right_index, captured}, {Position::left_index, missing}};
    BOOST_TEST(!fingers_complete(fingers));
    fingers[Position::left_middle] = captured;
    BOOST_TEST(fingers_complete(fingers));
}

BOOST_AUTO_TEST_CASE(a_hand_that_is_not_there_is_complete_when_all_its_fingers_are_marked) {
    Fingers fingers{{Position::right_index, captured}};
    for (const auto position : {Position::left_thumb, Position::left_index, Position::left_middle, Position::left_ring})
        fingers[position] = missing;
    BOOST_TEST(!fingers_complete(fingers));
    fingers[Position::left_little] = missing;
    BOOST_TEST(fingers_complete(fingers));
}

BOOST_AUTO_TEST_CASE(the_best_of_the_tries_is_kept_and_the_tries_are_counted) {
    const auto first = better_of(std::nullopt, capture(false, 30));
    const auto worse = better_of(first, capture(false, 20));
    BOOST_TEST(worse.image == "30");
    BOOST_TEST(worse.quality["tries"] == 2);
    const auto better = better_of(worse, capture(true, 60));
    BOOST_TEST(better.image == "60");
    BOOST_TEST(better.quality["tries"] == 3);
    BOOST_TEST(better_of(better, capture(false, 90)).image == "60");
    BOOST_TEST(better_of(better, capture(true, 50)).image == "50");  // the first may have been of somebody else
}

BOOST_AUTO_TEST_CASE(a_capture_serves_when_it_is_good_or_the_best_of_three) {
    BOOST_TEST(serves({{"valid", true}, {"tries", 1}, {"quality", 60}}));
    BOOST_TEST(!serves({{"valid", false}, {"tries", 2}, {"quality", 20}}));
    BOOST_TEST(serves({{"valid", false}, {"tries", 3}, {"quality", 20}}));
    BOOST_TEST(!serves({{"valid", false}, {"tries", 9}, {"quality", nullptr}}));
    BOOST_TEST(!serves(Json::object()));
}

BOOST_AUTO_TEST_CASE(a_finger_captured_after_it_was_marked_missing_starts_afresh) {
    Captured gone{.position = "right_index", .missing = "bandaged"};
    BOOST_TEST(better_of(gone, capture(false, 10)).quality["tries"] == 1);
}
