// The reference registry: look-up by expressions, comparison with the record, refusals.
#include <boost/test/unit_test.hpp>

#include <set>

#include "server/net/base64.hpp"
#include "server/registry/demo_people.hpp"
#include "server/registry/protocol.hpp"
#include "server/registry/service.hpp"
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

BOOST_AUTO_TEST_CASE(an_iso_template_is_taken_as_well_as_a_picture) {
    Desk desk;
    const auto found = finger::extract(finger::synthesise(7, 2), finger::Position::right_index);
    BOOST_REQUIRE(found.ok());
    const auto iso = finger::write_iso(*found);
    const auto answer = *parse_json(desk.verify({{"biometricType", "FINGER"}, {"biometricSubType", "RIGHT_INDEX"}, {"templateFormat", "ISO_19794_2_2011"},
                                                 {"template", net::encode_base64({reinterpret_cast<const char*>(iso.data()), iso.size()})}}).body);
    BOOST_TEST(is_true(answer, "decision"));
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

BOOST_AUTO_TEST_CASE(the_decision_over_several_follows_face_and_majority_of_fingers) {
    const auto face = [](bool match) { return Score{.type = "FACE", .match = match}; };
    const auto finger = [](bool match) { return Score{.type = "FINGER", .match = match}; };
    BOOST_TEST(!decide({}));
    BOOST_TEST(decide({face(true)}));
    BOOST_TEST(!decide({face(false), finger(true), finger(true)}));
    BOOST_TEST(decide({face(true), finger(true), finger(true), finger(false)}));
    BOOST_TEST(!decide({face(true), finger(true), finger(false)}));
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
