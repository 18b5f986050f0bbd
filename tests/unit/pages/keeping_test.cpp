// Nothing typed is ever lost: reload, lost link, lost session, another device, pressing twice.
#include "tests/unit/pages/visitor.hpp"

using namespace motcua;
using namespace motcua::client;
using namespace motcua::client::test;

namespace {

void begins(Visitor& visitor) {
    screens(visitor, "en", "self", 1990);
    signs_in(visitor);
    visitor.presses("p1/details");
    visitor.presses("by-hand");
    visitor.types("applicant.familyName", "Eriksson");
}

void completes(Visitor& visitor) {
    fills_person(visitor, "p1", "Eriksson", "Anna", true);
    comes_to_check(visitor);
    visitor.continues();
    visitor.ticks("consent/truth");
    visitor.ticks("consent/account");
    visitor.ticks("consent/biometrics");
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_reload_in_the_middle_of_a_word_loses_nothing) {
    FakeHost host;
    Visitor visitor(host);
    begins(visitor);
    visitor.open();
    BOOST_TEST(visitor.value("applicant.familyName") == "Eriksson");
}

BOOST_AUTO_TEST_CASE(a_browser_that_keeps_nothing_sends_what_was_typed_last_before_it_leaves) {
    FakeHost host;
    Visitor visitor(host);
    begins(visitor);
    visitor.settle();
    visitor.types("applicant.givenNames", "Anna");
    visitor.app().drafts.leave();
    host.settle(0);  // no moment passes: the timer that would have sent it is gone with the page
    host.records.clear();
    visitor.open();
    visitor.goes_to("/en/apply/p1/name");
    BOOST_TEST(visitor.value("applicant.givenNames") == "Anna");
}

BOOST_AUTO_TEST_CASE(answers_typed_without_a_link_reach_the_server_when_it_is_back) {
    FakeHost host;
    Visitor visitor(host);
    begins(visitor);
    host.connected = false;
    visitor.types("applicant.givenNames", "Anna");
    visitor.continues();
    BOOST_TEST(visitor.is_at("/en/apply/p1/sex"));
    BOOST_TEST(visitor.has("banner/offline/title"));
    host.connected = true;
    visitor.chooses("applicant.sex", "F");
    visitor.continues();
    const auto saved = read_draft(host.server.draft);
    BOOST_TEST_REQUIRE(saved.has_value());
    BOOST_TEST(saved->value("p1", "applicant.givenNames") == "Anna");
    BOOST_TEST(saved->value("p1", "applicant.sex") == "F");
}

BOOST_AUTO_TEST_CASE(a_session_that_ends_keeps_everything_and_signing_in_again_goes_on) {
    FakeHost host;
    Visitor visitor(host);
    begins(visitor);
    host.server.signed_in = false;
    visitor.types("applicant.givenNames", "Anna");
    visitor.continues();
    visitor.chooses("applicant.sex", "F");
    visitor.settle();
    BOOST_TEST(visitor.has("banner/expired/title"));
    BOOST_TEST(visitor.app().draft().value("p1", "applicant.givenNames") == "Anna");
    visitor.presses("banner/sign-in");
    signs_in(visitor);
    visitor.settle();
    BOOST_TEST(read_draft(host.server.draft)->value("p1", "applicant.givenNames") == "Anna");
}

BOOST_AUTO_TEST_CASE(a_submission_pressed_twice_or_repeated_after_a_lost_answer_files_once) {
    FakeHost host;
    Visitor visitor(host);
    screens(visitor, "en", "self", 1990);
    signs_in(visitor);
    completes(visitor);
    host.server.busy = true;
    visitor.presses("submit");
    BOOST_TEST(host.server.submissions == 0);
    BOOST_TEST(visitor.has("problem/title"));
    host.server.busy = false;
    visitor.presses("submit");
    BOOST_TEST(host.server.submissions == 1);
    std::set<std::string> keys;
    for (const auto& request : host.server.seen)
        if (request.method == "POST" && request.path == "/api/v1/applications")
            keys.insert(text_of(read_json(request.body), "requestKey"));
    BOOST_TEST(keys.size() == 1U);
    BOOST_TEST(visitor.app().draft().people.empty());
}

BOOST_AUTO_TEST_CASE(another_device_takes_up_the_draft_where_it_was_left) {
    FakeHost first;
    Visitor one(first);
    begins(one);
    one.continues();
    FakeHost second;
    second.server = first.server;
    second.server.signed_in = false;
    Visitor two(second);
    two.goes_to("/en/sign-in");
    signs_in(two);
    BOOST_TEST(two.is_at("/en/tasks"));
    BOOST_TEST(two.app().draft().value("p1", "applicant.familyName") == "Eriksson");
}

BOOST_AUTO_TEST_CASE(two_devices_in_conflict_are_explained_and_the_person_decides) {
    FakeHost host;
    Visitor visitor(host);
    begins(visitor);
    visitor.continues();
    Json theirs = host.server.draft;
    theirs["people"][0]["filing"]["applicant"]["familyName"] = "Svensson";
    host.server.draft = theirs;
    host.server.revision += 1;
    visitor.chooses("applicant.sex", "F");
    visitor.settle();
    BOOST_TEST(visitor.sees("There are two versions of your form"));
    BOOST_TEST(visitor.sees("Svensson"));
    visitor.presses("keep-mine");
    visitor.settle();
    BOOST_TEST(read_draft(host.server.draft)->value("p1", "applicant.familyName") == "Eriksson");
}

BOOST_AUTO_TEST_CASE(somebody_else_on_the_same_device_sees_nothing_of_the_first) {
    FakeHost host;
    Visitor visitor(host);
    begins(visitor);
    host.server.signed_in = false;
    host.server.draft = nullptr;
    host.server.revision = 0;
    visitor.goes_to("/en/sign-in");
    visitor.types("phone", "0987 654 321");
    visitor.continues();
    visitor.types("code", "123456");
    visitor.continues();
    BOOST_TEST(visitor.app().draft().people.empty());
    BOOST_TEST(!visitor.sees("Eriksson"));
}

BOOST_AUTO_TEST_CASE(signing_out_leaves_nothing_on_a_shared_computer) {
    FakeHost host;
    Visitor visitor(host);
    begins(visitor);
    visitor.presses("nav/sign-out");
    BOOST_TEST(visitor.is_at("/en/start"));
    for (const auto& [key, value] : host.records) BOOST_TEST(value.find("Eriksson") == std::string::npos, key);
    BOOST_TEST(read_draft(host.server.draft)->value("p1", "applicant.familyName") == "Eriksson");
}

BOOST_AUTO_TEST_CASE(changing_the_language_stays_on_the_page_and_keeps_the_answers) {
    FakeHost host;
    Visitor visitor(host);
    begins(visitor);
    visitor.presses("languages");
    visitor.presses("language/vi");
    BOOST_TEST(visitor.is_at("/vi/apply/p1/name"));
    BOOST_TEST(visitor.value("applicant.familyName") == "Eriksson");
    BOOST_TEST(visitor.sees("Họ tên của bạn"));
}

BOOST_AUTO_TEST_CASE(a_page_for_the_signed_in_comes_after_the_sign_in) {
    FakeHost host;
    Visitor visitor(host);
    visitor.goes_to("/en/status");
    BOOST_TEST(visitor.is_at("/en/sign-in"));
    signs_in(visitor);
    BOOST_TEST(visitor.is_at("/en/status"));
}

BOOST_AUTO_TEST_CASE(without_a_server_the_first_page_says_so_and_tries_again) {
    FakeHost host;
    host.connected = false;
    Visitor visitor(host);
    visitor.goes_to("/vi/start");
    BOOST_TEST(visitor.has("again"));
    host.connected = true;
    visitor.presses("again");
    BOOST_TEST(visitor.has("start"));
}
