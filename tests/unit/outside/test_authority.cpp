// The reference authority by its interface: shapes, signatures, idempotency, decisions, callbacks; and serve's lane to it.
#include <boost/test/unit_test.hpp>

#include "server/authority/service.hpp"
#include "server/provisioning/answer.hpp"
#include "server/provisioning/authority_client.hpp"
#include "tests/unit/outside/fixture.hpp"

using namespace motcua;

namespace {

Json enrollment(const std::string& passport = "M83920471") {
    return {{"enrollmentType", "foreign-resident"},
            {"biographicData", {{"lastName", "KIM"}, {"firstName", "SEO YEON"}, {"dateOfBirth", "1991-04-18"}, {"nationality", "KOR"},
                                {"passportNumber", passport}, {"passportExpiry", "2032-01-01"}}},
            {"biometricData", Json::array({{{"biometricType", "FACE"}, {"image", "QUJD"}}, {{"biometricType", "FINGER"}, {"biometricSubType", "RIGHT_INDEX"}, {"image", "QUJD"}}})}};
}

struct Office {
    Office() {
        auto opened = authority::Ledger::open(store.dir + "/authority.db");
        BOOST_REQUIRE(opened.ok());
        ledger = std::move(*opened);
        restart({});
    }
    void restart(authority::Options options) {
        options.data_dir = store.dir;
        options.callback_base = "http://serve.test";
        options.clock = [this] { return store.now; };
        options.call = [this](const net::Call& call) -> Result<net::Answer> { calls.push_back(call); return net::Answer{.status = callback_status}; };
        service = std::make_unique<authority::Service>(std::move(options), *ledger, *net::own_key(store.dir, "authority"));
    }
    registry::PeerAnswer ask(const std::string& method, const std::string& target, const std::string& body, bool with_signature = true) {
        registry::PeerRequest request{.method = method, .target = target, .body = body};
        const auto question = target.find('?');
        std::string path = target.substr(1, question - 1);
        for (std::size_t at = 0; at <= path.size();) {
            const auto end = std::min(path.find('/', at), path.size());
            request.path.push_back(path.substr(at, end - at));
            at = end + 1;
        }
        for (std::size_t at = question; at < target.size();) {
            const auto equals = target.find('=', at), end = std::min(target.find('&', at + 1), target.size());
            request.query[target.substr(at + 1, equals - at - 1)] = target.substr(equals + 1, end - equals - 1);
            at = end;
        }
        if (with_signature)
            for (const auto& [name, value] : net::sign(key, {.method = method, .path = target}, body, store.now))
                request.headers[name == "Date" ? "date" : name == "Digest" ? "digest" : "signature"] = value;
        return service->answer(request);
    }
    int create(const std::string& id, const Json& body) { return ask("POST", "/v1/enrollments/" + id + "?transactionId=t1&finalize=true", dump_json(body)).status; }
    Json last_callback() const { return *parse_json(calls.back().body); }

    test::Store store;
    net::SigningKey key = *net::own_key(store.dir, "serve");
    std::unique_ptr<authority::Ledger> ledger;
    std::unique_ptr<authority::Service> service;
    std::vector<net::Call> calls;
    int callback_status = 204;
};

}  // namespace

BOOST_AUTO_TEST_CASE(an_enrolment_is_decided_after_the_delay_and_answered_by_a_signed_callback) {
    Office office;
    BOOST_TEST(office.create("MC-1", enrollment()) == 204);
    office.service->work();
    BOOST_TEST(office.calls.empty());
    office.store.now += 1500;
    office.service->work();
    BOOST_REQUIRE(office.calls.size() == 1u);
    const auto body = office.last_callback();
    BOOST_TEST(text_at(body, "result") == "CREATED");
    BOOST_TEST(text_at(body, "accountNumber").starts_with("DEMO-"));
    BOOST_TEST(office.calls[0].url == "http://serve.test/api/v1/callbacks/authority?taskId=MC-1&transactionId=t1");
    std::map<std::string, std::string> headers;
    for (const auto& [name, value] : office.calls[0].headers) headers[name == "Date" ? "date" : name == "Digest" ? "digest" : "signature"] = value;
    headers.erase("Content-Type");
    for (const auto& [name, value] : office.calls[0].headers) if (name == "Signature") headers["signature"] = value;
    BOOST_TEST(net::verify(*net::peer_key(office.store.dir, "authority"), {.method = "POST", .path = "/api/v1/callbacks/authority?taskId=MC-1&transactionId=t1"},
                           headers, office.calls[0].body, office.store.now).ok());
}

BOOST_AUTO_TEST_CASE(the_same_enrolment_again_changes_nothing_and_another_content_is_a_conflict) {
    Office office;
    BOOST_TEST(office.create("MC-1", enrollment()) == 204);
    BOOST_TEST(office.create("MC-1", enrollment()) == 204);
    BOOST_TEST(office.create("MC-1", enrollment("X1")) == 409);
    office.store.now += 1500;
    office.service->work();
    office.service->work();
    BOOST_TEST(office.calls.size() == 1u);
}

