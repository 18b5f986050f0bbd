#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <set>

#include "shared/base/text.hpp"
#include "shared/form/fields.hpp"
#include "shared/form/filing.hpp"
#include "shared/form/place.hpp"
#include "shared/form/schema.hpp"
#include "shared/form/validate.hpp"
#include "shared/i18n/text.hpp"
#include "unit/rules/book.hpp"

using namespace motcua;
using test::book;
using test::day;

namespace {

const Date today = day("2026-11-24");

std::string faults(const std::vector<Error>& errors) {
    std::string out;
    for (const Error& error : errors) out += (out.empty() ? "" : " ") + error.field + "=" + std::string(describe(error.code).code);
    return out;
}
std::string faults(const Json& filing) { return faults(form::validate(filing, today, book()).errors); }
std::string warnings(const Json& filing) { return faults(form::validate(filing, today, book()).warnings); }

/// The good filing with one answer changed.
Json with(std::string_view section, std::string_view name, Json value) {
    Json filing = test::good_filing();
    filing[std::string(section)][std::string(name)] = std::move(value);
    return filing;
}

Json dependant() {
    return {{"familyName", "ERIKSSON"}, {"givenNames", "LARS"}, {"birthDate", "2015-06-07"}, {"sex", "M"}, {"nationality", "SWE"},
            {"documentNumber", "P7654321"}, {"relation", "child"}};
}
Json with_dependants(Json rows) {
    Json filing = test::good_filing();
    filing["dependants"] = std::move(rows);
    return filing;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(form_room)

BOOST_AUTO_TEST_CASE(words_that_programs_write_are_taken_as_they_stand_in_the_normal_form_too) {
    for (const auto& [section, name, value, code] : {std::tuple{"applicant", "sex", " F", "form.choice"}, {"applicant", "cardType", "TRC ", "form.choice"}, {"", "filedFor", " self", "form.choice"}, {"", "formVersion", "tk01-2025 ", "form.version"}}) {
        Json filing = test::good_filing();
        (std::string(section).empty() ? filing : filing[section])[name] = value;
        BOOST_TEST((form::normalise(filing, book()) == filing), name);
        BOOST_TEST(faults(filing).find(std::string(name) + "=" + code) != std::string::npos, name << ": " << faults(filing));
    }
}

BOOST_AUTO_TEST_CASE(every_field_has_its_words_and_is_found_by_its_path) {
    std::set<std::string> paths;
    for (const form::Field& field : form::fields()) {
        BOOST_TEST_INFO(form::path(field));
        BOOST_CHECK(paths.insert(form::path(field)).second);
        BOOST_CHECK(form::find_field(form::path(field, 3)) == &field);
        BOOST_CHECK(!field.label_vi.empty() && !field.label_en.empty() && field.label_vi != field.label_en);
        BOOST_CHECK(field.hint_vi.empty() == field.hint_en.empty());
        BOOST_CHECK(text::nfc(field.label_vi) == field.label_vi);
        BOOST_CHECK(field.max_length > 0);
    }
    BOOST_CHECK(form::find_field("applicant.nothing") == nullptr);
    BOOST_CHECK(form::find_field("familyName") == nullptr);
    BOOST_CHECK(form::find_field("") == nullptr);
}

BOOST_AUTO_TEST_CASE(a_right_filing_is_valid_and_eligible) {
    const form::Report report = form::validate(test::good_filing(), today, book());
    BOOST_TEST(faults(report.errors) == "");
    BOOST_TEST(faults(report.warnings) == "");
    BOOST_TEST(code(report.eligibility.decision) == "eligible");
}

BOOST_AUTO_TEST_CASE(a_right_filing_for_a_child_is_valid_and_needs_the_guardian) {
    const form::Report report = form::validate(test::child_filing(), today, book());
    BOOST_TEST(faults(report.errors) == "");
    BOOST_TEST(code(report.eligibility.decision) == "guardian_required");
}

BOOST_AUTO_TEST_CASE(an_empty_filing_names_every_missing_answer_in_the_order_of_the_form) {
    const form::Report report = form::validate(*parse_json(R"({"filedFor":"self"})"), today, book());
    std::vector<std::string> expected;
    for (const form::Field& field : form::fields())
        if (field.presence == form::Presence::required && !form::about(field.section).is_table() && field.name != "filedFor") expected.push_back(form::path(field));
    for (const std::string& path : expected)
        BOOST_CHECK(std::any_of(report.errors.begin(), report.errors.end(), [&](const Error& error) { return error.field == path; }));
    const auto place = [](const Error& error) { return form::find_field(error.field) - form::fields().data(); };
    BOOST_CHECK(std::is_sorted(report.errors.begin(), report.errors.end(), [&](const Error& a, const Error& b) { return place(a) < place(b); }));
}

BOOST_AUTO_TEST_CASE(each_answer_is_judged_by_its_own_rule) {
    struct Spoilt {
        const char *name, *value, *fault;
    };
    constexpr Spoilt cases[] = {
        {"familyName", "", "applicant.familyName=name.missing"},
        {"familyName", "ANN4", "applicant.familyName=name.character"},
        {"familyName", "王", "applicant.familyName=name.not_latin"},
        {"birthDate", "12/08/1990", "applicant.birthDate=date.format"},
        {"birthDate", "1990-02-30", "applicant.birthDate=date.impossible"},
        {"birthDate", "2027-01-01", "applicant.birthDate=date.in_future"},
        {"birthDate", "1890-01-01", "applicant.birthDate=date.too_old"},
        {"sex", "Q", "applicant.sex=form.choice"},
        {"nationality", "ZZZ", "applicant.nationality=nationality.unknown"},
        {"nationality", "VNM", "applicant.nationality=nationality.citizen"},
        {"nationality", "Việt Nam", "applicant.nationality=nationality.citizen"},
        {"nationality", "UTO", "applicant.nationality=nationality.unknown"},
        {"cardExpiry", "2090-01-01", "applicant.cardExpiry=date.too_far"},
        {"documentExpiry", "2088-01-01", "applicant.documentExpiry=date.too_far"},
        {"cardType", "none", "applicant.cardType=card.required applicant.cardNumber=card.unexpected applicant.cardSymbol=card.unexpected applicant.cardExpiry=card.unexpected applicant.stayUntil=form.missing"},
        {"stayUntil", "2027-06-01", "applicant.stayUntil=form.stay_unexpected"},
        {"documentNumber", "", "applicant.documentNumber=document.number_missing"},
        {"documentNumber", "A?", "applicant.documentNumber=document.number_format"},
        {"documentIssueDate", "2027-01-01", "applicant.documentIssueDate=date.in_future"},
        {"documentIssueDate", "1980-01-01", "applicant.documentIssueDate=document.dates"},
        {"documentExpiry", "2026-11-23", "applicant.documentExpiry=document.expired"},
        {"documentType", "none", "applicant.documentType=document.required applicant.documentNumber=document.unexpected applicant.documentIssueDate=document.unexpected applicant.documentIssuePlace=document.unexpected applicant.documentExpiry=document.unexpected"},
        {"cardExpiry", "2026-11-23", "applicant.cardExpiry=card.expired"},
        {"cardExpiry", "", "applicant.cardExpiry=form.missing"},
        {"cardSymbol", "ĐT4", "applicant.cardSymbol=card.symbol"},
        {"cardSymbol", "", "applicant.cardSymbol=form.missing"},
        {"cardNumber", "1", "applicant.cardNumber=card.number_format"},
        {"province", "99", "applicant.province=address.province"},
        {"commune", "Quận 1", "applicant.commune=address.old_tier"},
        {"addressLine", "12 Lê Lợi\x01", "applicant.addressLine=form.character"},
        {"phone", "0243 825 1234", "applicant.phone=phone.not_mobile"},
        {"phone", "", "applicant.phone=phone.missing"},
        {"email", "anna@", "applicant.email=email.domain"},
        {"foreignerNumber", "12*34", "applicant.foreignerNumber=form.number"},
    };
    for (const Spoilt& spoilt : cases) {
        BOOST_TEST_INFO(spoilt.name << " = " << spoilt.value);
        BOOST_TEST(faults(with("applicant", spoilt.name, spoilt.value)) == spoilt.fault);
    }
}

BOOST_AUTO_TEST_CASE(every_text_that_is_too_long_is_refused) {
    for (const form::Field& field : form::fields()) {
        if (field.section != form::Section::applicant) continue;
        BOOST_TEST_INFO(field.name);
        BOOST_TEST(!faults(with("applicant", field.name, std::string(5000, 'A'))).empty());
    }
}

BOOST_AUTO_TEST_CASE(a_stateless_holder_of_a_permanent_card_needs_no_passport) {
    Json filing = test::good_filing();
    Json& applicant = filing["applicant"];
    for (const char* name : {"documentNumber", "documentIssueDate", "documentIssuePlace", "documentExpiry", "cardSymbol", "cardExpiry"}) applicant.erase(name);
    applicant["documentType"] = "none";
    applicant["cardType"] = "PRC";
    applicant["nationality"] = "XXA";
    BOOST_TEST(faults(filing) == "");
    applicant["cardSymbol"] = "TT";
    BOOST_TEST(faults(filing) == "applicant.cardSymbol=card.symbol_unexpected");
}

BOOST_AUTO_TEST_CASE(a_child_cannot_file_alone_and_a_grown_person_is_no_child) {
    BOOST_TEST(faults(with("applicant", "birthDate", "2016-05-01")) == "filedFor=eligibility.guardian_required");
    BOOST_TEST(faults(with("applicant", "birthDate", "2021-05-01")) == "applicant.birthDate=eligibility.level_1_only");
    Json grown = test::child_filing();
    grown["applicant"]["birthDate"] = "2012-11-24";
    BOOST_TEST(faults(grown) == "filedFor=form.not_a_child");
}

BOOST_AUTO_TEST_CASE(a_representative_is_complete_of_age_and_another_person) {
    Json filing = test::child_filing();
    filing["representative"]["documentNumber"] = "";
    BOOST_TEST(faults(filing) == "representative.documentNumber=form.representative_identity representative.personalNumber=form.representative_identity");
    filing["representative"]["personalNumber"] = "079190000001";
    BOOST_TEST(faults(filing) == "");
    filing["representative"]["relation"] = "guardian";
    filing["representative"]["birthDate"] = "2008-11-25";
    BOOST_TEST(faults(filing) == "representative.birthDate=form.representative_age");
    Json same = test::child_filing();
    same["representative"]["documentNumber"] = "l111111c1";
    BOOST_TEST(faults(same) == "representative.documentNumber=form.same_person");
    Json own_phone = test::child_filing();
    own_phone["applicant"]["phone"] = "+84912345678";
    BOOST_TEST(faults(own_phone) == "applicant.phone=form.dependant_contact");
    Json for_self = test::good_filing();
    for_self["representative"] = test::child_filing()["representative"];
    BOOST_TEST(faults(for_self).starts_with("representative.familyName=form.representative_unexpected"));
}

BOOST_AUTO_TEST_CASE(a_child_assents_from_its_seventh_birthday_to_its_fourteenth) {
    const auto due = [](std::string_view birth) {
        Json filing = test::child_filing();
        filing["applicant"]["birthDate"] = birth;
        return form::child_assent_due(filing, today, book());
    };
    BOOST_TEST(!due("2019-11-25"));
    BOOST_TEST(due("2019-11-24"));
    BOOST_TEST(due("2012-11-25"));
    BOOST_TEST(!due("2012-11-24"));
}

BOOST_AUTO_TEST_CASE(what_does_not_belong_in_a_filing_can_be_taken_out) {
    Json filing = test::good_filing();
    filing["applicant"]["cardType"] = "PRC";
    BOOST_TEST(faults(filing) == "applicant.cardSymbol=card.symbol_unexpected");
    filing = form::without_misplaced(filing);
    BOOST_TEST(!filing["applicant"].contains("cardSymbol"));
    BOOST_TEST(faults(filing) == "");
    Json child = test::child_filing();
    child["dependants"] = Json::array({Json{{"familyName", "ERIKSSON"}}});
    child["applicant"]["email"] = "anna@example.com";
    BOOST_TEST(form::without_misplaced(child) == test::child_filing());
    BOOST_TEST(form::without_misplaced(test::good_filing()) == test::good_filing());
}

BOOST_AUTO_TEST_CASE(a_parent_is_older_than_the_child) {
    Json filing = test::child_filing();
    filing["representative"]["birthDate"] = "2017-01-01";
    BOOST_TEST(faults(filing) == "representative.birthDate=form.parent_younger");
}

BOOST_AUTO_TEST_CASE(one_document_in_two_writings_is_one_person) {
    Json same = test::child_filing();
    same["representative"]["documentNumber"] = "l111 111c1";
    same["representative"]["nationality"] = "Sweden";
    BOOST_TEST(faults(same) == "representative.documentNumber=form.same_person");
}

BOOST_AUTO_TEST_CASE(the_number_of_a_vietnamese_representative_has_twelve_digits) {
    Json filing = test::child_filing();
    filing["representative"]["nationality"] = "VNM";
    filing["representative"]["documentNumber"] = "";
    filing["representative"]["personalNumber"] = "79190000001";
    BOOST_TEST(faults(filing) == "representative.personalNumber=form.personal_number");
    filing["representative"]["personalNumber"] = "079190000001";
    BOOST_TEST(faults(filing) == "");
}

BOOST_AUTO_TEST_CASE(a_blank_beside_an_answer_changes_no_verdict) {
    Json filing = with("applicant", "birthDate", "2024-01-01\u00A0");
    filing["applicant"]["documentIssueDate"] = "2024-05-01";
    BOOST_TEST(faults(filing) == "applicant.birthDate=eligibility.level_1_only");
}

BOOST_AUTO_TEST_CASE(a_child_assents_also_when_it_is_filed_as_a_ward) {
    Json ward = test::child_filing();
    ward["filedFor"] = "ward";
    ward["representative"]["relation"] = "guardian";
    ward["consents"].erase("childAssent");
    BOOST_TEST(faults(ward) == "consents.childAssent=form.consent_missing");
    ward["applicant"]["birthDate"] = "1950-01-01";
    BOOST_TEST(faults(ward) == "");
}

BOOST_AUTO_TEST_CASE(without_a_card_a_lawful_stay_counts_where_the_chosen_rule_set_says_so) {
    Json filing = test::good_filing();
    for (const char* name : {"cardNumber", "cardSymbol", "cardExpiry"}) filing["applicant"].erase(name);
    filing["applicant"]["cardType"] = "none";
    filing["applicant"]["stayUntil"] = "2027-06-01";
    BOOST_TEST(faults(filing) == "applicant.cardType=card.required");
    rules::Rulebook chosen = book();
    chosen.chosen_rule_set = "decree-320-2026";
    BOOST_TEST(faults(form::validate(filing, today, chosen).errors) == "");
    filing["applicant"]["stayUntil"] = "2027-01-01";
    BOOST_TEST(faults(form::validate(filing, today, chosen).errors) == "applicant.cardType=eligibility.not_eligible");
    filing["applicant"]["stayUntil"] = "2026-01-01";
    BOOST_TEST(faults(form::validate(filing, today, chosen).errors) == "applicant.stayUntil=form.stay_over");
}

BOOST_AUTO_TEST_CASE(consents_are_true_or_the_filing_waits) {
    BOOST_TEST(faults(with("consents", "biometrics", false)) == "consents.biometrics=form.consent_missing");
    Json child = test::child_filing();
    child["consents"].erase("childAssent");
    BOOST_TEST(faults(child) == "consents.childAssent=form.consent_missing");
    child["applicant"]["birthDate"] = "2019-11-25";  // six years old for one more day
    BOOST_TEST(faults(child) == "");
    BOOST_TEST(form::consents_due(test::child_filing(), today, book()).size() == 4u);
    BOOST_TEST(form::consents_due(test::good_filing(), today, book()).size() == 3u);
}

BOOST_AUTO_TEST_CASE(papers_to_integrate_are_at_most_twelve_and_none_twice) {
    Json filing = test::good_filing();
    Json row{{"kind", "tax_number"}, {"number", "8012345678"}};
    filing["integration"] = Json::array({row, row});
    BOOST_TEST(faults(filing) == "integration[1].number=form.duplicate_row");
    filing["integration"] = Json::array({Json{{"kind", "work_permit"}, {"number", ""}}});
    BOOST_TEST(faults(filing) == "integration[0].number=form.missing");
    filing["integration"] = Json::array({Json{{"kind", "boat"}, {"number", ""}}, Json{{"kind", "boat"}, {"number", ""}}});
    BOOST_TEST(faults(filing) == "integration[0].kind=form.choice integration[0].number=form.missing integration[1].kind=form.choice integration[1].number=form.missing");
    filing["integration"] = Json::array();
    for (int i = 0; i < 13; ++i) filing["integration"].push_back({{"kind", "vehicle"}, {"number", "51A-" + std::to_string(10000 + i)}});
    BOOST_TEST(faults(filing) == "integration=form.too_many_rows");
}

BOOST_AUTO_TEST_CASE(a_picture_belongs_to_one_side_of_one_paper) {
    Json filing = test::good_filing();
    const auto paper = [](const char* number, const char* front, const char* back) { return Json{{"kind", "vehicle"}, {"number", number}, {"front", front}, {"back", back}}; };
    filing["integration"] = Json::array({paper("51A-1", "a1", "a2"), paper("51A-2", "", "a3")});
    BOOST_TEST(faults(filing) == "");
    filing["integration"] = Json::array({paper("51A-1", "a1", "a1"), paper("51A-2", "a1", "a b")});
    BOOST_TEST(faults(filing) == "integration[0].back=form.repeated_attachment integration[1].front=form.repeated_attachment integration[1].back=form.choice");
}

BOOST_AUTO_TEST_CASE(dependants_are_at_most_twelve_and_none_twice) {
    BOOST_TEST(faults(with_dependants(Json::array({dependant()}))) == "");
    Json nameless = dependant();
    nameless.erase("familyName");
    nameless["documentNumber"] = "";
    BOOST_TEST(faults(with_dependants(Json::array({nameless}))) == "dependants[0].familyName=form.missing dependants[0].documentNumber=form.missing");
    Json again = dependant();
    again["documentNumber"] = "p765 4321";
    again["nationality"] = "Thụy Điển";
    BOOST_TEST(faults(with_dependants(Json::array({dependant(), again}))) == "dependants[1].documentNumber=form.duplicate_row");
    again["nationality"] = "NOR";  // another state's passport may have the same number
    BOOST_TEST(faults(with_dependants(Json::array({dependant(), again}))) == "");
    Json many = Json::array();
    for (int i = 0; i < 13; ++i) many.push_back(dependant()), many.back()["documentNumber"] = "P76543" + std::to_string(10 + i);
    BOOST_TEST(faults(with_dependants(many)) == "dependants=form.too_many_rows");
}

BOOST_AUTO_TEST_CASE(a_dependant_is_born_and_somebody_else_than_the_applicant) {
    Json unborn = dependant();
    unborn["birthDate"] = "2026-11-25";
    BOOST_TEST(faults(with_dependants(Json::array({unborn}))) == "dependants[0].birthDate=date.in_future");
    Json self = dependant();
    self["documentNumber"] = "l898902c3";
    BOOST_TEST(faults(with_dependants(Json::array({self}))) == "dependants[0].documentNumber=form.dependant_self");
    Json stranger = dependant();
    stranger["relation"] = "neighbour";
    BOOST_TEST(faults(with_dependants(Json::array({stranger}))) == "dependants[0].relation=form.choice");
}

BOOST_AUTO_TEST_CASE(who_files_for_a_child_lists_no_dependants) {
    Json filing = test::child_filing();
    filing["dependants"] = Json::array();
    BOOST_TEST(faults(filing) == "");
    filing["dependants"].push_back({{"familyName", "ERIKSSON"}});
    BOOST_TEST(faults(filing) == "dependants[0].familyName=form.dependants_unexpected");
}

BOOST_AUTO_TEST_CASE(form_versions_are_judged_by_the_day) {
    Json filing = test::good_filing();
    filing["formVersion"] = "tk01-2024";
    BOOST_TEST(faults(filing) == "formVersion=form.version");
    BOOST_TEST(rules::form_version_on(book(), day("2025-06-30"))->id == "tk01-2024");
    BOOST_TEST(rules::form_version_on(book(), day("2025-07-01"))->id == "tk01-2025");
    BOOST_CHECK(rules::form_version_on(book(), day("2024-06-30")) == nullptr);
}

BOOST_AUTO_TEST_CASE(what_looks_odd_is_a_warning_and_stops_nothing) {
    BOOST_TEST(warnings(with("applicant", "phone", "0951234567")) == "applicant.phone=phone.unknown_prefix");
    BOOST_TEST(warnings(with("applicant", "cardExpiry", "2028-11-01")) == "");
    BOOST_TEST(warnings(with("applicant", "documentExpiry", "2027-12-15")) == "applicant.cardExpiry=card.outlives_passport");
    BOOST_TEST(warnings(with("applicant", "addressLine", "12 Lê Lợi, Quận 1")) == "applicant.addressLine=address.old_tier");
    BOOST_TEST(warnings(with("applicant", "commune", "Quan Hoa")) == "applicant.commune=address.old_tier");
    BOOST_TEST(warnings(with("applicant", "cardSymbol", "UĐ1")) == "applicant.cardSymbol=card.symbol_unknown");
    BOOST_TEST(warnings(with("applicant", "nationality", "XOM")) == "applicant.nationality=nationality.rare");
}

BOOST_AUTO_TEST_CASE(single_fields_are_judged_as_the_whole_form_judges_them) {
    const Json filing = with("applicant", "phone", "123");
    constexpr std::array<std::string_view, 3> paths{"applicant.phone", "applicant.familyName", "no.such"};
    BOOST_TEST(faults(form::validate_fields(filing, paths, today, book())) == "applicant.phone=phone.format");
}

BOOST_AUTO_TEST_CASE(strange_shapes_are_refused_by_name) {
    const auto why = [](std::string_view text) {
        const auto filing = form::parse_filing(text);
        return filing ? std::string("ok") : filing.error().field + "=" + std::string(describe(filing.error().code).code);
    };
    BOOST_TEST(why("{}") == "ok");
    BOOST_TEST(why("[]") == "=form.type");
    BOOST_TEST(why(R"({"x":1})") == "x=form.unknown_field");
    BOOST_TEST(why(R"({"applicant":[]})") == "applicant=form.type");
    BOOST_TEST(why(R"({"applicant":{"phone":5}})") == "applicant.phone=form.type");
    BOOST_TEST(why(R"({"applicant":{"admin":"1"}})") == "applicant.admin=form.unknown_field");
    BOOST_TEST(why(R"({"consents":{"truth":"true"}})") == "consents.truth=form.type");
    BOOST_TEST(why(R"({"integration":{}})") == "integration=form.type");
    BOOST_TEST(why(R"({"integration":[{"kind":"x"},3]})") == "integration[1]=form.type");
    BOOST_TEST(why(R"({"integration":[{"a.b":"x"}]})") == "integration[0].a.b=form.unknown_field");
    BOOST_TEST(why(R"({"dependants":{}})") == "dependants=form.type");
    BOOST_TEST(why(R"({"dependants":[{"kind":"x"}]})") == "dependants[0].kind=form.unknown_field");
    BOOST_TEST(why(R"({"applicant.phone":"1"})") == "applicant.phone=form.unknown_field");
    BOOST_TEST(why(R"({"language":"vi","language":"en"})") == "language=json.duplicate_key");
    BOOST_TEST(why(R"({"applicant":{"sex":"F","sex":"M"}})") == "applicant.sex=json.duplicate_key");
    BOOST_TEST(why(R"({"integration":[{},{"kind":"x","kind":"y"}]})") == "integration[1].kind=json.duplicate_key");
    const std::string long_key = std::string(63, 'k') + "ễễ";
    BOOST_TEST(why("{\"" + long_key + "\":1}") == std::string(63, 'k') + "ễ=form.unknown_field");
}

BOOST_AUTO_TEST_CASE(normalising_gives_one_writing_and_then_changes_nothing) {
    Json filing = test::good_filing();
    Json& applicant = filing["applicant"];
    applicant["familyName"] = "  O’Neil   Nguye\u0302\u0303n ";
    applicant["phone"] = "0912.345.678";
    applicant["documentNumber"] = "l898 902c3";
    applicant["cardSymbol"] = "ld2";
    applicant["province"] = "TP Hồ Chí Minh";
    applicant["nationality"] = "Thụy Điển";
    applicant["email"] = "Anna@EXAMPLE.com";
    filing["dependants"] = Json::array({Json{{"nationality", "Thụy Điển"}, {"documentNumber", "p765 4321"}}});
    const Json normal = form::normalise(filing, book());
    BOOST_TEST(form::answer_at(normal, "dependants[0].nationality") == "SWE");
    BOOST_TEST(form::answer_at(normal, "dependants[0].documentNumber") == "P7654321");
    BOOST_TEST(form::answer_at(normal, "applicant.familyName") == "O'Neil Nguyễn");
    BOOST_TEST(form::answer_at(normal, "applicant.phone") == "+84912345678");
    BOOST_TEST(form::answer_at(normal, "applicant.documentNumber") == "L898902C3");
    BOOST_TEST(form::answer_at(normal, "applicant.cardSymbol") == "LĐ2");
    BOOST_TEST(form::answer_at(normal, "applicant.province") == "79");
    BOOST_TEST(form::answer_at(normal, "applicant.nationality") == "SWE");
    BOOST_TEST(form::answer_at(normal, "applicant.email") == "Anna@example.com");
    BOOST_CHECK(form::normalise(normal, book()) == normal);
    BOOST_TEST(faults(normal) == faults(filing));
    BOOST_TEST(form::normalise(Json(5), book()).dump() == "5");
}

BOOST_AUTO_TEST_CASE(differences_are_listed_in_the_order_of_the_form) {
    Json before = test::good_filing(), after = before;
    after["applicant"]["phone"] = "+84987654321";
    after["applicant"]["familyName"] = "ERIKSON";
    after["integration"] = Json::array({Json{{"kind", "vehicle"}, {"number", "51A-12345"}}});
    std::string list;
    for (const form::Difference& one : form::differences(before, after)) list += one.field + ":" + one.before + ">" + one.after + " ";
    BOOST_TEST(list == "applicant.familyName:ERIKSSON>ERIKSON applicant.phone:+84912345678>+84987654321 integration[0].kind:>vehicle integration[0].number:>51A-12345 ");
    BOOST_TEST(form::differences(before, before).empty());
}

BOOST_AUTO_TEST_CASE(words_that_programs_write_are_taken_as_they_stand) {
    Json filing = test::good_filing();
    filing["filedFor"] = "self ";
    BOOST_TEST(faults(filing) == "filedFor=form.choice");
    BOOST_TEST(faults(with("applicant", "cardType", "\tTRC")) == "applicant.cardType=form.choice");
    BOOST_TEST(faults(with("applicant", "addressLine", std::string(300, ' '))) == "applicant.addressLine=form.too_long");
}

BOOST_AUTO_TEST_CASE(the_schema_knows_every_field) {
    const Json schema = form::json_schema(book());
    for (const form::Field& field : form::fields()) {
        const Json* object = &schema;
        if (field.section != form::Section::filing) object = &schema["properties"][std::string(form::name(field.section))];
        if (form::about(field.section).is_table()) object = &(*object)["items"];
        BOOST_TEST_INFO(form::path(field));
        BOOST_CHECK((*object)["properties"].contains(std::string(field.name)));
        BOOST_CHECK((*object)["additionalProperties"] == false);
    }
}

BOOST_AUTO_TEST_CASE(an_error_reads_as_a_sentence_that_names_the_field) {
    BOOST_TEST(i18n::error_text({.code = ErrorCode::form_missing, .field = "applicant.commune"}, "vi") == "Hãy điền mục “Phường, xã, đặc khu”.");
    BOOST_TEST(i18n::error_text({.code = ErrorCode::name_character, .field = "applicant.familyName", .detail = "3"}, "en") ==
               "A name cannot hold the character “3”. Remove it and type the name as in the passport.");
}

BOOST_AUTO_TEST_SUITE_END()
