// What is said before the camera, and when it takes the picture: sequences of frames with known answers.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

#include "shared/portrait/session.hpp"

using namespace motcua::portrait;

namespace {

constexpr double distance = 100;

Sight good(std::int64_t at, double x = 300, double y = 200) { return {.at = at, .eyes = {x, y}, .eye_distance = distance}; }
Sight bad(std::int64_t at, Cause cause) { return {.at = at, .worst = cause, .eyes = {300, 200}, .eye_distance = distance}; }

/// Frames every 50 ms from `from` for `ms`; what the session said of each.
template <class F>
std::vector<Guidance> show(Session& session, std::int64_t from, std::int64_t ms, F frame) {
    std::vector<Guidance> all;
    for (std::int64_t at = from; at < from + ms; at += 50) all.push_back(session.see(frame(at)));
    return all;
}
int fires(const std::vector<Guidance>& all) {
    return static_cast<int>(std::count_if(all.begin(), all.end(), [](const Guidance& g) { return g.fire; }));
}
int changes(const std::vector<Guidance>& all) {
    int count = 0;
    for (std::size_t i = 1; i < all.size(); ++i) count += all[i].say != all[i - 1].say || all[i].advice != all[i - 1].advice ? 1 : 0;
    return count;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(portrait_session)

BOOST_AUTO_TEST_CASE(nothing_is_said_before_three_frames_agree) {
    Session session;
    BOOST_TEST((session.see(bad(0, Cause::too_dark)).say == Say::nothing_yet));
    BOOST_TEST((session.see(bad(50, Cause::too_dark)).say == Say::nothing_yet));
    const Guidance third = session.see(bad(100, Cause::too_dark));
    BOOST_TEST((third.say == Say::advice));
    BOOST_TEST((third.advice == Cause::too_dark));
}

BOOST_AUTO_TEST_CASE(two_causes_that_take_turns_do_not_flicker) {
    Session session;
    const auto all = show(session, 0, 10'000, [](std::int64_t at) { return bad(at, at / 50 % 2 ? Cause::too_far : Cause::blurred); });
    BOOST_TEST((all.back().say == Say::advice));
    BOOST_TEST(changes(all) == 1);  // from nothing to the first word, and no other
}

BOOST_AUTO_TEST_CASE(a_single_other_frame_changes_nothing) {
    Session session;
    const auto all = show(session, 0, 5'000, [](std::int64_t at) { return at == 3'000 ? bad(at, Cause::no_face) : bad(at, Cause::too_far); });
    BOOST_TEST(changes(all) == 1);
    BOOST_TEST((all.back().advice == Cause::too_far));
}

BOOST_AUTO_TEST_CASE(another_cause_is_said_once_it_lasts_and_the_first_could_be_read) {
    Session session;
    show(session, 0, 2'000, [](std::int64_t at) { return bad(at, Cause::too_dark); });
    const auto next = show(session, 2'000, 2'000, [](std::int64_t at) { return bad(at, Cause::too_far); });
    BOOST_TEST((next.front().advice == Cause::too_dark));
    BOOST_TEST((next.back().advice == Cause::too_far));
    BOOST_TEST(changes(next) == 1);
    // words stay readable: whatever comes, they change at most every 1.2 s
    Session restless;
    const auto all = show(restless, 0, 12'000, [](std::int64_t at) { return bad(at, at / 400 % 2 ? Cause::too_far : Cause::no_face); });
    BOOST_TEST(changes(all) <= 11);
}

BOOST_AUTO_TEST_CASE(good_and_still_for_a_second_and_a_half_takes_the_picture_once) {
    Session session;
    const auto all = show(session, 0, 1'501, [](std::int64_t at) { return good(at); });
    BOOST_TEST(fires(all) == 1);
    BOOST_TEST(all.back().fire);
    BOOST_TEST(all.back().hold == 100);
    BOOST_TEST(all[all.size() / 2].hold == 50);
    // the time begins again
    const auto after = show(session, 1'550, 1'450, [](std::int64_t at) { return good(at); });
    BOOST_TEST(fires(after) == 0);
    BOOST_TEST(after.front().hold == 0);
}

BOOST_AUTO_TEST_CASE(breathing_and_noise_do_not_keep_it_from_firing) {
    Session session;
    const auto all = show(session, 0, 2'000, [](std::int64_t at) { return good(at, 300 + 4 * std::sin(static_cast<double>(at) / 300), 200 + static_cast<double>(at / 50 % 3)); });
    BOOST_TEST(fires(all) == 1);
}

BOOST_AUTO_TEST_CASE(a_moving_face_is_never_taken) {
    Session aside, away;
    const auto swaying = show(aside, 0, 30'000, [](std::int64_t at) { return good(at, 300 + 30 * std::sin(static_cast<double>(at) / 400)); });
    BOOST_TEST(fires(swaying) == 0);
    BOOST_TEST((swaying.back().say == Say::hold_still));
    const auto leaving = show(away, 0, 30'000, [](std::int64_t at) {
        Sight sight = good(at);
        sight.eye_distance += 15 * std::sin(static_cast<double>(at) / 400);
        return sight;
    });
    BOOST_TEST(fires(leaving) == 0);
}

BOOST_AUTO_TEST_CASE(it_fires_soon_after_the_face_comes_to_rest) {
    Session session;
    show(session, 0, 3'000, [](std::int64_t at) { return good(at, 300 + static_cast<double>(at) / 10); });
    const auto rest = show(session, 3'000, 1'700, [](std::int64_t at) { return good(at, 600); });
    BOOST_TEST(fires(rest) == 1);
}

BOOST_AUTO_TEST_CASE(one_bad_frame_begins_the_time_anew) {
    Session session;
    const auto all = show(session, 0, 2'500, [](std::int64_t at) { return at == 1'200 ? bad(at, Cause::blurred) : good(at); });
    BOOST_TEST(fires(all) == 0);
    BOOST_TEST(all[25].hold == 0);
}

BOOST_AUTO_TEST_CASE(every_cause_holds_it_back) {
    for (int i = 0; i <= static_cast<int>(Cause::compressed); ++i) {
        Session session;
        BOOST_TEST(fires(show(session, 0, 5'000, [&](std::int64_t at) { return bad(at, static_cast<Cause>(i)); })) == 0);
    }
}

BOOST_AUTO_TEST_CASE(a_slow_machine_needs_four_frames_and_a_pause_forgets) {
    Session slow;
    int fired = 0;
    for (std::int64_t at = 0; at <= 4'000; at += 700) fired += slow.see(good(at)).fire ? 1 : 0;
    BOOST_TEST(fired == 1);
    Session hidden;
    show(hidden, 0, 1'000, [](std::int64_t at) { return good(at); });
    BOOST_TEST(!hidden.see(good(9'000)).fire);
    BOOST_TEST(hidden.see(good(9'050)).hold < 10);
}

BOOST_AUTO_TEST_CASE(the_answer_is_small_and_changes_in_tens) {
    BOOST_TEST(to_json(Guidance{}) == R"({"say":null,"hold":0,"fire":false})");
    BOOST_TEST(to_json(Guidance{.say = Say::hold_still, .hold = 67}) == R"({"say":"ok","hold":60,"fire":false})");
    BOOST_TEST(to_json(Guidance{.say = Say::advice, .advice = Cause::too_far}) == R"({"say":"portrait.too_far","hold":0,"fire":false})");
}

BOOST_AUTO_TEST_SUITE_END()
