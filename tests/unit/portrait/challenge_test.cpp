// The supervised challenge: sequences of postures with known answers.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <set>

#include "shared/portrait/challenge.hpp"

using namespace motcua::portrait;

namespace {

constexpr double wide = 0.07;

/// A person before the camera, 20 frames a second.
struct Person {
    Challenge challenge;
    std::int64_t at = 0;
    ChallengeProgress last{};

    explicit Person(std::vector<Act> acts) : challenge(std::move(acts)) {}
    void show(std::int64_t ms, double eyes, double yaw, int faces = 1) {
        for (const std::int64_t end = at + ms; at < end; at += 50)
            last = challenge.see({.at = at, .faces = faces, .known = faces > 0, .eyes = eyes, .yaw = yaw});
    }
    void looks_ahead(std::int64_t ms = 500) { show(ms, wide, 2); }
    void blinks() { show(150, 0.01, 1), show(200, wide, 1); }
    void turns(double to) {
        for (double yaw = 0; std::abs(yaw) <= 30; yaw += to > 0 ? 5 : -5) show(50, wide, yaw);
        for (double yaw = to > 0 ? 30 : -30; std::abs(yaw) > 2; yaw -= to > 0 ? 5 : -5) show(50, wide, yaw);
        show(100, wide, 0);
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(portrait_challenge)

BOOST_AUTO_TEST_CASE(what_is_asked_and_done_is_seen) {
    Person person({Act::blink, Act::turn_left, Act::turn_right});
    BOOST_TEST((person.last.state == ChallengeState::look_ahead));
    person.looks_ahead();
    BOOST_TEST((person.last.state == ChallengeState::act));
    BOOST_TEST((person.last.act == Act::blink));
    person.blinks();
    BOOST_TEST(person.last.done == 1);
    person.turns(1);
    BOOST_TEST(person.last.done == 2);
    person.turns(-1);
    BOOST_TEST((person.last.state == ChallengeState::seen));
    BOOST_TEST(person.last.done == 3);
}

BOOST_AUTO_TEST_CASE(a_still_face_does_nothing_and_time_runs_out) {
    Person person({Act::blink});
    person.show(12'000, wide, 1);
    BOOST_TEST((person.last.state == ChallengeState::too_late));
    person.blinks();
    BOOST_TEST((person.last.state == ChallengeState::too_late));
}

BOOST_AUTO_TEST_CASE(another_act_is_not_the_one_that_was_asked) {
    Person person({Act::turn_left});
    person.looks_ahead();
    person.blinks();
    person.turns(-1);
    BOOST_TEST(person.last.done == 0);
    person.turns(1);
    BOOST_TEST((person.last.state == ChallengeState::seen));
    Person other({Act::blink});
    other.looks_ahead();
    other.turns(1);
    BOOST_TEST(other.last.done == 0);
}

BOOST_AUTO_TEST_CASE(closed_eyes_are_no_blink) {
    Person person({Act::blink});
    person.looks_ahead();
    person.show(3'000, 0.01, 0);
    person.show(200, wide, 0);
    BOOST_TEST(person.last.done == 0);
    person.blinks();
    BOOST_TEST(person.last.done == 1);
}

BOOST_AUTO_TEST_CASE(narrow_eyes_have_their_own_measure) {
    Person person({Act::blink});
    person.show(500, 0.04, 0);
    person.show(150, 0.03, 0), person.show(100, 0.04, 0);  // no blink: three quarters of their own
    BOOST_TEST(person.last.done == 0);
    person.show(150, 0.012, 0), person.show(100, 0.04, 0);
    BOOST_TEST(person.last.done == 1);
}

BOOST_AUTO_TEST_CASE(a_turned_head_must_come_back_and_a_half_turn_is_none) {
    Person person({Act::turn_right});
    person.looks_ahead();
    person.show(500, wide, -15), person.show(500, wide, 0);
    BOOST_TEST(person.last.done == 0);
    person.show(500, wide, -25);
    BOOST_TEST(person.last.done == 0);
    person.show(100, wide, 0);
    BOOST_TEST(person.last.done == 1);
}

BOOST_AUTO_TEST_CASE(a_face_that_was_away_or_a_second_one_begins_anew) {
    Person person({Act::blink, Act::turn_left});
    person.looks_ahead();
    person.blinks();
    BOOST_TEST(person.last.done == 1);
    person.show(300, wide, 0, 0);  // a moment is forgiven
    person.show(100, wide, 0);
    BOOST_TEST(person.last.done == 1);
    person.show(1'000, wide, 0, 0);
    BOOST_TEST(person.last.done == 0);
    BOOST_TEST((person.last.state == ChallengeState::look_ahead));
    person.looks_ahead(), person.blinks();
    BOOST_TEST(person.last.done == 1);
    person.show(100, wide, 0, 2);
    BOOST_TEST(person.last.done == 0);
    // frames that did not come at all count as absence, too
    person.looks_ahead(), person.blinks();
    person.at += 5'000;
    person.show(50, wide, 0);
    BOOST_TEST(person.last.done == 0);
}

BOOST_AUTO_TEST_CASE(who_does_not_look_ahead_with_open_eyes_does_not_begin) {
    Person person({Act::blink});
    person.show(2'000, wide, 25), person.show(2'000, 0.02, 0);
    BOOST_TEST((person.last.state == ChallengeState::look_ahead));
}

BOOST_AUTO_TEST_CASE(chance_gives_every_order_and_each_act_once) {
    std::set<std::vector<Act>> orders;
    for (std::uint32_t i = 0; i < 6; ++i) {
        auto acts = acts_for(i);
        orders.insert(acts);
        std::sort(acts.begin(), acts.end());
        BOOST_TEST((acts == std::vector{Act::blink, Act::turn_left, Act::turn_right}));
    }
    BOOST_TEST(orders.size() == 6u);
    BOOST_TEST(to_json({.state = ChallengeState::act, .done = 1, .act = Act::turn_left}, 3) ==
               R"({"state":"act","done":1,"of":3,"act":"turn_left"})");
    BOOST_TEST(to_json({.state = ChallengeState::seen, .done = 3}, 3) == R"({"state":"seen","done":3,"of":3,"act":null})");
}

BOOST_AUTO_TEST_SUITE_END()
