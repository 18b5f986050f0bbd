// The registry's client against answers good, bad and hostile. The transport is a function, so each answer is the test's own.
#include <boost/test/unit_test.hpp>
#include <map>

#include "server/verification/registry_client.hpp"

using namespace motcua;
using namespace motcua::verification;

namespace {

const Query query{.passport_number = "L898902C3", .nationality = "SWE", .birth_date = "1990-08-12"};

Json identity() {
    return {{"identityId", "i1"},
            {"identityType", "foreign-resident"},
            {"status", "VALID"},
            {"biographicData",
             {{"lastName", "ERIKSSON"},
              {"firstName", "ANNA MARIA"},
              {"dateOfBirth", "1990-08-12"},
              {"gender", "F"},
              {"nationality", "SWE"},
              {"passportNumber", "L898902C3"}}},
            {"biometricData",
             {{{"biometricType", "FACE"}, {"biometricSubType", "PORTRAIT"}},
              {{"biometricType", "FINGER"}, {"biometricSubType", "RIGHT_INDEX"}},
              {{"biometricType", "FINGER"}, {"biometricSubType", "UNKNOWN"}, {"missing", Json::array()}}}}};
}

/// Answers each path by its beginning and remembers what was asked.
struct Peer {
    std::map<std::string, net::Answer> answers;
    std::vector<std::string> asked, bodies;
    Transport transport() {
        return [this](const net::Call& call) -> Result<net::Answer> {
            asked.push_back(call.method + " " + call.url);
            bodies.push_back(call.body);
            for (const auto& [start, answer] : answers)
                if (asked.back().starts_with(start)) return answer;
            return ErrorCode::peer_unreachable;
        };
    }
};

const std::string base = "http://registry.invalid";
Peer peer_with(const Json& people, const Json& identities) {
    Peer peer;
    peer.answers["POST " + base + "/v1/persons?"] = {200, people.dump(), {}};
    peer.answers["GET " + base + "/v1/persons/p1/identities"] = {200, identities.dump(), {}};
    return peer;
}

RegistryClient client(Peer& peer, const std::string& url = base) {
    return RegistryClient({.url = url, .token = "t"}, peer.transport());
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_known_person_is_found_with_what_is_on_record) {
    Peer peer = peer_with({{{"personId", "p1"}}}, Json::array({identity()}));
    const auto found = client(peer, base + "/").find(query, "T-1");
    BOOST_REQUIRE(found.ok());
    BOOST_REQUIRE(found->has_value());
    BOOST_TEST((*found)->family_name == "ERIKSSON");
    BOOST_TEST((*found)->face_on_record);
    BOOST_TEST((*found)->fingers_on_record == std::vector<std::string>{"right_index"}, boost::test_tools::per_element());
    BOOST_TEST(peer.asked[0].find("transactionId=T-1") != std::string::npos);
    const Json sent = Json::parse(peer.bodies[0]);
    BOOST_TEST(sent.size() == 3u);
    BOOST_TEST(sent[0]["value"] == "L898902C3");
}

BOOST_AUTO_TEST_CASE(personal_data_never_stands_in_an_address) {
    Peer peer = peer_with({{{"personId", "p1"}}}, Json::array({identity()}));
    BOOST_REQUIRE(client(peer).find(query, "T-1").ok());
    for (const auto& address : peer.asked) BOOST_TEST(address.find("L898902C3") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_empty_list_and_a_404_mean_nobody) {
    Peer peer = peer_with(Json::array(), Json::array());
    BOOST_TEST(!client(peer).find(query, "T-1").value().has_value());
    peer.answers["POST " + base + "/v1/persons?"] = {404, "", {}};
    BOOST_TEST(!client(peer).find(query, "T-1").value().has_value());
}

BOOST_AUTO_TEST_CASE(two_people_are_nobodys_guess) {
    Peer peer = peer_with({{{"personId", "p1"}}, {{"personId", "p2"}}}, Json::array());
    BOOST_TEST((client(peer).find(query, "T-1").error().code == ErrorCode::registry_ambiguous));
}

BOOST_AUTO_TEST_CASE(hostile_answers_are_refused) {
    const std::string deep = std::string(100, '[') + std::string(100, ']');
    for (const std::string& body : {std::string("{"), std::string("\"text\""), std::string("[{\"personId\":\"../admin\"}]"),
                                    std::string("[{\"personId\":7}]"), std::string("[[]]"), deep}) {
        Peer peer;
        peer.answers["POST " + base] = {200, body, {}};
        BOOST_TEST((client(peer).find(query, "T-1").error().code == ErrorCode::registry_answer), body);
    }
}

BOOST_AUTO_TEST_CASE(a_registry_in_trouble_is_unavailable_not_wrong) {
    Peer peer;
    BOOST_TEST((client(peer).find(query, "T-1").error().code == ErrorCode::registry_unavailable));
    peer.answers["POST " + base] = {503, "busy", {}};
    BOOST_TEST((client(peer).find(query, "T-1").error().code == ErrorCode::registry_unavailable));
}

BOOST_AUTO_TEST_CASE(impossible_dates_and_endless_names_of_the_registry_are_not_taken_over) {
    Json strange = identity();
    strange["biographicData"]["dateOfBirth"] = "1990-02-30";
    strange["biographicData"]["lastName"] = std::string(10000, 'A');
    const auto record = parse_identities(Json::array({strange}), "p1");
    BOOST_REQUIRE(record.ok());
    BOOST_TEST(record->birth_date.empty());
    BOOST_TEST(record->family_name.size() == 200u);
}

BOOST_AUTO_TEST_CASE(a_revoked_identity_does_not_count) {
    Json revoked = identity();
    revoked["status"] = "REVOKED";
    BOOST_TEST((parse_identities(Json::array({revoked}), "p1").error().code == ErrorCode::registry_answer));
    BOOST_TEST(parse_identities(Json::array({revoked, identity()}), "p1").ok());
}

BOOST_AUTO_TEST_CASE(only_what_is_on_record_is_compared_and_the_registrys_decision_counts) {
    Peer peer;
    peer.answers["POST " + base + "/v1/verify/FOREIGN_RESIDENTS/p1?"] = {
        200, R"({"decision":true,"scores":[{"score":0.71,"others":{"threshold":0.36,"match":true}}]})", {}};
    const Record record{.person_id = "p1", .face_on_record = true, .fingers_on_record = {"right_index"}};
    const auto evidence = client(peer).compare(record,
                                               {{.position = "face", .image = "jpeg"},
                                                {.position = "right_index", .image = "png"},
                                                {.position = "left_index", .image = "png"}},
                                               "T-1");
    BOOST_REQUIRE(evidence.ok());
    BOOST_TEST(peer.asked.size() == 2u);
    BOOST_TEST((evidence->face && evidence->face->match && evidence->face->threshold == 0.36));
    BOOST_REQUIRE(evidence->fingers.size() == 1u);
    BOOST_TEST((decide(*evidence) == Decision::match));
    const Json sent = Json::parse(peer.bodies[1])["biometricData"][0];
    BOOST_TEST(sent["biometricSubType"] == "RIGHT_INDEX");
    BOOST_TEST(sent["image"] == "cG5n");
}

BOOST_AUTO_TEST_CASE(a_face_on_record_of_another_model_is_no_mismatch_but_an_error_of_its_own) {
    Peer peer;
    peer.answers["POST " + base] = {
        200, R"({"decision":false,"scores":[{"score":0,"others":{"threshold":0.49,"match":false,"error":"portrait.other_model"}}]})", {}};
    const Record record{.person_id = "p1", .face_on_record = true};
    const auto evidence = client(peer).compare(record, {{.position = "face", .image = "jpeg"}}, "T-1");
    BOOST_REQUIRE(!evidence.ok());
    BOOST_TEST((evidence.error().code == ErrorCode::portrait_other_model));
}

BOOST_AUTO_TEST_CASE(an_answer_without_a_decision_is_refused) {
    for (const char* body :
         {"{}", "[]", R"({"decision":"yes"})", R"({"decision":true,"scores":[{"score":"high"}]})", R"({"taskId":"t"})"}) {
        Peer peer;
        peer.answers["POST " + base] = {200, body, {}};
        const Record record{.person_id = "p1", .face_on_record = true};
        const auto evidence = client(peer).compare(record, {{.position = "face", .image = "jpeg"}}, "T-1");
        BOOST_TEST((evidence.error().code == ErrorCode::registry_answer), body);
    }
}

namespace {
const std::vector<Probe> three{{.position = "face", .image = "jpeg"}, {.position = "right_index", .image = "png"}, {.position = "left_index", .image = "gnp"}};
std::vector<std::string> names(std::initializer_list<const char*> list) { return {list.begin(), list.end()}; }
}  // namespace

BOOST_AUTO_TEST_CASE(each_captured_finger_is_searched_by_a_call_of_its_own_and_no_face_is) {
    Peer peer;
    peer.answers["POST " + base + "/v1/identify/FOREIGN_RESIDENTS?transactionId=T-1"] = {
        200, R"([{"personId":"p2","rank":1,"score":600,"scores":[{"score":600,"biometricType":"FINGER","biometricSubType":"LEFT_THUMB"}]}])", {}};
    const auto found = client(peer).identify(three, "T-1");
    BOOST_REQUIRE(found.ok());
    BOOST_TEST(peer.asked.size() == 2u);
    BOOST_TEST(found->searched == names({"right_index", "left_index"}), boost::test_tools::per_element());
    BOOST_TEST(found->not_searched.empty());
    BOOST_TEST((found->hits == std::vector<FingerHit>{{"right_index", "p2", "left_thumb"}, {"left_index", "p2", "left_thumb"}}));
    const Json sent = Json::parse(peer.bodies[0]);
    BOOST_TEST(sent["filter"].is_object());  // required by the standard
    BOOST_REQUIRE(sent["biometricData"].size() == 1u);
    BOOST_TEST(sent["biometricData"][0]["biometricSubType"] == "RIGHT_INDEX");
    BOOST_TEST(sent["biometricData"][0]["image"] == "cG5n");
}

BOOST_AUTO_TEST_CASE(a_registry_without_a_search_is_asked_once_and_has_searched_nothing) {
    for (const int status : {404, 405, 501, 403, 202}) {
        Peer peer;
        peer.answers["POST " + base] = {status, R"({"taskId":"t"})", {}};
        const auto found = client(peer).identify(three, "T-1");
        BOOST_REQUIRE_MESSAGE(found.ok(), status);
        BOOST_TEST(peer.asked.size() == 1u);
        BOOST_TEST((found->searched.empty() && found->hits.empty()));
        BOOST_TEST(found->not_searched == names({"right_index", "left_index"}), boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(a_picture_that_the_registry_cannot_read_does_not_keep_the_others_from_the_search) {
    for (const int status : {400, 413, 415, 422}) {
        std::vector<net::Answer> answers{{status, R"({"code":400,"message":"finger.unusable"})", {}}, {200, "[]", {}}};
        std::size_t at = 0;
        const RegistryClient asked({.url = base, .token = "t"}, [&](const net::Call&) -> Result<net::Answer> { return answers[at++]; });
        const auto found = asked.identify(three, "T-1");
        BOOST_REQUIRE(found.ok());
        BOOST_TEST(found->not_searched == names({"right_index"}), boost::test_tools::per_element());
        BOOST_TEST(found->searched == names({"left_index"}), boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(a_registry_that_is_dead_or_lies_has_not_searched) {
    Peer peer;
    BOOST_TEST((client(peer).identify(three, "T-1").error().code == ErrorCode::registry_unavailable));
    for (const int status : {500, 503, 429}) {
        peer.answers["POST " + base] = {status, "", {}};
        BOOST_TEST((client(peer).identify(three, "T-1").error().code == ErrorCode::registry_unavailable), status);
    }
    for (const char* body : {"{", "{}", "null", R"([7])", R"([{}])", R"([{"personId":"../admin"}])", R"([{"personId":"p2","scores":7}])", R"([{"personId":"p2","scores":[7]}])"}) {
        peer.answers["POST " + base] = {200, body, {}};
        BOOST_TEST((client(peer).identify(three, "T-1").error().code == ErrorCode::registry_answer), body);
    }
    const std::string many = Json(Json::array_t(101, Json{{"personId", "p2"}})).dump();
    BOOST_TEST((parse_candidates(Json::parse(many), "right_index").error().code == ErrorCode::registry_answer));
}

BOOST_AUTO_TEST_CASE(candidates_are_read_as_other_registries_write_them) {
    const auto read = [](const char* text) { return parse_candidates(Json::parse(text), "right_index").value(); };
    using Hits = std::vector<FingerHit>;
    BOOST_TEST((read(R"([{"personId":"p2","rank":1,"score":3500}])") == Hits{{"right_index", "p2", "unknown"}}));
    BOOST_TEST((read(R"([{"personId":"p2","scoreList":[{"score":1,"biometricSubType":"RIGHT_RING"}]}])") == Hits{{"right_index", "p2", "right_ring"}}));
    BOOST_TEST((read(R"([{"personId":"p2","scores":[{"score":1,"biometricSubType":"PLAIN_THUMBS"}]}])") == Hits{{"right_index", "p2", "unknown"}}));
    BOOST_TEST(read(R"([{"personId":"p2","scores":[{"score":1,"others":{"match":false}}]}])").empty());  // below the registry's own threshold
}
