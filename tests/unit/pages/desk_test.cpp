// The officer's desk: pictures are sent one after the other, and none is lost while another is on its way.
#include <boost/test/unit_test.hpp>

#include <algorithm>

#include "client/model/desk.hpp"
#include "tests/unit/pages/fake_host.hpp"

using namespace motcua;
using namespace motcua::client;

namespace {

/// A counter that keeps the names of what it is sent, one answer at a time.
class Counter final : public test::FakeHost {
public:
    std::vector<std::string> kept;
    std::string refused;
    Json more = Json::object();  ///< of the file, beside its fingers
    bool down = false;
    struct Waiting {
        HttpRequest request;
        std::function<void(HttpResponse)> done;
    };
    std::vector<Waiting> waiting;

    void fetch(HttpRequest request, std::function<void(HttpResponse)> done) override {
        waiting.push_back({std::move(request), std::move(done)});
    }

    void answer_one() {
        const Waiting next = std::move(waiting.front());
        waiting.erase(waiting.begin());
        const std::string place = next.request.path.substr(next.request.path.rfind('/') + 1);
        if (down) return next.done({.status = 401, .body = R"({"code":"session.missing"})"});
        if (place == refused) {
            next.done({.status = 422,
                       .body = R"({"code":"picture.unreadable","message":{"vi":"Không đọc được.","en":"Not readable."}})"});
            return;
        }
        if (next.request.method == "POST") kept.push_back(place);
        Json fingers = Json::array();
        for (const auto& each : kept) fingers.push_back({{"position", each}});
        Json file{{"fingers", fingers}};
        file.update(more);
        next.done({.status = 200, .body = file.dump()});
    }
};

struct Visit {
    Counter host;
    Api api{host};
    Factors factors{host, api};
    Desk desk{host, api, factors};
    Visit() {
        desk.load_file("MC-TEST");
        host.answer_one();
    }
    void hand_over(const std::string& name) { desk.finger_picture({.bytes = name, .media_type = "image/png"}); }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(prints_may_be_handed_over_faster_than_they_are_sent, Visit) {
    for (const auto position : finger_positions) {
        BOOST_TEST(desk.finger == position);
        hand_over("print");
    }
    BOOST_TEST(host.waiting.size() == 1U);  // one upload at a time
    for (std::size_t i = 0; i < finger_positions.size(); ++i) host.answer_one();
    BOOST_TEST(std::ranges::equal(host.kept, finger_positions), boost::test_tools::per_element{});
    BOOST_TEST(!desk.busy);
    BOOST_TEST(host.waiting.empty());
}

BOOST_FIXTURE_TEST_CASE(a_refused_print_keeps_its_reason_while_the_others_go_on, Visit) {
    host.refused = "right_index";
    for (int i = 0; i < 3; ++i) hand_over("print");
    for (int i = 0; i < 3; ++i) host.answer_one();
    BOOST_TEST_REQUIRE((desk.upload_of("right_index") != nullptr));
    BOOST_TEST(desk.upload_of("right_index")->problem.code == "picture.unreadable");
    BOOST_TEST(desk.upload_of("right_middle") == nullptr);
    BOOST_TEST(host.kept.size() == 2U);
    // another picture for the same finger takes the refusal away
    host.refused.clear();
    desk.finger = "right_index";
    hand_over("better print");
    host.answer_one();
    BOOST_TEST(desk.upload_of("right_index") == nullptr);
    BOOST_TEST(host.kept.back() == "right_index");
}

BOOST_FIXTURE_TEST_CASE(prints_of_a_file_are_sent_to_it_while_another_is_on_the_desk, Visit) {
    hand_over("print");
    hand_over("print");
    desk.load_file("MC-NEXT");
    while (!host.waiting.empty()) {
        const auto& request = host.waiting.front().request;
        BOOST_TEST((request.method == "GET" || request.path.find("/MC-TEST/") != std::string::npos), request.path);
        host.answer_one();
    }
    BOOST_TEST(host.kept.size() == 2U);
    BOOST_TEST(desk.upload_of("right_index") == nullptr);
    BOOST_TEST(desk.reference == "MC-NEXT");
    BOOST_TEST(!desk.busy);
}

BOOST_FIXTURE_TEST_CASE(the_same_file_opened_again_takes_no_late_answer, Visit) {
    hand_over("print");
    desk.load_file("MC-NEXT");
    desk.load_file("MC-TEST");
    while (!host.waiting.empty()) host.answer_one();
    BOOST_TEST(desk.reference == "MC-TEST");
    BOOST_TEST(!desk.busy);
    BOOST_TEST(desk.upload_of("right_thumb") == nullptr);
}

BOOST_FIXTURE_TEST_CASE(prints_outlive_the_end_of_a_session, Visit) {
    host.down = true;
    for (int i = 0; i < 3; ++i) hand_over("print");
    host.answer_one();
    BOOST_TEST(host.waiting.empty());  // not thrown after the first one
    BOOST_TEST(desk.problem.code == "session.missing");
    host.down = false;
    desk.load_file("MC-TEST");  // signed in again, the file is asked for anew
    while (!host.waiting.empty()) host.answer_one();
    BOOST_TEST(host.kept.size() == 3U);
}

BOOST_FIXTURE_TEST_CASE(a_decision_names_the_proposal_that_was_shown_and_its_reason_goes_with_it, Visit) {
    BOOST_TEST(!desk.awaits_answer());
    host.more = {{"override", {{"state", "waiting"}, {"proposal", {{"id", 7}}}}}};
    desk.load_file("MC-TEST");
    host.answer_one();
    BOOST_TEST(desk.awaits_answer());  // the page looks again by itself
    for (const bool approve : {true, false}) {
        desk.override_reason = "I saw the papers";
        desk.decide_override(approve);
        BOOST_REQUIRE(host.waiting.size() == 1U);
        const auto& request = host.waiting.front().request;
        BOOST_TEST(request.path.ends_with(approve ? "/MC-TEST/override/approval" : "/MC-TEST/override/refusal"), request.path);
        BOOST_TEST((Json::parse(request.body) == Json{{"proposal", 7}, {"reason", "I saw the papers"}}), request.body);
        host.answer_one();
        BOOST_TEST(desk.override_reason.empty());
    }
    desk.override_reason = "Worn fingers";
    desk.propose_override();
    BOOST_TEST(host.waiting.front().request.path.ends_with("/MC-TEST/override"));
    host.refused = "override";
    host.answer_one();
    BOOST_TEST(desk.override_reason == "Worn fingers");  // a refused act loses nothing
}

BOOST_AUTO_TEST_CASE(the_counters_camera_reads_a_zone_and_has_it_compared_at_once) {
    Visit at;
    at.host.guidance = R"({"say":"not_found","reading":null})";
    at.desk.mrz_camera();
    BOOST_TEST(at.desk.live_advice == "not_found");
    at.host.frame_says(R"({"say":"glare","reading":null})");
    BOOST_TEST(at.desk.live_advice == "glare");
    BOOST_TEST(at.host.waiting.empty());
    at.host.frame_says(R"({"say":"steady","reading":{"valid":true,"lines":["P<SWE","L898"]}})");
    BOOST_TEST(!at.desk.camera_on);
    BOOST_TEST(!at.host.camera_on);
    BOOST_TEST(at.desk.mrz == "P<SWE\nL898\n");
    BOOST_TEST_REQUIRE(at.host.waiting.size() == 1U);
    BOOST_TEST(at.host.waiting.front().request.path.ends_with("/comparison"));
}

BOOST_AUTO_TEST_CASE(a_counter_without_a_reader_says_so_and_lets_go_of_the_camera) {
    Visit at;
    at.host.guidance = R"({"error":"request.internal"})";
    at.desk.mrz_camera();
    BOOST_TEST(at.desk.camera_error == "no_reader");
    BOOST_TEST(!at.host.camera_on);
    BOOST_TEST(at.host.waiting.empty());
}
