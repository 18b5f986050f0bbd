#include <boost/test/unit_test.hpp>

#include "server/counter/compare.hpp"
#include "server/counter/standing.hpp"

using namespace motcua;
using namespace motcua::counter;

namespace {

const Date visit_day = std::chrono::year{2026} / 11 / 24;

Json filing() {
    return {{"filedFor", "self"},
            {"applicant",
             {{"familyName", "ERIKSSON"},
              {"givenNames", "ANNA MARIA"},
              {"birthDate", "1974-08-12"},
              {"sex", "F"},
              {"nationality", "SWE"},
              {"documentNumber", "L898902C3"},
              {"documentExpiry", "2032-04-15"},
              {"cardNumber", "LD2-0001234"}}}};
}

identity::MrzContent content() {
    return {.issuer = "SWE",
            .name = {.primary = "ERIKSSON", .secondary = "ANNA MARIA"},
            .document_number = "L898902C3",
            .nationality = "SWE",
            .birth_date = "1974-08-12",
            .sex = "F",
            .expiry_date = "2032-04-15"};
}

identity::Mrz passport(const identity::MrzContent& content) {
    return identity::parse_mrz(identity::mrz_td3(content), visit_day).value();
}

verification::Record record() {
    return {.person_id = "p1",
            .family_name = "ERIKSSON",
            .given_names = "ANNA MARIA",
            .birth_date = "1974-08-12",
            .sex = "F",
            .nationality = "SWE",
            .passport_number = "L898902C3",
            .passport_expiry = "2032-04-15",
            .card_number = "LD2-0001234"};
}

const Row& row_of(const std::vector<Row>& rows, std::string_view field) {
    for (const auto& row : rows)
        if (row.field == field) return row;
    BOOST_FAIL("no row " << field);
    throw 0;
}

}  // namespace

BOOST_AUTO_TEST_CASE(three_agreeing_sources_leave_nothing_to_settle) {
    const auto mrz = passport(content());
    const auto person = record();
    const auto rows = compare(filing(), &mrz, &person);
    for (const auto& row : rows) BOOST_TEST((row.verdict == Verdict::same), row.field);
    BOOST_TEST(settled(rows, {}));
}

BOOST_AUTO_TEST_CASE(a_typing_error_in_the_passport_number_must_be_settled) {
    Json typed = filing();
    typed["applicant"]["documentNumber"] = "L898902G3";
    const auto mrz = passport(content());
    const auto rows = compare(typed, &mrz, nullptr);
    const Row& row = row_of(rows, "applicant.documentNumber");
    BOOST_TEST((row.verdict == Verdict::different));
    BOOST_TEST(!settled(rows, {}));
    const Accepted accepted{{"applicant.documentNumber", Source::passport}};
    BOOST_TEST(settled(rows, accepted));
    BOOST_TEST(accepted_filing(typed, rows, accepted)["applicant"]["documentNumber"] == "L898902C3");
    BOOST_TEST(typed["applicant"]["documentNumber"] == "L898902G3");
}

BOOST_AUTO_TEST_CASE(accepting_what_was_typed_changes_nothing) {
    Json typed = filing();
    typed["applicant"]["sex"] = "X";
    const auto mrz = passport(content());
    const auto rows = compare(typed, &mrz, nullptr);
    BOOST_TEST(accepted_filing(typed, rows, {{"applicant.sex", Source::typed}}) == typed);
}

BOOST_AUTO_TEST_CASE(a_name_with_diacritics_is_compatible_and_needs_no_act) {
    Json typed = filing();
    typed["applicant"]["familyName"] = "Ériksson";
    const auto mrz = passport(content());
    const auto rows = compare(typed, &mrz, nullptr);
    BOOST_TEST((row_of(rows, "applicant.familyName").verdict == Verdict::compatible));
    BOOST_TEST(!row_of(rows, "applicant.familyName").reasons.empty());
    BOOST_TEST(settled(rows, {}));
}

BOOST_AUTO_TEST_CASE(another_name_is_different_in_the_part_that_differs) {
    Json typed = filing();
    typed["applicant"]["familyName"] = "LINDGREN";
    const auto mrz = passport(content());
    const auto rows = compare(typed, &mrz, nullptr);
    BOOST_TEST((row_of(rows, "applicant.familyName").verdict == Verdict::different));
    BOOST_TEST((row_of(rows, "applicant.givenNames").verdict == Verdict::same));
}

