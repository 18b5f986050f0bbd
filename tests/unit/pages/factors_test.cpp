// Step-up in the client: an act that meets a stale second factor waits with all that it holds, and goes on by itself.
#include <boost/test/unit_test.hpp>

#include "client/model/desk.hpp"
#include "tests/unit/pages/fake_host.hpp"

using namespace motcua;
using namespace motcua::client;

namespace {

constexpr std::string_view stale_refusal =
    R"({"code":"session.step_up_needed","status":403,"message":{"vi":"Cần xác nhận lại.","en":"Confirm again."}})";

/// A server that wants a fresh factor for "/send" and "/staff/keys…" until one was shown: code 123456, or a signature.
class Server final : public test::FakeHost {
public:
    bool fresh = false;
    std::string csrf = "old";
    std::vector<std::string> seen;
    std::vector<Json> bodies;

    void fetch(HttpRequest request, std::function<void(HttpResponse)> done) override {
        const std::string path = request.path.substr(7);
        seen.push_back(request.method + " " + path);
        bodies.push_back(parse_json(request.body.empty() ? "null" : request.body).value_or(Json{}));
        done(answer(request.method, path, bodies.back(), request.headers["x-csrf"]));
    }

private:
    HttpResponse renewed() {
        fresh = true;
        csrf = "new";
        return {.status = 200, .body = Json{{"role", "officer"}, {"csrf", csrf}, {"expiresIn", 900}}.dump()};
    }
    HttpResponse answer(const std::string& method, const std::string& path, const Json& body, const std::string& token) {
        if (path == "/session") return {.status = 200, .body = Json{{"role", "officer"}, {"csrf", csrf}, {"expiresIn", 900}}.dump()};
        if (method != "GET" && !token.empty() && token != csrf) return {.status = 403, .body = R"({"code":"session.origin"})"};
        if (path == "/staff/step-up")
            return text_of(body, "code") == "123456" ? renewed() : HttpResponse{.status = 422, .body = R"({"code":"staff.code","message":{"vi":"Sai.","en":"Wrong."}})"};
        if (path.ends_with("/challenge") && path != "/staff/keys/challenge") return {.status = 201, .body = R"({"challenge":"AAAA","expiresIn":120,"relyingParty":"localhost","credentials":["AQ"]})"};
        if (path == "/staff/step-up/key") return renewed();
        if (!fresh && method != "GET") return {.status = 403, .body = std::string(stale_refusal)};
        if (path == "/staff/keys" || path.starts_with("/staff/keys/0")) return {.status = 200, .body = R"({"keys":[]})"};
        return {.status = 200, .body = R"({"allowed":["send"]})"};
    }
};

struct Counter {
    Server host;
    Api api{host};
    Factors factors{host, api};
    Desk desk{host, api, factors};
    Counter() {
        factors.session = [this](const Json& session) { api.set_csrf(text_of(session, "csrf")); };
        api.on_stale_token([this](std::function<void()> then) {
            api.send({.path = "/session"}, [this, then = std::move(then)](const Answer& answer) {
                factors.session(answer.body);
                then();
            });
        });
        api.set_csrf("old");
        host.address = "/vi/officer/file/MC-TEST";
        desk.load_file("MC-TEST");
        host.seen.clear();
        host.bodies.clear();
    }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(an_act_waits_for_the_factor_and_goes_on_with_what_was_entered, Counter) {
    desk.return_reason = "Thiếu chữ ký của mẹ";
    desk.return_file();
    BOOST_TEST(factors.asked());
    BOOST_TEST(desk.busy);  // the act is not over
    BOOST_TEST(factors.just_asked());
    BOOST_TEST(!factors.just_asked());
    factors.code = "000000";
    factors.confirm_by_code();
    BOOST_TEST(factors.asked());
    BOOST_TEST(factors.problem.code == "staff.code");
    BOOST_TEST(factors.code.empty());  // a code serves once
    BOOST_TEST(desk.return_reason == "Thiếu chữ ký của mẹ");
    factors.code = "123456";
    factors.confirm_by_code();
    BOOST_TEST(!factors.asked());
    BOOST_TEST(!desk.busy);
    BOOST_TEST(desk.problem.code.empty());
    BOOST_TEST(host.seen.back() == "POST /counter/MC-TEST/return");
    BOOST_TEST(text_of(host.bodies.back(), "reason") == "Thiếu chữ ký của mẹ");
    BOOST_TEST(desk.return_reason.empty());  // it went out
}

BOOST_FIXTURE_TEST_CASE(a_security_key_confirms_as_well, Counter) {
    desk.send_to_authority();
    host.key_answer = "NotAllowedError";
    factors.confirm_by_key();
    BOOST_TEST(factors.key_trouble == "cancelled");
    BOOST_TEST(factors.asked());
    BOOST_TEST(!factors.busy);
    host.key_answer = R"({"credential":"AQ","clientData":"AQ","authenticatorData":"AQ","signature":"AQ"})";
    factors.confirm_by_key();
    BOOST_TEST(factors.key_trouble.empty());
    BOOST_TEST(!factors.asked());
    BOOST_TEST(host.seen.back() == "POST /counter/MC-TEST/send");
    BOOST_TEST(host.key_questions.size() == 2U);
}

BOOST_FIXTURE_TEST_CASE(an_act_given_up_says_why_and_is_not_sent, Counter) {
    desk.send_to_authority();
    const auto sent = host.seen.size();
    factors.give_up();
    BOOST_TEST(!factors.asked());
    BOOST_TEST(!desk.busy);
    BOOST_TEST(desk.problem.code == "session.step_up_needed");
    BOOST_TEST(host.seen.size() == sent);
}

BOOST_FIXTURE_TEST_CASE(going_to_another_page_gives_the_act_up, Counter) {
    desk.send_to_authority();
    factors.leave(host.address);
    BOOST_TEST(factors.asked());
    factors.leave("/vi/officer/day");
    BOOST_TEST(!factors.asked());
    BOOST_TEST(!desk.busy);
}

BOOST_FIXTURE_TEST_CASE(a_token_that_another_tab_renewed_is_fetched_and_the_act_sent_again, Counter) {
    host.csrf = "new";
    host.fresh = true;
    desk.send_to_authority();
    BOOST_TEST(desk.problem.code.empty());
    BOOST_TEST((host.seen == std::vector<std::string>{"POST /counter/MC-TEST/send", "GET /session", "POST /counter/MC-TEST/send"}));
}

BOOST_FIXTURE_TEST_CASE(a_token_renewed_elsewhere_does_not_hide_the_question, Counter) {
    host.csrf = "new";
    desk.send_to_authority();
    BOOST_TEST(factors.asked());
    BOOST_TEST(desk.problem.code.empty());
}

BOOST_FIXTURE_TEST_CASE(a_picture_outlives_a_token_renewed_elsewhere, Counter) {
    host.csrf = "new";
    host.fresh = true;
    desk.finger_picture({.bytes = "picture", .media_type = "image/png"});
    BOOST_TEST(desk.problem.code.empty());
    BOOST_REQUIRE(host.seen.size() >= 3U);
    BOOST_TEST(host.seen[0].starts_with("POST /counter/MC-TEST/fingers/"));
    BOOST_TEST(host.seen[1] == "GET /session");
    BOOST_TEST(host.seen[2] == host.seen[0]);
}

BOOST_FIXTURE_TEST_CASE(no_answer_has_a_code_as_well, Counter) {
    for (const auto& [status, body] : {std::pair{0, ""}, std::pair{502, "<html>"}, std::pair{200, "{cut"}})
        BOOST_TEST(!read_answer({.status = status, .body = body}).problem.code.empty(), status);
}

BOOST_FIXTURE_TEST_CASE(removing_a_key_waits_for_the_factor_too, Counter) {
    factors.load_keys();
    factors.removing = "0123456789abcdef";
    factors.remove_key();
    BOOST_TEST(factors.asked());
    factors.code = "123456";
    factors.confirm_by_code();
    BOOST_TEST(host.seen.back() == "DELETE /staff/keys/0123456789abcdef");
    BOOST_TEST(factors.removed);
    BOOST_TEST(factors.removing.empty());
}

BOOST_FIXTURE_TEST_CASE(what_the_browser_says_of_a_key_becomes_words, Counter) {
    host.fresh = true;
    factors.name = "Khóa ở quầy 3";
    for (const auto& [exception, word] : {std::pair{"InvalidStateError", "known"}, {"SecurityError", "address"}, {"TypeError", "missing"}, {"AbortError", "cancelled"}}) {
        host.key_answer = exception;
        factors.add_key();
        BOOST_TEST(factors.key_trouble == word);
        BOOST_TEST(factors.name == "Khóa ở quầy 3");
    }
    host.key_answer = R"({"clientData":"AQ","attestationObject":"AQ"})";
    factors.add_key();
    BOOST_TEST(factors.added);
    BOOST_TEST(factors.name.empty());
    BOOST_TEST(text_of(host.bodies.back(), "name") == "Khóa ở quầy 3");
}