BOOST_AUTO_TEST_CASE(an_unsigned_or_changed_request_is_refused) {
    Office office;
    BOOST_TEST(office.ask("POST", "/v1/enrollments/MC-1?transactionId=t1&finalize=true", dump_json(enrollment()), false).status == 401);
    BOOST_TEST(office.ask("GET", "/v1/enrollments/MC-1?transactionId=t1", "", false).status == 401);
    BOOST_TEST(office.ask("GET", "/v1/tasks/MC-1/status?transactionId=t1", "").status == 404);
}

BOOST_AUTO_TEST_CASE(a_second_account_for_the_same_passport_is_rejected_with_a_reason) {
    Office office;
    (void)office.create("MC-1", enrollment());
    (void)office.create("MC-2", enrollment());
    office.store.now += 1500;
    office.service->work();
    BOOST_REQUIRE(office.calls.size() == 2u);
    BOOST_TEST(text_at(office.last_callback(), "result") == "REJECTED");
    BOOST_TEST(text_at(office.last_callback(), "reason") == "DUPLICATE_ACCOUNT");
    BOOST_TEST(text_at(office.last_callback(), "accountNumber") == "");
}

BOOST_AUTO_TEST_CASE(an_expired_passport_and_missing_biometrics_are_rejected) {
    Office office;
    auto expired = enrollment("P1");
    expired["biographicData"]["passportExpiry"] = "2026-11-23";
    auto bare = enrollment("P2");
    bare["biometricData"] = Json::array({{{"biometricType", "FACE"}, {"image", "QUJD"}}});
    (void)office.create("MC-1", expired);
    (void)office.create("MC-2", bare);
    office.store.now += 1500;
    office.service->work();
    BOOST_REQUIRE(office.calls.size() == 2u);
    std::string reasons;
    for (const auto& call : office.calls) reasons += std::string(text_at(*parse_json(call.body), "reason")) + " ";
    BOOST_TEST(reasons.find("DOCUMENT_EXPIRED") != std::string::npos);
    BOOST_TEST(reasons.find("INCOMPLETE") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(malformed_enrolments_are_answered_400_with_a_message) {
    Office office;
    auto unknown = enrollment();
    unknown["surprise"] = 1;
    auto nameless = enrollment();
    nameless["biographicData"].erase("lastName");
    for (const auto& body : {unknown, nameless, Json::array(), Json("x")}) {
        const auto answer = office.ask("POST", "/v1/enrollments/MC-1?transactionId=t1&finalize=true", dump_json(body));
        BOOST_TEST(answer.status == 400);
        BOOST_TEST(parse_json(answer.body)->contains("message"));
    }
    BOOST_TEST(office.ask("POST", "/v1/enrollments/MC-1?finalize=true", dump_json(enrollment())).status == 400);
    BOOST_TEST(office.ask("POST", "/v1/enrollments/MC_%2F?transactionId=t1", "{").status == 400);
}

BOOST_AUTO_TEST_CASE(pictures_are_not_kept) {
    Office office;
    (void)office.create("MC-1", enrollment());
    const auto read = office.ask("GET", "/v1/enrollments/MC-1?transactionId=t1", "");
    BOOST_TEST(read.status == 200);
    BOOST_TEST(read.body.find("QUJD") == std::string::npos);
    BOOST_TEST(read.body.find("\"status\":\"FINALIZED\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_callback_that_fails_is_repeated_and_after_the_last_attempt_waits_for_a_redelivery) {
    Office office;
    office.restart({.max_callback_attempts = 2});
    office.callback_status = 503;
    (void)office.create("MC-1", enrollment());
    office.store.now += 1500;
    office.service->work();
    BOOST_TEST(office.ask("GET", "/v1/tasks/MC-1/status?transactionId=t1", "").body == "\"RESPONSE_RETRY\"");
    office.store.now += 60'000;
    office.service->work();
    BOOST_TEST(office.calls.size() == 2u);
    BOOST_TEST(office.ask("GET", "/v1/tasks/MC-1/status?transactionId=t1", "").body == "\"RESPONSE_ERROR\"");
    office.store.now += 3'600'000;
    office.service->work();
    BOOST_TEST(office.calls.size() == 2u);
    office.callback_status = 204;
    BOOST_TEST(office.ask("POST", "/v1/tasks/MC-1/redeliver?transactionId=t1", "").status == 204);
    office.service->work();
    BOOST_TEST(office.calls.size() == 3u);
    BOOST_TEST(office.calls[0].body == office.calls[2].body);
    BOOST_TEST(office.ask("GET", "/v1/tasks/MC-1/status?transactionId=t1", "").body == "\"COMPLETED\"");
}

BOOST_AUTO_TEST_CASE(only_what_is_undecided_can_be_deleted) {
    Office office;
    (void)office.create("MC-1", enrollment());
    BOOST_TEST(office.ask("DELETE", "/v1/enrollments/MC-1?transactionId=t1", "").status == 204);
    BOOST_TEST(office.ask("DELETE", "/v1/enrollments/MC-1?transactionId=t1", "").status == 404);
    (void)office.create("MC-2", enrollment());
    office.store.now += 1500;
    office.service->work();
    BOOST_TEST(office.ask("DELETE", "/v1/enrollments/MC-2?transactionId=t1", "").status == 403);
}

BOOST_AUTO_TEST_CASE(injected_failures_come_first_and_end) {
    Office office;
    office.restart({.fail_first = 2, .drop_callbacks = 1});
    BOOST_TEST(office.create("MC-1", enrollment()) == 503);
    BOOST_TEST(office.create("MC-1", enrollment()) == 503);
    BOOST_TEST(office.create("MC-1", enrollment()) == 204);
    office.store.now += 1500;
    office.service->work();
    BOOST_TEST(office.calls.empty());
    office.store.now += 1000;
    office.service->work();
    BOOST_TEST(office.calls.size() == 1u);
}

// --- serve's side
namespace {

struct Line {
    provisioning::Outcome run(bool awaiting, int status, ErrorCode fault = ErrorCode::request_internal) {
        auto lane = provisioning::make_authority_lane({.url = "http://authority.test/", .key = *net::own_key(store.dir, "serve"), .clock = [this] { return store.now; },
            .load = [](const std::string& wanted) -> Result<Json> {
                if (wanted == "MC-BAD") return ErrorCode::keys_unreadable;
                return Json{{"reference", wanted}};
            },
            .call = [this, status, fault](const net::Call& call) -> Result<net::Answer> {
                calls.push_back(call);
                if (status == 0) return fault;
                return net::Answer{.status = calls.size() > 1 ? 204 : status};
            }});
        return lane({.id = "0a", .kind = "authority", .reference = reference, .attempts = 1, .awaiting_answer = awaiting});
    }
    test::Store store;
    std::string reference = "MC-1";
    std::vector<net::Call> calls;
};
using Kind = provisioning::Outcome::Kind;

}  // namespace

BOOST_AUTO_TEST_CASE(a_request_is_sent_signed_and_finalised) {
    Line line;
    BOOST_TEST((line.run(false, 204).kind == Kind::accepted));
    BOOST_TEST(line.calls[0].url == "http://authority.test/v1/enrollments/MC-1?transactionId=0a&finalize=true");
    BOOST_TEST(line.calls[0].body == "{\"reference\":\"MC-1\"}");
}

BOOST_AUTO_TEST_CASE(faults_that_pass_are_retried_and_faults_that_stay_are_not) {
    for (const int status : {500, 502, 503, 401, 403, 404, 429}) {
        Line line;
        BOOST_TEST((line.run(false, status).kind == Kind::retry), status);
    }
    for (const int status : {400, 409, 413, 422}) {
        Line line;
        const auto outcome = line.run(false, status);
        BOOST_TEST((outcome.kind == Kind::refused), status);
        BOOST_TEST(outcome.error == "authority." + std::to_string(status));
    }
    Line unreachable;
    const auto outcome = unreachable.run(false, 0, ErrorCode::peer_unreachable);
    BOOST_TEST((outcome.kind == Kind::retry));
    BOOST_TEST(outcome.error == "peer.unreachable");
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_built_is_shown_to_the_officer_instead_of_tried_for_ever) {
    Line line;
    line.reference = "MC-BAD";
    const auto outcome = line.run(false, 204);
    BOOST_TEST((outcome.kind == Kind::refused));
    BOOST_TEST(outcome.error == "keys.unreadable");
    BOOST_TEST(line.calls.empty());
}

BOOST_AUTO_TEST_CASE(a_late_answer_is_asked_for_and_a_forgotten_request_is_sent_anew) {
    Line line;
    BOOST_TEST((line.run(true, 204).kind == Kind::accepted));
    BOOST_TEST(line.calls[0].url == "http://authority.test/v1/tasks/MC-1/redeliver?transactionId=0a");
    Line forgotten;
    BOOST_TEST((forgotten.run(true, 404).kind == Kind::accepted));
    BOOST_REQUIRE(forgotten.calls.size() == 2u);
    BOOST_TEST(forgotten.calls[1].url.find("/v1/enrollments/MC-1") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(answers_are_read_strictly) {
    using provisioning::parse_answer;
    const auto good = parse_answer(R"({"enrollmentId":"MC-1","result":"CREATED","accountNumber":"DEMO-1","decidedAt":1})");
    BOOST_REQUIRE(good.ok());
    BOOST_TEST(good->account == "DEMO-1");
    for (const auto* body : {R"({"enrollmentId":"MC-1","result":"CREATED"})", R"({"result":"CREATED","accountNumber":"X"})", R"({"enrollmentId":"MC-1","result":"MAYBE"})",
                             R"({"enrollmentId":"MC-1","result":"CREATED","accountNumber":"a b"})", R"({"enrollmentId":"MC-1","result":"REJECTED","extra":1})", "[]", "{"})
        BOOST_TEST(!parse_answer(body).ok(), body);
}
