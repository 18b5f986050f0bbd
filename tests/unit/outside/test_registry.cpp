// The reference registry: look-up by expressions, comparison with the record, refusals.
#include <boost/test/unit_test.hpp>

#include <set>

#include "server/net/base64.hpp"
#include "server/registry/demo_people.hpp"
#include "server/registry/matcher.hpp"
#include "server/registry/protocol.hpp"
#include "server/registry/service.hpp"
#include "shared/finger/match.hpp"
#include "shared/finger/synthesis.hpp"
#include "shared/finger/template.hpp"
#include "shared/identity/mrz.hpp"
#include "shared/picture/picture.hpp"
#include "tests/unit/outside/fixture.hpp"

using namespace motcua;
using namespace motcua::registry;

namespace {

std::string png_of(std::uint64_t seed, int number) {
    const auto image = finger::synthesise(seed, number);
    return *picture::encode_png({.width = image.width, .height = image.height, .channels = 1, .pixels = image.pixels}, 500);
}

struct Desk {
    Desk() {
        auto opened = Records::open(store.dir + "/registry.db");
        BOOST_REQUIRE(opened.ok());
        records = std::move(*opened);
        put("P1", "M1", "KOR", "1991-04-18");
        put("P2", "M1", "FRA", "1991-04-18");
        service = std::make_unique<Service>(*records, nullptr, "secret");
    }
    void put(const std::string& person, const std::string& passport, const std::string& nationality, const std::string& birth) {
        Identity identity{.person_id = person, .identity_id = person + "-1",
                          .attributes = {{"lastName", "KIM"}, {"passportNumber", passport}, {"nationality", nationality}, {"dateOfBirth", birth}}};
        const auto record = enrol_finger(png_of(7, 0), "RIGHT_INDEX");
        BOOST_REQUIRE(record.ok());
        identity.biometrics.push_back(*record);
        records->put(identity);
    }
    PeerAnswer ask(const std::string& method, const std::vector<std::string>& path, const Json& body, const std::string& token = "secret",
                   std::map<std::string, std::string> query = {{"transactionId", "t"}}) {
        return service->answer({.method = method, .path = path, .query = std::move(query), .headers = {{"authorization", "Bearer " + token}}, .body = dump_json(body)});
    }
    /// A person with some fingers on record, of seeds.
    void enrol(const std::string& person, const std::vector<std::pair<std::string, std::uint64_t>>& fingers, const std::string& status = "VALID",
               const std::string& birth = "1980-02-29") {
        Identity identity{.person_id = person, .identity_id = person + "-1", .status = status, .attributes = {{"dateOfBirth", birth}, {"gender", "F"}}};
        for (const auto& [sub_type, seed] : fingers) {
            const auto record = enrol_finger(png_of(seed, 0), sub_type);
            BOOST_REQUIRE(record.ok());
            identity.biometrics.push_back(*record);
        }
        records->put(identity);
    }
    PeerAnswer identify(const Json& probes, Json filter = Json::object(), std::map<std::string, std::string> more = {}) {
        more.emplace("transactionId", "t");
        return ask("POST", {"v1", "identify", "ALL"}, {{"filter", std::move(filter)}, {"biometricData", probes}}, "secret", std::move(more));
    }
    PeerAnswer verify(const Json& probe) { return ask("POST", {"v1", "verify", std::string(gallery), "P1"}, {{"biometricData", Json::array({probe})}}); }

