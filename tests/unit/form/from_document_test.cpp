// What a read document offers to the form: every standing, names in their several writings, papers the form does not ask for.
#include <boost/test/unit_test.hpp>

#include "shared/form/from_document.hpp"
#include "shared/identity/mrz.hpp"
#include "unit/rules/book.hpp"

using namespace motcua;
using form::Offer;
using test::book;
using form::Section;
using form::Standing;

namespace {

/// The reader's answer to a valid zone, as shared/document/reader.hpp writes it.
Json reading_of(identity::MrzFormat format, const identity::MrzContent& content) {
    const auto zone = identity::parse_mrz(identity::write_mrz(format, content), *parse_date("2026-11-18"));
    BOOST_TEST_REQUIRE((zone.ok() && zone->valid()));
    return {{"valid", true},
            {"lines", zone->lines},
            {"fields",
             {{"documentCode", zone->document_code}, {"issuer", zone->issuer}, {"primaryIdentifier", zone->name.primary},
              {"secondaryIdentifier", zone->name.secondary}, {"nameTruncated", zone->name_truncated}, {"documentNumber", zone->document_number},
              {"nationality", zone->nationality}, {"birthDate", zone->birth_date}, {"sex", zone->sex}, {"expiryDate", zone->expiry_date}}}};
}

identity::MrzContent mueller() {
    return {.issuer = "D", .name = {.primary = "Müller", .secondary = "Anna Maria"}, .document_number = "C01X00T47", .nationality = "D",
            .birth_date = "1990-08-12", .sex = "F", .expiry_date = "2032-01-01"};
}

Json passport(const identity::MrzContent& content) { return reading_of(identity::MrzFormat::td3, content); }

Json typed(std::initializer_list<std::pair<const char*, const char*>> answers) {
    Json filing{{"filedFor", "self"}, {"applicant", Json::object()}};
    for (const auto& [name, value] : answers) filing["applicant"][name] = value;
    return filing;
}

const Offer* find(const std::vector<Offer>& offers, std::string_view path) {
    for (const Offer& offer : offers)
        if (offer.path == path) return &offer;
    return nullptr;
}

Standing standing(const std::vector<Offer>& offers, std::string_view path) {
    const Offer* offer = find(offers, path);
    BOOST_TEST_REQUIRE(offer != nullptr, path);
    return offer->standing;
}

std::vector<Offer> offered(const Json& filing, const Json& reading) { return form::offers(filing, Section::applicant, reading, book()); }

}  // namespace

BOOST_AUTO_TEST_SUITE(from_document)

BOOST_AUTO_TEST_CASE(a_passport_offers_every_answer_that_its_zone_holds_in_the_writing_of_the_form) {
    const auto offers = offered(typed({}), passport(mueller()));
    const std::vector<std::pair<std::string, std::string>> wanted{
        {"applicant.familyName", "MUELLER"}, {"applicant.givenNames", "ANNA MARIA"}, {"applicant.birthDate", "1990-08-12"}, {"applicant.sex", "F"},
        {"applicant.nationality", "DEU"}, {"applicant.documentNumber", "C01X00T47"}, {"applicant.documentExpiry", "2032-01-01"}, {"applicant.documentType", "passport"}};
    BOOST_TEST(offers.size() == wanted.size());
    for (const auto& [path, value] : wanted) {
        const Offer* offer = find(offers, path);
        BOOST_TEST_REQUIRE(offer != nullptr, path);
        BOOST_TEST(offer->read == value, path);
        BOOST_TEST((offer->standing == Standing::fresh), path);
    }
}

BOOST_AUTO_TEST_CASE(what_was_typed_the_same_agrees_and_what_was_typed_otherwise_differs) {
    const auto offers = offered(typed({{"birthDate", "1990-08-12"}, {"documentNumber", " c01x 00t47 "}, {"sex", "M"}, {"documentExpiry", "2031-01-01"}}), passport(mueller()));
    BOOST_TEST((standing(offers, "applicant.birthDate") == Standing::agrees));
    BOOST_TEST((standing(offers, "applicant.documentNumber") == Standing::agrees));
    BOOST_TEST((standing(offers, "applicant.sex") == Standing::differs));
    BOOST_TEST((standing(offers, "applicant.documentExpiry") == Standing::differs));
    BOOST_TEST(find(offers, "applicant.sex")->typed == "M");
}

BOOST_AUTO_TEST_CASE(a_name_with_its_marks_agrees_with_the_zone_that_cannot_hold_them) {
    const auto offers = offered(typed({{"familyName", "Müller"}, {"givenNames", "Anna Maria"}}), passport(mueller()));
    BOOST_TEST((standing(offers, "applicant.familyName") == Standing::agrees));
    BOOST_TEST((standing(offers, "applicant.givenNames") == Standing::agrees));
}

