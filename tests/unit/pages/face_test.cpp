// The face at the counter: the picture, and the supervised challenge that is an aid and says so.
#include <algorithm>

#include "tests/unit/pages/officer_host.hpp"

using namespace motcua;
using namespace motcua::client;
using namespace motcua::client::test;

namespace {

struct Face {
    Face() {
        host.allowed = {"face"};
        at = std::make_unique<OfficerScreen>(host, "/en/officer/file/MC-7K3M-9QTX-K");
        at->presses("step/face");
        at->presses("desk/camera");
    }
    void says(const std::string& json) {
        BOOST_TEST_REQUIRE((host.watching != nullptr));
        host.frame_says(json);
        at->settle();
    }
    OfficerHost host;
    std::unique_ptr<OfficerScreen> at;
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(the_cut_is_what_the_counter_sends, Face) {
    BOOST_TEST(at->sees("Good. Hold still and take it."));
    at->presses("desk/take");
    BOOST_TEST(!host.camera_on);
    BOOST_TEST((std::find(host.sent.begin(), host.sent.end(), "POST /counter/MC-7K3M-9QTX-K/face") != host.sent.end()),
               host.sent.back());
}

BOOST_FIXTURE_TEST_CASE(a_picture_is_sent_once_and_not_after_the_camera_was_stopped, Face) {
    host.slow = true;
    const auto sent = [&] { return std::count(host.sent.begin(), host.sent.end(), "POST /counter/MC-7K3M-9QTX-K/face"); };
    const auto answers = [&] {
        for (const auto& each : std::exchange(host.late, {})) each();
        at->settle();
    };
    at->presses("desk/take");
    BOOST_TEST(host.late.size() == 1U);
    at->presses("desk/stop");
    answers();
    BOOST_TEST(sent() == 0);
    at->presses("desk/camera");
    at->presses("desk/take");
    answers();
    BOOST_TEST(sent() == 1);
}

BOOST_FIXTURE_TEST_CASE(the_camera_does_not_go_on_behind_another_page, Face) {
    at->goes_to("/en/officer/day");
    BOOST_TEST(!host.camera_on);
}

BOOST_FIXTURE_TEST_CASE(a_challenge_asks_one_thing_at_a_time_and_claims_nothing, Face) {
    at->presses("desk/challenge-start");
    BOOST_TEST(at->sees("Ask the person to look straight at the camera"));
    BOOST_TEST(at->sees("It does not detect printed photos, screens or masks; your own look decides."));
    says(R"({"state":"act","done":0,"of":3,"act":"turn_left"})");
    BOOST_TEST(at->sees("Ask the person to turn the head to their left and back"));
    says(R"({"state":"act","done":1,"of":3,"act":"blink"})");
    BOOST_TEST(at->sees("Ask the person to blink"));
    BOOST_TEST(at->sees("1 of 3 movements seen"));
    says(R"({"state":"too_late","done":1,"of":3,"act":"blink"})");
    BOOST_TEST(at->sees("The movement was not seen in time. Begin again."));
    at->presses("desk/challenge-again");
    says(R"({"state":"seen","done":3,"of":3,"act":null})");
    BOOST_TEST(at->sees("All movements were seen. Decide by your own look."));
    at->presses("desk/challenge-end");
    BOOST_TEST(at->has("desk/take"));
    BOOST_TEST(std::none_of(host.sent.begin(), host.sent.end(), [](const std::string& each) { return each.find("challenge") != std::string::npos; }));
}

BOOST_AUTO_TEST_CASE(a_portrait_kept_with_faults_comes_with_them_in_words) {
    OfficerHost host;
    host.portrait_verdict = parse_json(R"({"valid":false,"quality":41,"causes":["portrait.too_dark","portrait.background_busy"],"hints":["portrait.glasses"]})").value();
    const OfficerScreen faulty(host, "/en/officer/file/MC-7K3M-9QTX-K");
    for (const char* words : {"Kept with faults, at the person's wish (quality 41):", "Too dark. Face the light.", "The background is busy. Stand before a plain wall.",
                              "To be looked at:", "If you wear glasses, take them off"})
        BOOST_TEST(faulty.sees(words), words);
    host.portrait_verdict = parse_json(R"({"valid":true,"quality":88,"causes":[],"hints":[]})").value();
    const OfficerScreen good(host, "/en/officer/file/MC-7K3M-9QTX-K");
    BOOST_TEST(good.sees("Meets the requirements (quality 88)"));
    BOOST_TEST(!good.sees("To be looked at:"));
}