    test::Store store;
    std::unique_ptr<Records> records;
    std::unique_ptr<Service> service;
};

Json is(const char* name, const char* value, const char* op = "=") { return {{"attributeName", name}, {"operator", op}, {"value", value}}; }

Json probe(const std::string& image, const char* sub_type = "RIGHT_INDEX") {
    return {{"biometricType", "FINGER"}, {"biometricSubType", sub_type}, {"image", net::encode_base64(image)}, {"mimeType", "image/png"}, {"resolution", 500}};
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_person_is_found_by_passport_nationality_and_birth_date_together) {
    Desk desk;
    const auto answer = desk.ask("POST", {"v1", "persons"}, {is("passportNumber", "M1"), is("nationality", "KOR"), is("dateOfBirth", "1991-04-18")});
    BOOST_TEST(answer.status == 200);
    BOOST_TEST(answer.body == R"([{"identityId":"P1-1","personId":"P1"}])");
    BOOST_TEST(desk.ask("POST", {"v1", "persons"}, {is("passportNumber", "M1"), is("nationality", "KOR"), is("dateOfBirth", "1991-04-19")}).body == "[]");
    BOOST_TEST(parse_json(desk.ask("POST", {"v1", "persons"}, Json::array({is("passportNumber", "M1")})).body)->size() == 2u);
    BOOST_TEST(parse_json(desk.ask("POST", {"v1", "persons"}, {is("passportNumber", "M1"), is("nationality", "KOR", "!=")}).body)->size() == 1u);
}

BOOST_AUTO_TEST_CASE(expressions_that_are_none_are_answered_400) {
    Desk desk;
    for (const Json& body : {Json::array(), Json::object(), Json::array({is("passportNumber", "M1", "LIKE")}), Json::array({is("1=1 OR name", "M1")}), Json::array({1})})
        BOOST_TEST(desk.ask("POST", {"v1", "persons"}, body).status == 400, body.dump());
}

BOOST_AUTO_TEST_CASE(without_the_token_or_a_transaction_nothing_is_answered) {
    Desk desk;
    BOOST_TEST(desk.ask("POST", {"v1", "persons"}, Json::array({is("passportNumber", "M1")}), "wrong!").status == 401);
    BOOST_TEST(desk.ask("POST", {"v1", "persons"}, Json::array({is("passportNumber", "M1")}), "secret", {}).status == 400);
    BOOST_TEST(desk.ask("GET", {"healthz"}, {}, "", {}).status == 200);
}

BOOST_AUTO_TEST_CASE(an_identity_says_what_is_on_record_without_the_record_itself) {
    Desk desk;
    const auto answer = desk.ask("GET", {"v1", "persons", "P1", "identities", "P1-1"}, {});
    const auto identity = parse_json(answer.body);
    BOOST_REQUIRE(identity.ok());
    BOOST_TEST(text_at((*identity)["biometricData"][0], "biometricSubType") == "RIGHT_INDEX");
    BOOST_TEST((*identity)["biometricData"][0].size() == 2u);
    BOOST_TEST(desk.ask("GET", {"v1", "persons", "P9", "identities"}, {}).status == 404);
}

BOOST_AUTO_TEST_CASE(another_impression_of_the_finger_matches_and_another_finger_does_not) {
    Desk desk;
    const auto same = *parse_json(desk.verify(probe(png_of(7, 1))).body);
    BOOST_TEST(is_true(same, "decision"));
    BOOST_TEST(is_true(same["scores"][0]["others"], "match"));
    const auto other = *parse_json(desk.verify(probe(png_of(8, 1))).body);
    BOOST_TEST(!is_true(other, "decision"));
    BOOST_TEST(other["scores"].size() == 1u);
}

Json by_template(const finger::Template& finger) {
    const auto iso = finger::write_iso(finger);
    return {{"biometricType", "FINGER"}, {"biometricSubType", "RIGHT_INDEX"}, {"templateFormat", "ISO_19794_2_2011"},
            {"template", net::encode_base64({reinterpret_cast<const char*>(iso.data()), iso.size()})}};
}

BOOST_AUTO_TEST_CASE(a_template_is_compared_as_well_as_a_picture_and_decides_nothing_for_a_person) {
    Desk desk;
    const auto found = finger::extract(finger::synthesise(7, 2), finger::Position::right_index);
    BOOST_REQUIRE(found.ok());
    const auto answer = *parse_json(desk.verify(by_template(*found)).body);
    BOOST_TEST(is_true(answer["scores"][0]["others"], "match"));
    BOOST_TEST(text_at(answer["scores"][0]["others"], "basis") == "template");
    BOOST_TEST(!is_true(answer, "decision"));
}

BOOST_AUTO_TEST_CASE(beside_a_picture_a_template_counts_for_nothing) {
    Desk desk;
    const auto wanted = finger::extract(finger::synthesise(7, 2), finger::Position::right_index);
    BOOST_REQUIRE(wanted.ok());
    Json both = probe(png_of(8, 1));  // another finger's picture with the right finger's template
    both["template"] = by_template(*wanted)["template"];
    const auto answer = *parse_json(desk.verify(both).body);
    BOOST_TEST(!is_true(answer, "decision"));
    BOOST_TEST(!is_true(answer["scores"][0]["others"], "match"));
}

BOOST_AUTO_TEST_CASE(templates_speak_against_a_person_and_not_for_one) {
    using registry::Score;
    const Score picture{.type = "FINGER", .sub_type = "RIGHT_INDEX", .score = 600, .match = true}, other{.type = "FINGER", .sub_type = "LEFT_INDEX", .score = 5};
    Score claimed{.type = "FINGER", .sub_type = "LEFT_INDEX", .score = 600, .match = true, .caller_s_template = true}, against = claimed;
    against.score = 5;
    const Score face{.type = "FACE", .sub_type = "PORTRAIT", .score = 0.9, .match = true};
    BOOST_TEST(registry::decide({picture}));
    BOOST_TEST(registry::decide({picture, claimed}));
    BOOST_TEST(!registry::decide({claimed}));
    BOOST_TEST(!registry::decide({claimed, claimed, other}));
    BOOST_TEST(registry::decide({face, claimed}));
    BOOST_TEST(!registry::decide({face, against}));
    BOOST_TEST(!registry::decide({picture, against, against}));
    BOOST_TEST(registry::decide({face}));
}

BOOST_AUTO_TEST_CASE(what_is_not_on_record_gets_no_score_and_no_decision) {
    Desk desk;
    BOOST_TEST(desk.verify(probe(png_of(7, 1), "LEFT_INDEX")).body == R"({"decision":false,"scores":[]})");
}

BOOST_AUTO_TEST_CASE(a_picture_that_is_none_scores_nothing_and_says_why) {
    Desk desk;
    const auto answer = *parse_json(desk.verify(probe("no picture")).body);
    BOOST_TEST(!is_true(answer, "decision"));
    BOOST_TEST(text_at(answer["scores"][0]["others"], "error") == "picture.format");
    BOOST_TEST(desk.verify({{"biometricType", "FINGER"}, {"biometricSubType", "RIGHT_INDEX"}, {"image", "***"}}).status == 400);
    BOOST_TEST(desk.verify({{"biometricType", "IRIS"}, {"image", "QUJD"}}).status == 400);
}

BOOST_AUTO_TEST_CASE(a_search_says_whose_finger_it_is_and_what_it_is_on_record_as) {
    Desk desk;
    desk.enrol("P3", {{"LEFT_INDEX", 11}, {"RIGHT_THUMB", 12}});
    const auto found = *parse_json(desk.identify(Json::array({probe(png_of(11, 1), "RIGHT_INDEX")})).body);
    BOOST_REQUIRE(found.size() == 1u);
    BOOST_TEST(text_at(found[0], "personId") == "P3");
    BOOST_TEST(found[0]["rank"] == 1);
    BOOST_REQUIRE(found[0]["scores"].size() == 1u);
    const Json& score = found[0]["scores"][0];
    BOOST_TEST(text_at(score, "biometricSubType") == "LEFT_INDEX");
    BOOST_TEST(text_at(score, "encounterId") == "P3-1");
    BOOST_TEST(text_at(score["others"], "probeSubType") == "RIGHT_INDEX");
    BOOST_TEST(is_true(score["others"], "match"));
    BOOST_TEST(score["others"]["threshold"] == finger::search_threshold(4));
    BOOST_TEST(score["others"]["falseMatchPpm"] <= 1);
    BOOST_TEST(score["score"] == found[0]["score"]);
    BOOST_TEST(desk.identify(Json::array({probe(png_of(99, 1))})).body == "[]");
}

BOOST_AUTO_TEST_CASE(candidates_come_by_fingers_that_match_and_no_more_than_asked_for) {
    Desk desk;  // P1 and P2 have the finger of seed 7 on record, too
    desk.enrol("P0", {{"RIGHT_INDEX", 7}, {"LEFT_INDEX", 11}});
    const Json probes = Json::array({probe(png_of(7, 1)), probe(png_of(11, 1), "LEFT_INDEX")});
    const auto found = *parse_json(desk.identify(probes).body);
    BOOST_REQUIRE(found.size() == 3u);
    for (std::size_t i = 0; i < 3; ++i) {
        BOOST_TEST(text_at(found[i], "personId") == "P" + std::to_string(i));  // equal ones in the order of their ids
        BOOST_TEST(found[i]["rank"] == i + 1);
    }
    BOOST_TEST(found[0]["scores"].size() == 2u);
    BOOST_TEST(parse_json(desk.identify(probes, Json::object(), {{"maxNbCand", "1"}}).body)->size() == 1u);
    BOOST_TEST(desk.identify(probes, Json::object(), {{"threshold", "1000"}}).body == "[]");
    BOOST_TEST(desk.identify(probes, Json::object(), {{"threshold", "1"}}).body == desk.identify(probes).body);  // never laxer than a search may be
}

BOOST_AUTO_TEST_CASE(a_search_follows_the_records) {
    Desk desk;
    const Json probes = Json::array({probe(png_of(11, 1))});
    BOOST_TEST(desk.identify(probes).body == "[]");
    desk.enrol("P3", {{"LEFT_INDEX", 11}});
    const std::string found = desk.identify(probes).body;
    BOOST_TEST(parse_json(found)->size() == 1u);
    const auto before = desk.records->fingers();
    desk.enrol("P3", {{"LEFT_INDEX", 12}});
    BOOST_TEST(desk.records->fingers() == before);
    BOOST_TEST(desk.identify(probes).body == "[]");
    desk.enrol("P3", {{"LEFT_INDEX", 11}}, "REVOKED");
    BOOST_TEST(desk.identify(probes).body == "[]");
    // another process writes
    auto other = Records::open(desk.store.dir + "/registry.db");
    BOOST_REQUIRE(other.ok());
    std::swap(desk.records, *other);
    desk.enrol("P3", {{"LEFT_INDEX", 11}});
    std::swap(desk.records, *other);
    BOOST_TEST(desk.identify(probes).body == found);
    // and a service that starts anew answers the same
    auto again = Records::open(desk.store.dir + "/registry.db");
    BOOST_REQUIRE(again.ok());
    BOOST_REQUIRE((*again)->read_ahead().ok());
    Service(**again, nullptr, "secret");
    std::swap(desk.records, *again);
    desk.service = std::make_unique<Service>(*desk.records, nullptr, "secret");
    BOOST_TEST(desk.identify(probes).body == found);
    desk.service.reset();
}

BOOST_AUTO_TEST_CASE(a_search_is_held_to_its_filter) {
    Desk desk;
    desk.enrol("P3", {{"LEFT_INDEX", 11}});
    const auto found = [&](const Json& filter) { return parse_json(desk.identify(Json::array({probe(png_of(11, 1))}), filter).body)->size(); };
    for (const Json& wide : {Json::object(), Json{{"dateOfBirthMin", "1980-02-29"}, {"dateOfBirthMax", "1980-02-29"}}, Json{{"gender", "F"}},
                             Json{{"biometricType", {"FACE", "FINGER"}}, {"biometricSubType", {"LEFT_INDEX"}}}})
        BOOST_TEST(found(wide) == 1u, wide.dump());
    for (const Json& narrow : {Json{{"dateOfBirthMin", "1980-03-01"}}, Json{{"dateOfBirthMax", "1980-02-28"}}, Json{{"gender", "M"}}, Json{{"biometricType", {"FACE"}}},
                               Json{{"biometricSubType", {"RIGHT_INDEX"}}}})
        BOOST_TEST(found(narrow) == 0u, narrow.dump());
}

BOOST_AUTO_TEST_CASE(a_search_that_cannot_be_made_is_refused_and_not_answered_with_nobody) {
    Desk desk;
    const Json good = probe(png_of(7, 1));
    Json slap = good, face = good, nothing = good;
    slap["biometricSubType"] = "PLAIN_RIGHT_FOUR_FINGERS";
    face["biometricType"] = "FACE";
    nothing["image"] = "";
    for (const Json& probes : {Json::array(), Json::array({good, probe("no picture")}), Json::array({slap}), Json::array({face}), Json::array({nothing}), Json(7), Json(Json::array_t(17, good))})
        BOOST_TEST(desk.identify(probes).status == 400, probes.dump().substr(0, 80));
    for (const Json& filter : {Json(nullptr), Json::array(), Json{{"nationality", "KOR"}}, Json{{"dateOfBirthMin", "1980-02-30"}}, Json{{"biometricType", "FINGER"}}, Json{{"gender", 1}}})
        BOOST_TEST(desk.identify(Json::array({good}), filter).status == 400, filter.dump());
    BOOST_TEST(desk.ask("POST", {"v1", "identify", "ALL"}, {{"biometricData", Json::array({good})}}).status == 400);  // OSIA requires a filter
    BOOST_TEST(desk.ask("POST", {"v1", "identify", "OTHERS"}, {{"filter", Json::object()}, {"biometricData", Json::array({good})}}).status == 404);
    BOOST_TEST(desk.ask("POST", {"v1", "identify", "ALL"}, {{"filter", Json::object()}, {"biometricData", Json::array({good})}}, "wrong!").status == 401);
}

BOOST_AUTO_TEST_CASE(the_decision_over_several_follows_the_face_and_what_the_fingers_say_together) {
    const auto face = [](bool match) { return Score{.type = "FACE", .match = match}; };
    const auto finger = [](bool match) { return Score{.type = "FINGER", .score = match ? 500.0 : 20.0, .match = match}; };
    BOOST_TEST(!decide({}));
    BOOST_TEST(decide({face(true)}));
    BOOST_TEST(!decide({face(false), finger(true), finger(true)}));
    BOOST_TEST(decide({face(true), finger(true), finger(true), finger(false)}));
    BOOST_TEST(!decide({face(true), finger(true), finger(false)}));
    // each alone a miss, together certain
    const Score faint{.type = "FINGER", .score = 165, .match = false};
    BOOST_TEST(!decide({faint}));
    BOOST_TEST(decide({faint, faint}));
}

BOOST_AUTO_TEST_CASE(the_token_is_made_once_and_shared) {
    test::Store store;
    const auto first = shared_token(store.dir), second = shared_token(store.dir);
    BOOST_REQUIRE(first.ok());
    BOOST_TEST(*first == *second);
    BOOST_TEST(first->size() == 64u);
}

BOOST_AUTO_TEST_CASE(the_demo_people_are_forty_with_passports_whose_check_digits_agree) {
    const Date today{std::chrono::year{2026}, std::chrono::November, std::chrono::day{24}};
    const auto people = demo_people(today);
    BOOST_TEST(people.size() == 40u);
    std::set<std::string> keys, passports;
    int children = 0, single_names = 0, on_record = 0;
    for (const auto& person : people) {
        BOOST_TEST(keys.insert(person.key).second, person.key);
        const auto birth = parse_date(person.birth_date);
        BOOST_REQUIRE_MESSAGE(birth.ok(), person.key);
        children += age_on(*birth, today) < 14;
        single_names += person.given_names.empty();
        on_record += person.on_record == OnRecord::face_and_fingers;
        if (person.passport.empty()) continue;
        BOOST_TEST(passports.insert(person.passport).second, person.passport);
        const auto mrz = identity::parse_mrz(mrz_of(person), today);
        BOOST_REQUIRE_MESSAGE(mrz.ok(), person.key);
        BOOST_TEST(mrz->valid(), person.key);
        BOOST_TEST(mrz->birth_date == person.birth_date, person.key);
        if (person.card_type == "TRC") BOOST_TEST(person.card_expiry < person.passport_expiry, person.key);  // no such rule for PRC
    }
    BOOST_TEST(children == 4);
    BOOST_TEST(single_names >= 1);
    BOOST_TEST(on_record >= 10);
    BOOST_TEST(on_record <= 30);
}
