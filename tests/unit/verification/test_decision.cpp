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