BOOST_AUTO_TEST_CASE(only_the_part_of_a_name_that_differs_is_asked) {
    const auto offers = offered(typed({{"familyName", "MUELLER"}, {"givenNames", "HANNA"}}), passport(mueller()));
    BOOST_TEST((standing(offers, "applicant.familyName") == Standing::agrees));
    BOOST_TEST((standing(offers, "applicant.givenNames") == Standing::differs));
}

BOOST_AUTO_TEST_CASE(a_surname_typed_as_given_name_is_asked) {
    const auto offers = offered(typed({{"familyName", "ANNA MARIA"}, {"givenNames", "MUELLER"}}), passport(mueller()));
    BOOST_TEST((standing(offers, "applicant.familyName") == Standing::differs));
    BOOST_TEST((standing(offers, "applicant.givenNames") == Standing::differs));
}

BOOST_AUTO_TEST_CASE(a_name_that_the_zone_cut_off_agrees_with_the_whole_one) {
    auto content = mueller();
    content.name = {.primary = "PAPANDROPOULOUS", .secondary = "JONATHON ALEXANDER WARREN TREVOR"};
    const Json reading = passport(content);
    BOOST_TEST_REQUIRE(is_true(reading["fields"], "nameTruncated"));
    const auto offers = offered(typed({{"familyName", "PAPANDROPOULOUS"}, {"givenNames", "JONATHON ALEXANDER WARREN TREVOR"}}), reading);
    BOOST_TEST((standing(offers, "applicant.givenNames") == Standing::agrees));
}

BOOST_AUTO_TEST_CASE(a_single_name_offers_no_given_names_and_asks_where_some_were_typed) {
    auto content = mueller();
    content.name = {.primary = "SUKARNO"};
    BOOST_TEST(find(offered(typed({}), passport(content)), "applicant.givenNames") == nullptr);
    const auto offers = offered(typed({{"familyName", "HATTA"}, {"givenNames", "MOHAMMAD"}}), passport(content));
    BOOST_TEST((standing(offers, "applicant.familyName") == Standing::differs));
    BOOST_TEST((standing(offers, "applicant.givenNames") == Standing::differs));
}

BOOST_AUTO_TEST_CASE(unknown_parts_of_a_birth_date_and_states_that_no_list_has_are_not_offered) {
    auto content = mueller();
    content.birth_date = "1990";
    Json reading = passport(content);
    reading["fields"]["nationality"] = "QQQ";
    const auto offers = offered(typed({}), reading);
    BOOST_TEST(find(offers, "applicant.birthDate") == nullptr);
    BOOST_TEST(find(offers, "applicant.nationality") == nullptr);
    BOOST_TEST(find(offers, "applicant.sex") != nullptr);
}

BOOST_AUTO_TEST_CASE(a_stateless_person_travels_on_another_paper_than_a_passport) {
    auto content = mueller();
    content.nationality = "XXA";
    BOOST_TEST(find(offered(typed({}), passport(content)), "applicant.documentType")->read == "travel_document");
}

BOOST_AUTO_TEST_CASE(a_vietnamese_residence_card_offers_the_answers_about_the_card) {
    auto content = mueller();
    content.document_code = "AR";
    content.issuer = "VNM";
    const auto offers = offered(typed({}), reading_of(identity::MrzFormat::td1, content));
    BOOST_TEST(find(offers, "applicant.cardNumber")->read == "C01X00T47");
    BOOST_TEST(find(offers, "applicant.cardExpiry")->read == "2032-01-01");
    BOOST_TEST(find(offers, "applicant.documentNumber") == nullptr);
}

BOOST_AUTO_TEST_CASE(visas_and_identity_cards_of_other_states_offer_nothing) {
    auto content = mueller();
    content.document_code = "V";
    content.issuer = "VNM";
    BOOST_TEST(offered(typed({}), reading_of(identity::MrzFormat::mrv_a, content)).empty());
    content.document_code = "I";
    content.issuer = "D";
    BOOST_TEST(offered(typed({}), reading_of(identity::MrzFormat::td1, content)).empty());
}

BOOST_AUTO_TEST_CASE(a_representative_is_offered_what_their_part_of_the_form_asks) {
    const auto offers = form::offers(typed({}), Section::representative, passport(mueller()), book());
    BOOST_TEST(find(offers, "representative.familyName")->read == "MUELLER");
    BOOST_TEST(find(offers, "representative.documentNumber")->read == "C01X00T47");
    BOOST_TEST(find(offers, "representative.documentExpiry") == nullptr);
}

BOOST_AUTO_TEST_CASE(what_is_no_reading_offers_nothing) {
    for (const Json& nothing : {Json(), Json::object(), Json{{"fields", nullptr}}, Json{{"fields", {{"documentCode", 7}}}}})
        BOOST_TEST(offered(typed({}), nothing).empty());
}

BOOST_AUTO_TEST_SUITE_END()
