// What the officer is told of the registry's answer.
#include <algorithm>

#include "tests/unit/pages/officer_host.hpp"

using namespace motcua;
using namespace motcua::client;
using namespace motcua::client::test;

namespace {

/// As servers before the search wrote it.
Json plain(const char* decision) {
    return {{"found", true}, {"personId", "P1"}, {"face", {{"score", 0.8}, {"match", true}, {"threshold", 0.5}}}, {"fingers", Json::array({{{"position", "right_index"}, {"score", 18.0}, {"match", false}}})},
            {"onRecord", false}, {"decision", decision}, {"deadline", {{"due", "2026-11-25"}, {"days", 7}, {"certain", true}}}, {"at", 1}};
}
Json search(std::vector<std::string> searched, std::vector<std::string> missed) {
    return {{"searched", searched}, {"notSearched", missed}, {"otherPeople", 0}, {"otherPeoplesFingers", Json::array()}, {"swapped", Json::array()}, {"handsSwapped", false}};
}

struct Shown {
    explicit Shown(const Json& verification) {
        host.verification = verification;
        at = std::make_unique<OfficerScreen>(host, "/en/officer/file/MC-7K3M-9QTX-K");
        at->presses("step/verify");
    }
    [[nodiscard]] bool says(const std::string& text) const { return at->sees(text); }
    OfficerHost host;
    std::unique_ptr<OfficerScreen> at;
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_result_of_an_earlier_version_is_shown_without_a_word_of_a_search) {
    const Shown shown(plain("mismatch"));
    BOOST_TEST(shown.says("The biometrics do not agree with the national record."));
    for (const char* text : {"searched", "On record under", "Take again"}) BOOST_TEST(!shown.says(text), text);
}

BOOST_AUTO_TEST_CASE(another_persons_fingers_are_told_by_finger_and_number_of_people) {
    Json result = plain("mismatch");
    result["reasons"] = {"duplicate", "face", "fingers"};
    result["search"] = search({"right_index", "left_index"}, {});
    result["search"]["otherPeople"] = 1;
    result["search"]["otherPeoplesFingers"] = {"right_index", "left_index"};
    const Shown one(result);
    BOOST_TEST(one.says("On record under another person: Right index, Left index."));
    BOOST_TEST(one.says("The face does not match"));
    BOOST_TEST(one.says("Half of the fingerprints or more do not match"));
    BOOST_TEST(!one.says("nobody else"));
    result["search"]["otherPeople"] = 2;
    BOOST_TEST(Shown(result).says("On record under 2 other people: Right index, Left index."));
}

BOOST_AUTO_TEST_CASE(swapped_fingers_say_what_to_take_again) {
    Json result = plain("mismatch");
    result["reasons"] = {"swapped"};
    result["search"] = search({"right_index"}, {});
    result["search"]["swapped"] = Json::array({{{"position", "right_index"}, {"recordedAs", "left_index"}}});
    const Shown finger(result);
    BOOST_TEST(finger.says("Right index: on the national record, the print just taken is of another finger (Left index)."));
    BOOST_TEST(finger.says("The wrong finger was taken. Take again: Right index."));
    result["search"]["handsSwapped"] = true;
    BOOST_TEST(Shown(result).says("The left and the right hand were swapped. Take again: Right index."));
}

BOOST_AUTO_TEST_CASE(what_was_not_searched_is_never_shown_as_nobodys) {
    Json result = plain("no_record");
    result["search"] = search({"right_index"}, {});
    BOOST_TEST(Shown(result).says("the fingerprints are nobody else's"));
    result["search"] = search({"right_index"}, {"left_index"});
    const Shown partly(result);
    BOOST_TEST(partly.says("Could not be searched in the whole national record: Left index."));
    BOOST_TEST(!partly.says("nobody else"));
    result["search"] = search({}, {"right_index", "left_index"});
    const Shown none(result);
    BOOST_TEST(none.says("The fingerprints could not be searched"));
    BOOST_TEST(!none.says("nobody else"));
    result["search"] = search({}, {});  // no finger could be taken
    const Shown no_fingers(result);
    BOOST_TEST(!no_fingers.says("searched in the whole"));
}

BOOST_AUTO_TEST_CASE(a_finger_that_is_in_another_file_is_a_warning_that_names_nobody) {
    Json result = plain("match");
    result["elsewhere"] = Json::array();
    BOOST_TEST(!Shown(result).says("Is this the applicant"));
    result["elsewhere"] = {"right_index", "left_ring"};
    const Shown shown(result);
    BOOST_TEST(shown.says("Is this the applicant's finger?"));
    BOOST_TEST(shown.says("in the last 12 hours: Right index, Left ring."));
}

BOOST_AUTO_TEST_CASE(a_print_that_does_not_match_is_shown_with_what_the_record_has_of_it) {
    Json result = plain("mismatch");
    const auto finger = [](const char* position, bool match, int paired) {
        return Json{{"position", position}, {"score", match ? 700.0 : 40.0}, {"match", match}, {"paired", paired},
                    {"agreement", paired > 0 ? Json(std::string("/api/v1/counter/MC-7K3M-9QTX-K/fingers/") + position + "/agreement.png") : Json(nullptr)}};
    };
    result["fingers"] = Json::array({finger("right_index", true, 30), finger("left_index", false, 7), finger("left_ring", false, 0)});
    const Shown shown(result);
    BOOST_TEST(shown.says("Left index: what agrees with the record"));
    BOOST_TEST(shown.says("7 points"));
    shown.at->presses("right_index");
    BOOST_TEST(shown.says("Right index: what agrees with the record"));
    BOOST_TEST(shown.says("30 points"));
    BOOST_TEST(!shown.says("Left index: what agrees"));
    result["fingers"] = Json::array({finger("right_index", true, 30)});
    BOOST_TEST(!Shown(result).says("what agrees with the record"));  // nobody doubts it: only when asked for
}
