#include "tests/unit/pages/visitor.hpp"

using namespace motcua;
using namespace motcua::client;
using namespace motcua::client::test;

namespace {

/// From the task list to the slip, with the portrait taken by the camera.
void finishes(Visitor& visitor, const std::string& lang) {
    const std::string home = "/" + lang;
    visitor.presses("p1/contact");
    visitor.types("applicant.email", "anna@example.org");
    visitor.continues();
    visitor.presses("p1/portrait");
    visitor.presses("camera");
    visitor.presses("shutter");
    visitor.presses("use");
    BOOST_TEST(visitor.is_at(home + "/tasks"));
    visitor.presses("check");
    BOOST_TEST(visitor.is_at(home + "/check"));
    visitor.continues();
    visitor.ticks("consent/truth");
    visitor.ticks("consent/account");
    visitor.ticks("consent/biometrics");
    visitor.presses("submit");
    BOOST_TEST(visitor.is_at(home + "/booking"));
    visitor.chooses("office", "a08-ho-chi-minh");
    visitor.continues();
    visitor.chooses("day", "2026-11-19");
    visitor.continues();
    visitor.chooses("time", "08:30");
    visitor.continues();
}

void whole_journey(const std::string& lang, float width) {
    FakeHost host;
    host.language = lang;
    Visitor visitor(host, width);
    visitor.presses("language/" + lang);
    BOOST_TEST(visitor.is_at("/" + lang + "/start"));
    visitor.presses("start");
    screens(visitor, lang, "self", 1990);
    signs_in(visitor);
    BOOST_TEST(visitor.is_at("/" + lang + "/tasks"));
    fills_person(visitor, "p1", "Eriksson", "Anna Maria", true);
    finishes(visitor, lang);
    BOOST_TEST(visitor.is_at("/" + lang + "/slip/MC-7K3M-9QTX-1"));
    BOOST_TEST(visitor.has("qr"));
    BOOST_TEST(visitor.has("pdf"));
    BOOST_TEST(visitor.sees("08:30"));
    const Json filed = member(host.server.applications.at(0), "filing");
    BOOST_TEST(answer_at(filed, "applicant.documentNumber") == "L898902C3");
    BOOST_TEST(answer_at(filed, "applicant.birthDate") == "1990-08-12");
    BOOST_TEST(answer_at(filed, "applicant.nationality") == "SWE");
    BOOST_TEST(answer_at(filed, "applicant.phone") == "+84912345678");
    BOOST_TEST(answer_at(filed, "portrait") == "portrait-1");
    BOOST_TEST(answer_at(filed, "language") == lang);
    BOOST_TEST(is_true(member(filed, "consents"), "biometrics"));
    BOOST_TEST(!filed.contains("representative"));
    visitor.presses("to-status");
    BOOST_TEST(visitor.has("slip"));
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_applicant_walks_from_the_language_to_the_slip_in_vietnamese_on_a_phone) { whole_journey("vi", 390); }
BOOST_AUTO_TEST_CASE(an_applicant_walks_from_the_language_to_the_slip_in_english_on_a_narrow_phone) { whole_journey("en", 320); }
BOOST_AUTO_TEST_CASE(an_applicant_walks_from_the_language_to_the_slip_on_a_desk) { whole_journey("vi", 1440); }
BOOST_AUTO_TEST_CASE(an_applicant_walks_from_the_language_to_the_slip_in_every_language_on_a_narrow_phone) {
    for (const auto& [tag, name] : i18n::languages) {
        BOOST_TEST_CONTEXT(name) whole_journey(std::string(tag), 320);
    }
}

BOOST_AUTO_TEST_CASE(a_notice_of_the_operator_stands_above_every_page) {
    FakeHost host;
    host.server.notice = {{"vi", "Bảo trì từ 22 giờ."}, {"en", "Works from 10 p.m."}};
    Visitor visitor(host);
    visitor.goes_to("/vi/start");
    BOOST_TEST(visitor.sees("Bảo trì từ 22 giờ."));
    visitor.goes_to("/ko/eligibility/who");
    BOOST_TEST(visitor.sees("Works from 10 p.m."));  // nobody translated it: English rather than nothing
    BOOST_TEST(visitor.sees("안내"));
}

BOOST_AUTO_TEST_CASE(somebody_without_a_card_gets_a_definite_no_and_what_to_do_instead) {
    FakeHost host;
    Visitor visitor(host);
    answers_up_to_card(visitor, "en", "self", 1990, "none");
    BOOST_TEST(visitor.is_at("/en/eligibility/answer"));
    BOOST_TEST(visitor.sees("You cannot register at the moment"));
    BOOST_TEST(!visitor.has("apply"));
    BOOST_TEST(host.server.otp_sent == 0);
}

BOOST_AUTO_TEST_CASE(where_a_lawful_stay_counts_its_end_is_asked_for_and_its_paper_brought) {
    FakeHost host;
    host.server.rule_set = "decree-320-2026";
    Visitor visitor(host);
    answers_up_to_card(visitor, "en", "self", 1990, "none");
    BOOST_TEST(visitor.sees("Until when may you lawfully stay?"));
    visitor.types_date("cardExpiry", "30", "6", "2027");
    visitor.continues();
    visitor.types_date("passportExpiry", "1", "1", "2032");
    visitor.continues();
    BOOST_TEST(visitor.sees("visa or stay certificate"));
    BOOST_TEST(!visitor.sees("residence card (the original)"));
    visitor.presses("apply");
    signs_in(visitor);
    BOOST_TEST(visitor.app().draft().value("p1", "applicant.stayUntil") == "2027-06-30");
    BOOST_TEST(visitor.app().draft().value("p1", "applicant.cardExpiry") == "");
}

BOOST_AUTO_TEST_CASE(a_child_alone_is_asked_to_come_with_a_parent_and_its_answers_are_kept) {
    FakeHost host;
    Visitor visitor(host);
    visitor.goes_to("/vi/eligibility/who");
    visitor.chooses("filedFor", "self");
    visitor.continues();
    visitor.types_date("birthDate", "1", "3", "2016");
    visitor.continues();
    visitor.chooses("card", "TRC");
    visitor.continues();
    visitor.types_date("cardExpiry", "1", "12", "2027");
    visitor.continues();
    visitor.types_date("passportExpiry", "1", "1", "2032");
    visitor.continues();
    BOOST_TEST(visitor.sees("Cần có cha, mẹ hoặc người đại diện cùng đăng ký"));
    visitor.presses("as-child");
    BOOST_TEST(visitor.has("apply"));
}

BOOST_AUTO_TEST_CASE(the_answer_names_both_deadlines_as_dates) {
    FakeHost host;
    Visitor visitor(host);
    visitor.goes_to("/en/eligibility/who");
    visitor.chooses("filedFor", "self");
    visitor.continues();
    visitor.types_date("birthDate", "12", "Aug", "1990");
    visitor.continues();
    visitor.chooses("card", "TRC");
    visitor.continues();
    visitor.types_date("cardExpiry", "1", "12", "2027");
    visitor.continues();
    visitor.types_date("passportExpiry", "1", "1", "2032");
    visitor.continues();
    // today is Wednesday 18 November 2026; the visit is on the 19th; 24 November is a holiday, and 23 November may be one
    BOOST_TEST(visitor.sees("Thursday 19 November 2026"));
    BOOST_TEST(visitor.sees("Thursday 26 November 2026"));
    BOOST_TEST(visitor.sees("Wednesday 2 December 2026"));
    BOOST_TEST(visitor.sees("not announced yet"));
}

BOOST_AUTO_TEST_CASE(continue_without_an_answer_shows_the_summary_and_the_same_words_at_the_field) {
    FakeHost host;
    Visitor visitor(host);
    visitor.goes_to("/en/eligibility/who");
    visitor.continues();
    BOOST_TEST(visitor.is_at("/en/eligibility/who"));
    BOOST_TEST(visitor.sees("There is a problem"));
    BOOST_TEST(visitor.tree().title.rfind("Error: ", 0) == 0);
    visitor.chooses("filedFor", "self");
    visitor.continues();
    visitor.types_date("birthDate", "31", "2", "1990");
    visitor.continues();
    BOOST_TEST(visitor.sees("Enter a real date with day, month and a four-digit year"));
    BOOST_TEST(visitor.value("birthDate/day") == "31");  // what was typed stays
}

BOOST_AUTO_TEST_CASE(a_wrong_code_is_told_at_the_field_and_another_may_be_asked_for_after_the_wait) {
    FakeHost host;
    Visitor visitor(host);
    screens(visitor, "en", "self", 1990);
    visitor.types("phone", "12345");
    visitor.continues();
    BOOST_TEST(visitor.is_at("/en/sign-in"));
    BOOST_TEST(host.server.otp_sent == 0);
    visitor.types("phone", "+84 912 345 678");
    visitor.continues();
    BOOST_TEST(visitor.is_at("/en/sign-in/code"));
    BOOST_TEST(!visitor.has("resend"));
    visitor.types("code", "000000");
    visitor.continues();
    BOOST_TEST(visitor.sees("The code is wrong. Check it again."));
    host.settle(61'000);
    visitor.settle();
    visitor.presses("resend");
    BOOST_TEST(host.server.otp_sent == 2);
}

BOOST_AUTO_TEST_CASE(an_answer_of_the_eligibility_questions_is_not_asked_again_but_can_be_changed) {
    FakeHost host;
    Visitor visitor(host);
    screens(visitor, "en", "self", 1990);
    signs_in(visitor);
    fills_person(visitor, "p1", "Eriksson", "", true);
    for (const auto& address : visitor.visited) {
        BOOST_TEST(address.find("apply/p1/birth-date") == std::string::npos);
        BOOST_TEST(address.find("apply/p1/card-expiry") == std::string::npos);
    }
    visitor.goes_to("/en/apply/p1/birth-date/change");
    BOOST_TEST(visitor.value("applicant.birthDate/year") == "1990");
    visitor.types("applicant.birthDate/year", "2022");  // not yet 6: no level-2 account
    visitor.continues();
    BOOST_TEST(visitor.is_at("/en/eligibility/answer"));
}

BOOST_AUTO_TEST_CASE(a_change_link_leads_back_to_the_check_page) {
    FakeHost host;
    Visitor visitor(host);
    screens(visitor, "en", "self", 1990);
    signs_in(visitor);
    fills_person(visitor, "p1", "Eriksson", "Anna", true);
    comes_to_check(visitor);
    visitor.presses("change/p1/name/applicant.familyName");
    BOOST_TEST(visitor.is_at("/en/apply/p1/name/change"));
    visitor.types("applicant.familyName", "Ericson");
    visitor.continues();
    BOOST_TEST(visitor.is_at("/en/check"));
    BOOST_TEST(visitor.sees("Ericson"));
    visitor.continues();
    visitor.presses("submit");  // nothing ticked
    BOOST_TEST(visitor.sees("There is a problem"));
    BOOST_TEST(host.server.submissions == 0);
}

BOOST_AUTO_TEST_CASE(a_card_of_another_kind_leaves_nothing_of_the_first_in_the_filing) {
    FakeHost host;
    Visitor visitor(host);
    screens(visitor, "en", "self", 1990);
    signs_in(visitor);
    fills_person(visitor, "p1", "Eriksson", "Anna", true);
    BOOST_TEST(visitor.app().draft().value("p1", "applicant.cardSymbol") == "LĐ2");
    visitor.goes_to("/en/apply/p1/card-type/change");
    visitor.chooses("applicant.cardType", "PRC");
    visitor.continues();
    finishes(visitor, "en");
    BOOST_TEST(visitor.is_at("/en/slip/MC-7K3M-9QTX-1"));
    const Json filed = member(host.server.applications.at(0), "filing");
    BOOST_TEST(answer_at(filed, "applicant.cardType") == "PRC");
    BOOST_TEST(!member(filed, "applicant").contains("cardSymbol"));
}

BOOST_AUTO_TEST_CASE(dependants_are_optional_and_each_has_a_page) {
    FakeHost host;
    Visitor visitor(host);
    screens(visitor, "en", "self", 1990);
    signs_in(visitor);
    visitor.presses("p1/dependants");
    BOOST_TEST(visitor.sees("gives them no account"));
    visitor.presses("add-row");
    visitor.continues();  // nothing filled in
    BOOST_TEST(visitor.sees("There is a problem"));
    visitor.types("dependants[0].familyName", "Eriksson");
    visitor.types("dependants[0].givenNames", "Lars");
    visitor.types_date("dependants[0].birthDate", "7", "6", "2015");
    visitor.chooses("dependants[0].sex", "M");
    visitor.types("dependants[0].nationality", "Sweden");
    visitor.types("dependants[0].documentNumber", "p765 4321");
    visitor.goes_to("/en/tasks");
    BOOST_TEST(visitor.sees("There is a problem"));  // a row that was begun and left
    visitor.presses("p1/dependants");
    visitor.presses("change/0");
    visitor.chooses("dependants[0].relation", "child");
    visitor.continues();
    BOOST_TEST(visitor.is_at("/en/apply/p1/dependants"));
    BOOST_TEST(visitor.sees("Eriksson Lars"));
    BOOST_TEST(visitor.app().draft().value("p1", "dependants[0].documentNumber") == "P7654321");
    BOOST_TEST(visitor.app().draft().value("p1", "dependants[0].nationality") == "SWE");
    visitor.presses("change/0");
    visitor.presses("remove");
    BOOST_TEST(visitor.is_at("/en/apply/p1/dependants"));
    BOOST_TEST(!visitor.sees("Eriksson Lars"));
    visitor.continues();
    BOOST_TEST(visitor.is_at("/en/tasks"));
}

BOOST_AUTO_TEST_CASE(pictures_of_a_paper_are_sent_replaced_and_go_with_their_row) {
    FakeHost host;
    Visitor visitor(host);
    screens(visitor, "en", "self", 1990);
    signs_in(visitor);
    const auto answer = [&](const char* path) { return visitor.app().draft().value("p1", path); };
    const Picture picture{.bytes = "jpeg", .media_type = "image/jpeg", .name = "card.jpg", .url = "blob:3"};
    for (const std::string row : {"0", "1"}) {
        visitor.goes_to("/en/apply/p1/integration/" + row);
        visitor.chooses("integration[" + row + "].kind", "vehicle");
        visitor.types("integration[" + row + "].number", "51A-1000" + row);
        host.choose_file("integration[" + row + "].front", picture);
        visitor.settle();
        visitor.continues();
    }
    BOOST_TEST(visitor.sees("51A-10000, 1 picture"));
    BOOST_TEST(answer("integration[1].front") == "attachment-2");
    visitor.presses("change/1");
    host.choose_file("integration[1].back", {.bytes = ""});
    visitor.settle();
    BOOST_TEST(visitor.sees("Choose a JPEG or PNG photo of at most 5 MB."));
    host.server.picture_fault = "picture.format";
    host.choose_file("integration[1].back", picture);
    visitor.settle();
    BOOST_TEST(visitor.sees("Not a picture."));
    host.server.picture_fault.clear();
    host.choose_file("integration[1].front", picture);
    visitor.settle();
    BOOST_TEST(answer("integration[1].front") == "attachment-3");
    BOOST_TEST((host.server.dropped == std::vector<std::string>{"attachment-2"}));
    visitor.goes_to("/en/apply/p1/integration/0");
    visitor.presses("remove");
    BOOST_TEST(answer("integration[0].number") == "51A-10001");
    BOOST_TEST(answer("integration[0].front") == "attachment-3");
    BOOST_TEST(answer("integration[1].front") == "");
    BOOST_TEST((host.server.dropped == std::vector<std::string>{"attachment-2", "attachment-1"}));
    visitor.presses("change/0");
    visitor.presses("integration[0].front/remove");
    BOOST_TEST(answer("integration[0].front") == "");
}

BOOST_AUTO_TEST_CASE(a_picture_on_its_way_when_the_page_is_left_ends_up_at_no_paper) {
    FakeHost host;
    Visitor visitor(host);
    screens(visitor, "vi", "self", 1990);
    signs_in(visitor);
    visitor.goes_to("/vi/apply/p1/integration/0");
    visitor.types("integration[0].number", "51A-10000");
    host.choose_file("integration[0].front", {.bytes = "jpeg", .media_type = "image/jpeg"});
    visitor.app().follow_address();
    host.address = "/vi/apply/p1/integration";
    visitor.app().follow_address();
    visitor.settle();
    BOOST_TEST(visitor.app().draft().value("p1", "integration[0].front") == "");
    BOOST_TEST((host.server.dropped == std::vector<std::string>{"attachment-1"}));
}

BOOST_AUTO_TEST_CASE(a_portrait_that_is_not_good_says_why_and_the_counter_is_a_way_out) {
    FakeHost host;
    host.verdict = R"({"valid":false,"faces":1,"causes":["portrait.too_far","portrait.too_dark"],"advice":"portrait.too_far"})";
    Visitor visitor(host);
    screens(visitor, "en", "self", 1990);
    signs_in(visitor);
    visitor.presses("p1/portrait");
    host.guidance = R"({"say":"portrait.too_far","hold":0,"fire":false})";
    visitor.presses("camera");
    BOOST_TEST(visitor.sees("Move closer"));
    visitor.presses("shutter");
    BOOST_TEST(visitor.sees("The photo is not good enough yet"));
    BOOST_TEST(visitor.sees("Too dark. Face the light."));
    visitor.presses("at-counter");
    BOOST_TEST(visitor.is_at("/en/tasks"));
    BOOST_TEST(visitor.app().draft().value("p1", "portrait") == "counter");
    BOOST_TEST(host.server.portraits == 0);
}

/// Before the camera: the page, which the host tells what the frames say.
void opens_camera(Visitor& visitor) {
    screens(visitor, "en", "self", 1990);
    signs_in(visitor);
    visitor.presses("p1/portrait");
    visitor.presses("camera");
}

BOOST_AUTO_TEST_CASE(the_picture_is_taken_by_itself_when_the_worker_says_so_and_shown_as_it_will_be_used) {
    FakeHost host;
    Visitor visitor(host);
    opens_camera(visitor);
    BOOST_TEST(visitor.sees("Good. Hold still: the photo is taken by itself."));
    BOOST_TEST(!visitor.has("portrait/camera/hold"));
    host.frame_says(R"({"say":"ok","hold":40,"fire":false})");
    visitor.settle();
    BOOST_TEST(visitor.has("portrait/camera/hold"));
    host.frame_says(R"({"say":"ok","hold":100,"fire":true})");
    visitor.settle();
    BOOST_TEST(!host.camera_on);
    BOOST_TEST(visitor.has("whole"));
    BOOST_TEST(visitor.has("taken"));
    visitor.presses("use");
    BOOST_TEST(visitor.app().draft().value("p1", "portrait") == "portrait-1");
    const auto sent = std::find_if(host.server.seen.begin(), host.server.seen.end(), [](const HttpRequest& r) { return r.path == "/api/v1/portraits"; });
    BOOST_TEST_REQUIRE((sent != host.server.seen.end()));
    BOOST_TEST(sent->body == "cut");  // not all there was
}

BOOST_AUTO_TEST_CASE(a_picture_that_moved_in_the_end_is_not_shown_and_the_camera_goes_on) {
    FakeHost host;
    Visitor visitor(host);
    opens_camera(visitor);
    host.verdict = R"({"valid":false,"faces":1,"causes":["portrait.blurred"],"advice":"portrait.blurred"})";
    host.frame_says(R"({"say":"ok","hold":100,"fire":true})");
    visitor.settle();
    BOOST_TEST(host.camera_on);
    BOOST_TEST(visitor.has("shutter"));
    BOOST_TEST_REQUIRE((host.watching != nullptr));
    // the second time it is told
    host.frame_says(R"({"say":"ok","hold":100,"fire":true})");
    visitor.settle();
    BOOST_TEST(!host.camera_on);
    BOOST_TEST(visitor.sees("The photo is not good enough yet"));
}

BOOST_AUTO_TEST_CASE(who_does_not_want_it_taken_by_itself_presses_the_button) {
    FakeHost host;
    Visitor visitor(host);
    opens_camera(visitor);
    visitor.types("by-itself", "0");
    BOOST_TEST(visitor.sees("Good. Hold still and take the photo."));
    host.frame_says(R"({"say":"ok","hold":100,"fire":true})");
    visitor.settle();
    BOOST_TEST(host.camera_on);
    BOOST_TEST(!visitor.has("portrait/camera/hold"));
    visitor.presses("shutter");
    BOOST_TEST(visitor.sees("The photo is fine"));
}

BOOST_AUTO_TEST_CASE(the_worker_wakes_while_the_person_reads_and_ends_with_the_page) {
    FakeHost host;
    Visitor visitor(host);
    screens(visitor, "en", "self", 1990);
    signs_in(visitor);
    BOOST_TEST(!host.worker_on);
    visitor.presses("p1/portrait");
    BOOST_TEST(host.worker_on);
    visitor.presses("camera");
    BOOST_TEST(host.camera_on);
    host.go("/en/tasks");
    visitor.app().follow_address();
    visitor.settle();
    BOOST_TEST(!host.camera_on);
    BOOST_TEST(!host.worker_on);
}

BOOST_AUTO_TEST_CASE(a_doubtful_portrait_may_be_used_with_a_note) {
    FakeHost host;
    host.verdict = R"({"valid":false,"faces":1,"causes":["portrait.uneven_light"],"advice":"portrait.uneven_light"})";
    Visitor visitor(host);
    opens_camera(visitor);
    visitor.presses("shutter");
    BOOST_TEST(visitor.sees("The photo is kept with a note. The officer may take a new one at the counter."));
    visitor.presses("use");
    BOOST_TEST(visitor.app().draft().value("p1", "portrait") == "portrait-1");
}

BOOST_AUTO_TEST_CASE(a_worker_that_cannot_judge_does_not_stand_in_the_way) {
    FakeHost host;
    host.verdict = host.guidance = R"({"error":"request.internal"})";
    Visitor visitor(host);
    opens_camera(visitor);
    visitor.presses("shutter");
    BOOST_TEST(visitor.sees("The photo could not be checked on this device"));
    visitor.presses("use");
    BOOST_TEST(visitor.app().draft().value("p1", "portrait") == "portrait-1");
}

BOOST_AUTO_TEST_CASE(a_camera_that_may_not_be_used_is_explained_and_a_file_works_instead) {
    FakeHost host;
    host.camera_failure = "denied";
    Visitor visitor(host);
    screens(visitor, "vi", "self", 1990);
    signs_in(visitor);
    visitor.presses("p1/portrait");
    visitor.presses("camera");
    BOOST_TEST(visitor.has("camera-failure/title"));
    host.choose_file("portrait/file", {.bytes = "", .media_type = "text/plain"});
    visitor.settle();
    BOOST_TEST(visitor.has("unreadable/title"));
    host.choose_file("portrait/file", {.bytes = "jpeg", .media_type = "image/jpeg", .name = "me.jpg", .url = "blob:2"});
    visitor.settle();
    visitor.presses("use");
    BOOST_TEST(visitor.app().draft().value("p1", "portrait") == "portrait-1");
}

BOOST_AUTO_TEST_CASE(a_time_that_was_taken_meanwhile_is_explained_and_another_can_be_chosen) {
    FakeHost host;
    host.server.signed_in = true;
    host.server.phone = "+84912345678";
    Visitor visitor(host);
    host.server.applications.push_back(
        {{"reference", "MC-1"}, {"state", "submitted"}, {"filedFor", "self"}, {"name", "ERIKSSON"}});
    visitor.goes_to("/en/booking/a08-ho-chi-minh/2026-11-19");
    visitor.chooses("time", "08:00");
    host.server.slot_is_full = true;
    visitor.continues();
    BOOST_TEST(visitor.sees("This time has just been taken. Choose another"));
    host.server.slot_is_full = false;
    visitor.chooses("time", "08:30");
    visitor.continues();
    BOOST_TEST(visitor.is_at("/en/slip/MC-1"));
}

BOOST_AUTO_TEST_CASE(the_status_page_tells_the_working_day_the_history_and_the_account) {
    FakeHost host;
    host.server.signed_in = true;
    host.server.phone = "+84912345678";
    Visitor visitor(host);
    Json application{{"reference", "MC-1"},
                     {"state", "sent"},
                     {"filedFor", "self"},
                     {"name", "ERIKSSON"},
                     {"deadline", {{"due", "2026-11-20"}, {"latest", "2026-11-23"}, {"days", 3}, {"certain", false}}},
                     {"history", {{{"at", "2026-11-17T03:00:00Z"}, {"event", "send"}}}},
                     {"notifications", {{{"channel", "sms"}, {"kind", "activation_reminder"}, {"state", "sent"}, {"at", "2026-11-17T03:00:00Z"}}}}};
    host.server.applications.push_back(application);
    visitor.goes_to("/en/status/MC-1");
    BOOST_TEST(visitor.sees("Working day 1 of 3"));
    BOOST_TEST(visitor.sees("Monday 23 November 2026"));  // what is promised while a day off is undecided
    BOOST_TEST(visitor.sees("reminder to activate (text message, sent)"));
    host.server.applications[0]["state"] = "account_created";
    host.server.applications[0]["account"] = {{"number", "88123"}, {"createdAt", "2026-11-18"}, {"activateBy", "2026-11-25"}};
    visitor.goes_to("/en/status");
    visitor.presses("MC-1");
    BOOST_TEST(visitor.sees("Identification number: 88123"));
    BOOST_TEST(visitor.sees("Wednesday 25 November 2026"));
}

BOOST_AUTO_TEST_CASE(the_status_page_says_that_the_office_moved_the_visit_and_why) {
    FakeHost host;
    host.server.signed_in = true;
    host.server.phone = "+84912345678";
    Visitor visitor(host);
    const Json moved{{"from", "2026-11-19"}, {"reason", {{"vi", "Ngập nước"}, {"en", "Flooded hall"}}}};
    host.server.applications.push_back({{"reference", "MC-1"},
                                        {"state", "booked"},
                                        {"filedFor", "self"},
                                        {"name", "ERIKSSON"},
                                        {"booking", {{"office", "a08-ho-chi-minh"}, {"date", "2026-11-20"}, {"time", "08:30"}, {"moved", moved}}},
                                        {"notifications", {{{"channel", "sms"}, {"kind", "booking_moved"}, {"state", "delivered"}, {"at", "2026-11-17T03:00:00Z"}}}}});
    for (const auto& [language, said] : {std::pair("vi", "Lý do: Ngập nước"), std::pair("en", "Thursday 19 November 2026 and has moved your visit. Reason: Flooded hall"),
                                         std::pair("zh", "原因：Flooded hall"), std::pair("ko", "사유: Flooded hall"), std::pair("ja", "理由：Flooded hall"),
                                         std::pair("ru", "Причина: Flooded hall"), std::pair("fr", "Motif : Flooded hall")}) {
        visitor.goes_to("/" + std::string(language) + "/status/MC-1");
        BOOST_TEST(visitor.sees(said), language);
    }
    visitor.goes_to("/en/status/MC-1");
    BOOST_TEST(visitor.sees("visit moved (text message, delivered)"));
    host.server.applications[0]["booking"]["moved"] = nullptr;
    visitor.goes_to("/en/status");
    visitor.presses("MC-1");
    BOOST_TEST(!visitor.sees("has moved your visit"));
}

BOOST_AUTO_TEST_CASE(an_application_is_withdrawn_only_after_asking) {
    FakeHost host;
    host.server.signed_in = true;
    host.server.phone = "+84912345678";
    Visitor visitor(host);
    host.server.applications.push_back(
        {{"reference", "MC-1"}, {"state", "submitted"}, {"filedFor", "self"}, {"name", "ERIKSSON"}});
    visitor.goes_to("/vi/status/MC-1");
    visitor.presses("withdraw");
    BOOST_TEST(visitor.is_at("/vi/status/MC-1/withdraw"));
    BOOST_TEST(host.server.applications[0]["state"] == "submitted");
    visitor.presses("withdraw");
    BOOST_TEST(host.server.applications[0]["state"] == "withdrawn");
    BOOST_TEST(visitor.is_at("/vi/status/MC-1"));
}

BOOST_AUTO_TEST_CASE(an_unknown_address_says_so_and_leads_home) {
    FakeHost host;
    Visitor visitor(host);
    visitor.goes_to("/vi/no/such/page");
    BOOST_TEST(visitor.sees("Không tìm thấy trang"));
    visitor.presses("home");
    BOOST_TEST(visitor.is_at("/vi/start"));
}

namespace {

/// A person before the camera, whose browser judges slowly.
struct BeforeTheCamera {
    BeforeTheCamera() {
        host.slow = true;
        screens(visitor, "en", "self", 1990);
        signs_in(visitor);
        visitor.presses("p1/portrait");
        visitor.presses("camera");
    }
    void answers() {
        for (const auto& each : std::exchange(host.late, {})) each();
        visitor.settle();
    }
    FakeHost host;
    Visitor visitor{host};
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_picture_that_was_given_up_does_not_come_back_through_the_next_camera, BeforeTheCamera) {
    visitor.presses("shutter");
    visitor.presses("cancel");
    visitor.presses("camera");
    answers();
    BOOST_TEST(host.camera_on);
    BOOST_TEST(visitor.has("shutter"));
}

BOOST_FIXTURE_TEST_CASE(nobody_sees_the_portrait_of_who_sat_here_before, BeforeTheCamera) {
    visitor.presses("shutter");
    answers();
    BOOST_TEST(visitor.has("use"));
    visitor.app().sign_out("start");
    visitor.settle();
    BOOST_TEST((visitor.app().portraits.of("p1").step == PortraitStep::choose));
    BOOST_TEST(visitor.app().portraits.of("p1").picture.bytes.empty());
}

BOOST_AUTO_TEST_CASE(what_is_no_fault_of_the_picture_may_be_tried_again) {
    for (const int status : {0, 401, 429, 503}) BOOST_TEST((Portrait{.failed = true, .problem = {.status = status}}.usable()));
    for (const int status : {400, 413, 422}) BOOST_TEST((!Portrait{.failed = true, .problem = {.status = status}}.usable()));
}
