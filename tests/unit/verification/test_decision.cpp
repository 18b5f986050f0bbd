#include <boost/test/unit_test.hpp>

#include "server/verification/decision.hpp"

using namespace motcua::verification;

namespace {
const FaceResult same_face{.score = 0.7, .match = true};
const FaceResult other_face{.score = 0.1, .match = false};
FingerResult finger(const char* position, bool fits) {
    return {.position = position, .score = fits ? 90.0 : 10.0, .match = fits};
}
}  // namespace

BOOST_AUTO_TEST_CASE(an_unknown_person_has_no_record_and_seven_days) {
    BOOST_TEST((decide({.found = false}) == Decision::no_record));
    BOOST_TEST(working_days(Decision::no_record) == 7);
}

BOOST_AUTO_TEST_CASE(face_and_fingers_on_record_that_match_leave_three_days) {
    const auto decision =
        decide({.found = true, .face = same_face, .fingers = {finger("right_index", true), finger("left_index", true)}});
    BOOST_TEST((decision == Decision::match));
    BOOST_TEST(working_days(decision) == 3);
}

BOOST_AUTO_TEST_CASE(a_person_without_biometrics_on_record_counts_as_no_record) {
    BOOST_TEST((decide({.found = true}) == Decision::no_record));
}

BOOST_AUTO_TEST_CASE(a_face_without_fingers_on_record_leaves_seven_days) {
    BOOST_TEST((decide({.found = true, .face = same_face}) == Decision::no_record));
}

BOOST_AUTO_TEST_CASE(fingers_without_a_face_on_record_leave_seven_days) {
    BOOST_TEST((decide({.found = true, .fingers = {finger("right_index", true)}}) == Decision::no_record));
}

BOOST_AUTO_TEST_CASE(another_persons_face_is_a_mismatch_whatever_the_fingers_say) {
    BOOST_TEST((decide({.found = true, .face = other_face}) == Decision::mismatch));
    BOOST_TEST((decide({.found = true, .face = other_face, .fingers = {finger("right_index", true)}}) == Decision::mismatch));
}

BOOST_AUTO_TEST_CASE(another_persons_fingers_are_a_mismatch_whatever_the_face_says) {
    BOOST_TEST((decide({.found = true, .face = same_face, .fingers = {finger("right_index", false)}}) == Decision::mismatch));
}

BOOST_AUTO_TEST_CASE(half_of_the_fingers_is_not_enough) {
    BOOST_TEST(
        (decide({.found = true, .face = same_face, .fingers = {finger("right_index", true), finger("left_index", false)}}) ==
         Decision::mismatch));
}

BOOST_AUTO_TEST_CASE(one_poor_finger_among_three_does_not_send_a_person_away) {
    BOOST_TEST((decide({.found = true,
                        .face = same_face,
                        .fingers = {finger("right_index", true), finger("left_index", true), finger("right_thumb", false)}}) ==
                Decision::match));
}

BOOST_AUTO_TEST_CASE(a_mismatch_never_leaves_three_days) { BOOST_TEST(working_days(Decision::mismatch) == 7); }

namespace {
Evidence known_with(std::vector<FingerResult> fingers, std::vector<FingerHit> hits) {
    return {.found = true, .person_id = "p1", .face = same_face, .fingers = std::move(fingers), .search = {.searched = {"right_index"}, .hits = std::move(hits)}};
}
bool only(const Evidence& evidence, std::initializer_list<Reason> expected) {
    return reasons(evidence) == std::vector<Reason>(expected) && (decide(evidence) == Decision::mismatch) == (expected.size() > 0);
}
}  // namespace

BOOST_AUTO_TEST_CASE(fingers_found_where_they_belong_change_nothing) {
    const auto evidence = known_with({finger("right_index", true), finger("left_index", true)},
                                     {{"right_index", "p1", "right_index"}, {"left_index", "p1", "left_index"}});
    BOOST_TEST(only(evidence, {}));
    BOOST_TEST((decide(evidence) == Decision::match));
}

BOOST_AUTO_TEST_CASE(a_finger_of_another_person_is_a_duplicate_whatever_matches) {
    const auto evidence = known_with({finger("right_index", true), finger("left_index", true)},
                                     {{"right_index", "p1", "right_index"}, {"right_index", "p2", "right_index"}});
    BOOST_TEST(only(evidence, {Reason::duplicate}));
    BOOST_REQUIRE(of_others(evidence).size() == 1u);
    BOOST_TEST(of_others(evidence).front().person_id == "p2");
    BOOST_TEST(working_days(decide(evidence)) == 7);
}

BOOST_AUTO_TEST_CASE(a_finger_on_record_where_nobody_was_found_is_a_duplicate) {
    BOOST_TEST(only({.found = false, .search = {.searched = {"right_index"}, .hits = {{"right_index", "p2", "unknown"}}}}, {Reason::duplicate}));
    BOOST_TEST(only({.found = false, .search = {.searched = {"right_index"}}}, {}));
    BOOST_TEST(only({.found = false, .search = {.not_searched = {"right_index"}}}, {}));
}

BOOST_AUTO_TEST_CASE(swapped_hands_are_told_from_another_person) {
    const auto evidence = known_with({finger("right_index", false), finger("left_index", false)},
                                     {{"right_index", "p1", "left_index"}, {"left_index", "p1", "right_index"}});
    BOOST_TEST(only(evidence, {Reason::swapped, Reason::fingers}));
    BOOST_TEST(hands_swapped(swapped(evidence)));
}

BOOST_AUTO_TEST_CASE(a_finger_taken_for_its_neighbour_is_no_swapped_hand) {
    // not on record as what it was taken for, so that the comparison 1:1 says nothing
    const auto evidence = known_with({finger("right_index", true)}, {{"right_middle", "p1", "right_ring"}});
    BOOST_TEST(only(evidence, {Reason::swapped}));
    BOOST_TEST(!hands_swapped(swapped(evidence)));
    BOOST_TEST(!hands_swapped({{"right_index", "p1", "left_index"}, {"right_middle", "p1", "right_ring"}}));
    BOOST_TEST(!hands_swapped({{"right_index", "p1", "left_thumb"}}));
    BOOST_TEST(!hands_swapped({}));
}

BOOST_AUTO_TEST_CASE(a_finger_that_matches_its_own_record_is_not_swapped_and_an_unnamed_record_says_nothing) {
    BOOST_TEST(only(known_with({finger("right_index", true)}, {{"right_index", "p1", "right_middle"}}), {}));
    BOOST_TEST(only(known_with({finger("right_index", true)}, {{"right_thumb", "p1", "unknown"}}), {}));
}

BOOST_AUTO_TEST_CASE(all_reasons_are_said_in_one_order) {
    auto evidence = known_with({finger("right_index", false)}, {{"right_index", "p1", "left_index"}, {"right_index", "p2", "right_index"}});
    evidence.face = other_face;
    BOOST_TEST(only(evidence, {Reason::duplicate, Reason::swapped, Reason::face, Reason::fingers}));
    for (const auto reason : reasons(evidence)) BOOST_TEST(!text(reason).empty());
}
