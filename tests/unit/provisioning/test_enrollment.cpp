// The enrolment request against OSIA 1.3.0: only members the standard knows, its enumerations, and the same bytes twice.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>

#include "server/net/base64.hpp"
#include "server/provisioning/enrollment.hpp"

using namespace motcua;
using namespace motcua::provisioning;

namespace {

EnrollmentFile file() {
    return {.reference = "MC-7K3M-9QTX-K",
            .office = "hcm-pa08",
            .officer = "0011223344556677",
            .visit_date = "2026-11-24",
            .decision = "match",
            .person_id = "p1",
            .due = "2026-11-27",
            .consent = {.language = "vi",
                        .text_version = "account-1+biometrics-1",
                        .applicant_signature = {{{1, 2}, {3, 4}}},
                        .at = 1795500000000}};
}

Json filing() {
    return {{"formVersion", "tk01-2025"},
            {"filedFor", "child"},
            {"language", "vi"},
            {"applicant",
             {{"familyName", "ERIKSSON"},
              {"givenNames", "ANNA MARIA"},
              {"birthDate", "2016-08-12"},
              {"sex", "F"},
              {"nationality", "SWE"},
              {"documentNumber", "L898902C3"},
              {"email", ""}}},
            {"representative", {{"familyName", "ERIKSSON"}, {"relation", "parent"}}}};
}

std::vector<Capture> captures() {
    return {{.position = "face", .image = "jpeg", .media_type = "image/jpeg", .quality = 78, .at = 1795500000000},
            {.position = "right_index", .image = "png", .media_type = "image/png", .quality = 62, .at = 1795500001000},
            {.position = "left_index", .missing = "amputated"}};
}

void check_members(const Json& object, const std::set<std::string>& known) {
    for (const auto& [name, value] : object.items()) BOOST_TEST(known.contains(name), name);
}

}  // namespace

BOOST_AUTO_TEST_CASE(only_members_of_the_standard_appear) {
    const Json body = build_enrollment(file(), filing(), captures());
    check_members(body, {"enrollmentType", "enrollmentFlags", "requestData", "contextualData", "biographicData", "biometricData",
                         "documentData"});
    for (const auto& item : body["biometricData"])
        check_members(item, {"biometricType", "biometricSubType", "image", "captureDate", "impressionType", "mimeType",
                             "resolution", "compression", "missing", "quality", "qualityFormat"});
    for (const auto& document : body["documentData"]) {
        check_members(document, {"documentType", "documentTypeOther", "instance", "parts"});
        BOOST_TEST(document["parts"].size() == 1u);
        for (const auto& part : document["parts"]) check_members(part, {"pages", "data", "mimeType"});
    }
}

BOOST_AUTO_TEST_CASE(face_finger_and_missing_finger_are_written_as_the_standard_wants_them) {
    const Json data = build_enrollment(file(), filing(), captures())["biometricData"];
    BOOST_REQUIRE(data.size() == 3u);
    BOOST_TEST(data[0]["biometricType"] == "FACE");
    BOOST_TEST(data[0]["biometricSubType"] == "PORTRAIT");
    BOOST_TEST(data[0]["captureDate"] == "2026-11-24T06:00:00Z");
    BOOST_TEST(data[1]["biometricSubType"] == "RIGHT_INDEX");
    BOOST_TEST(data[1]["image"] == net::encode_base64("png"));
    BOOST_TEST(data[1]["resolution"] == 500);
    BOOST_TEST(data[2]["biometricSubType"] == "UNKNOWN");
    BOOST_TEST(data[2]["missing"][0]["biometricSubType"] == "LEFT_INDEX");
    BOOST_TEST(data[2]["missing"][0]["presence"] == "AMPUTATED");
    BOOST_TEST(!data[2].contains("image"));
}

BOOST_AUTO_TEST_CASE(the_person_the_request_and_the_visit_are_told_apart) {
    const Json body = build_enrollment(file(), filing(), captures());
    BOOST_TEST(body["biographicData"]["passportNumber"] == "L898902C3");
    BOOST_TEST(!body["biographicData"].contains("email"));
    BOOST_TEST(body["requestData"]["representative"]["relation"] == "parent");
    BOOST_TEST(body["contextualData"]["officer"] == "0011223344556677");
    BOOST_TEST(body["contextualData"]["registryPersonId"] == "p1");
}

BOOST_AUTO_TEST_CASE(the_consent_travels_as_a_document) {
    const Json documents = build_enrollment(file(), filing(), captures())["documentData"];
    const auto consent = parse_json(*net::decode_base64(documents[1]["parts"][0]["data"].get<std::string>()));
    BOOST_REQUIRE(consent.ok());
    BOOST_TEST((*consent)["textVersion"] == "account-1+biometrics-1");
    BOOST_TEST((*consent)["applicantSignature"] == file().consent.applicant_signature);
}

BOOST_AUTO_TEST_CASE(the_same_file_gives_the_same_bytes) {
    BOOST_TEST(dump_json(build_enrollment(file(), filing(), captures())) ==
               dump_json(build_enrollment(file(), filing(), captures())));
}

BOOST_AUTO_TEST_CASE(the_tables_of_the_form_travel_with_the_request_when_they_have_rows) {
    Json form = filing();
    form["dependants"] = Json::array({Json{{"familyName", "ERIKSSON"}, {"relation", "child"}}});
    form["integration"] = Json::array();
    const Json request = build_enrollment(file(), form, captures())["requestData"];
    BOOST_TEST(request["dependants"] == form["dependants"]);
    BOOST_TEST(!request.contains("integration"));
}

BOOST_AUTO_TEST_CASE(the_ids_of_pictures_stay_here) {
    Json form = filing();
    form["integration"] = Json::array({Json{{"kind", "vehicle"}, {"number", "51A-12345"}, {"front", "0011"}, {"back", ""}}});
    const Json request = build_enrollment(file(), form, captures())["requestData"];
    BOOST_TEST(request["integration"] == Json::array({Json{{"kind", "vehicle"}, {"number", "51A-12345"}}}));
}