BOOST_AUTO_TEST_CASE(a_name_is_cut_only_where_the_zone_of_the_document_was_full) {
    Json typed = filing();
    typed["applicant"]["familyName"] = "FERNANDEZ GONZALEZ";
    typed["applicant"]["givenNames"] = "JUAN CARLOTA";
    auto shown = content();
    shown.name = {.primary = "FERNANDEZ GONZALEZ", .secondary = "JUAN CARLO"};
    const auto in_passport = passport(shown);  // 39 places had room for all of it
    BOOST_TEST((row_of(compare(typed, &in_passport, nullptr), "applicant.givenNames").verdict == Verdict::different));
    shown.document_code = "I";
    const auto on_card = identity::parse_mrz(identity::write_mrz(identity::MrzFormat::td1, shown), visit_day).value();
    const Row row = row_of(compare(typed, &on_card, nullptr), "applicant.givenNames");
    BOOST_TEST((row.verdict == Verdict::compatible));
    BOOST_TEST(row.reasons == std::vector<std::string>{"truncated"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(two_people_differ_in_some_row_although_each_part_could_be_shortened) {
    Json typed = filing();
    typed["applicant"]["familyName"] = "GARCIA LOPEZ";
    typed["applicant"]["givenNames"] = "ANA";
    auto shown = content();
    shown.name = {.primary = "GARCIA", .secondary = "ANA MARIA"};
    const auto mrz = passport(shown);
    BOOST_TEST(!settled(compare(typed, &mrz, nullptr), {}));
}

BOOST_AUTO_TEST_CASE(the_registry_can_disagree_where_the_passport_agrees) {
    const auto mrz = passport(content());
    auto person = record();
    person.passport_expiry = "2025-01-01";
    person.card_number = "LD2-0009999";
    const auto rows = compare(filing(), &mrz, &person);
    BOOST_TEST((row_of(rows, "applicant.documentExpiry").verdict == Verdict::different));
    BOOST_TEST((row_of(rows, "applicant.cardNumber").verdict == Verdict::different));
}

BOOST_AUTO_TEST_CASE(german_nationality_in_the_zone_is_the_one_of_the_form) {
    auto german = content();
    german.issuer = german.nationality = "D";
    Json typed = filing();
    typed["applicant"]["nationality"] = "DEU";
    const auto mrz = passport(german);
    BOOST_TEST((row_of(compare(typed, &mrz, nullptr), "applicant.nationality").verdict == Verdict::same));
}

BOOST_AUTO_TEST_CASE(an_unknown_day_of_birth_in_the_zone_is_compatible) {
    auto partly = content();
    partly.birth_date = "1974-08";
    const auto mrz = passport(partly);
    const Row row = row_of(compare(filing(), &mrz, nullptr), "applicant.birthDate");
    BOOST_TEST((row.verdict == Verdict::compatible));
    BOOST_TEST(row.reasons == std::vector<std::string>{"partial_date"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_only_the_registry_knows_has_a_row_when_there_is_a_record) {
    auto person = record();
    person.foreigner_number = "123456";
    const auto rows = compare(filing(), nullptr, &person);
    BOOST_TEST((row_of(rows, "applicant.foreignerNumber").verdict == Verdict::missing));
    BOOST_TEST(settled(rows, {}));
    BOOST_TEST(compare(filing(), nullptr, nullptr).size() == 7u);
}

BOOST_AUTO_TEST_CASE(rows_survive_being_stored) {
    const auto mrz = passport(content());
    auto person = record();
    person.family_name = "ERIKSON";
    for (const auto& row : compare(filing(), &mrz, &person)) BOOST_TEST((row_from_json(to_json(row)) == row), row.field);
}

BOOST_AUTO_TEST_CASE(only_an_accepted_value_that_a_document_or_the_record_denies_is_a_contradiction) {
    Json typed = filing();
    typed["applicant"]["sex"] = "M";
    auto person = record();
    const auto mrz = passport(content());
    Compared compared{.mrz = identity::mrz_td3(content()), .record = person, .asked = true, .rows = compare(typed, &mrz, &person)};
    BOOST_TEST(contradictions(compared, typed, visit_day).empty());  // not settled: that is asked for first
    compared.accepted = {{"applicant.sex", Source::passport}};
    BOOST_TEST(contradictions(compared, typed, visit_day).empty());  // a typing error, put right
    compared.accepted = {{"applicant.sex", Source::typed}};
    const std::vector<std::string> sex{"applicant.sex"};
    BOOST_TEST(contradictions(compared, typed, visit_day) == sex, boost::test_tools::per_element());
    // passport and record deny one another: no choice agrees with both
    person.sex = "M";
    compared.record = person;
    compared.rows = compare(typed, &mrz, &person);
    for (const auto source : {Source::typed, Source::passport, Source::registry}) {
        compared.accepted = {{"applicant.sex", source}};
        BOOST_TEST(contradictions(compared, typed, visit_day) == sex, boost::test_tools::per_element());
    }
}
