#include "tests/unit/pages/visitor.hpp"

using namespace motcua;
using namespace motcua::client;
using namespace motcua::client::test;

namespace {

void fills_guardian(Visitor& visitor) {
    visitor.presses("guardian/guardian");
    visitor.presses("by-hand");
    visitor.types("representative.familyName", "Eriksson");
    visitor.types("representative.givenNames", "Karin");
    visitor.continues();
    visitor.chooses("representative.relation", "parent");
    visitor.continues();
    visitor.types_date("representative.birthDate", "3", "4", "1985");
    visitor.continues();
    visitor.chooses("representative.sex", "F");
    visitor.continues();
    visitor.types("representative.nationality", identity::nationality_name("SWE", visitor.app().rules(), visitor.app().language()));
    visitor.continues();
    visitor.types("representative.documentNumber", "K12345678");
    visitor.continues();
    visitor.types("representative.email", "karin@example.org");
    visitor.continues();
}

void portrait_at_counter(Visitor& visitor, const std::string& person) {
    visitor.presses(person + "/portrait");
    visitor.presses("at-counter");
}

void two_children(const std::string& lang, float width) {
    FakeHost host;
    Visitor visitor(host, width);
    screens(visitor, lang, "child", 2015);
    signs_in(visitor);
    fills_guardian(visitor);
    fills_person(visitor, "p1", "Eriksson", "Ellen", true);
    portrait_at_counter(visitor, "p1");
    visitor.presses("add-person");
    visitor.continues();
    screens(visitor, lang, "child", 2020);
    BOOST_TEST(visitor.is_at("/" + lang + "/tasks"));  // signed in already
    BOOST_TEST(visitor.app().draft().value("p2", "applicant.commune") == "Phường Sài Gòn");
    fills_person(visitor, "p2", "Eriksson", "Nils", false);
    portrait_at_counter(visitor, "p2");
    visitor.presses("check");
    visitor.continues();
    visitor.ticks("consent/truth");
    visitor.ticks("consent/account");
    visitor.ticks("consent/biometrics");
    visitor.presses("submit");
    BOOST_TEST(host.server.submissions == 0);  // Ellen is 11: her own assent is due
    BOOST_TEST(!visitor.has("assent/p2"));     // Nils is 6: it is not
    visitor.ticks("assent/p1");
    visitor.presses("submit");
    BOOST_TEST(host.server.submissions == 1);
    visitor.chooses("office", "a08-ho-chi-minh");
    visitor.continues();
    visitor.chooses("day", "2026-11-19");
    visitor.continues();
    BOOST_TEST(!visitor.has("time/08:30"));  // one place left: not for two
    visitor.chooses("time", "08:00");
    visitor.continues();
    BOOST_TEST(visitor.has("slip/MC-7K3M-9QTX-2"));  // one slip per child
    const Json ellen = member(host.server.applications.at(0), "filing"), nils = member(host.server.applications.at(1), "filing");
    BOOST_TEST(answer_at(ellen, "representative.phone") == "+84912345678");
    BOOST_TEST(answer_at(nils, "representative.familyName") == answer_at(ellen, "representative.familyName"));
    BOOST_TEST(answer_at(nils, "applicant.addressLine") == "12 Lê Lợi");
    BOOST_TEST(answer_at(ellen, "applicant.phone") == "");
    BOOST_TEST(is_true(member(ellen, "consents"), "childAssent"));
    BOOST_TEST(!member(nils, "consents").contains("childAssent"));
    BOOST_TEST(host.server.applications[0]["booking"] == host.server.applications[1]["booking"]);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_mother_registers_two_children_in_one_sitting_in_vietnamese) { two_children("vi", 390); }
BOOST_AUTO_TEST_CASE(a_mother_registers_two_children_in_one_sitting_in_every_language_on_a_narrow_phone) {
    for (const auto& [tag, name] : i18n::languages) {
        BOOST_TEST_CONTEXT(name) two_children(std::string(tag), 320);
    }
}

BOOST_AUTO_TEST_CASE(a_child_is_removed_only_after_asking_and_the_other_stays) {
    FakeHost host;
    Visitor visitor(host);
    screens(visitor, "vi", "child", 2015);
    signs_in(visitor);
    visitor.presses("add-person");
    visitor.continues();
    screens(visitor, "vi", "ward", 1960);
    visitor.presses("remove/p1");
    BOOST_TEST(visitor.app().draft().people.size() == 2U);
    visitor.presses("remove");
    BOOST_TEST(visitor.app().draft().people.size() == 1U);
    BOOST_TEST(visitor.app().draft().people.front().id == "p2");
}

BOOST_AUTO_TEST_CASE(somebody_of_fourteen_or_more_files_alone_unless_a_ward) {
    FakeHost host;
    Visitor visitor(host);
    visitor.goes_to("/en/eligibility/who");
    visitor.chooses("filedFor", "child");
    visitor.continues();
    visitor.types_date("birthDate", "12", "8", "2010");
    visitor.continues();
    visitor.chooses("card", "TRC");
    visitor.continues();
    visitor.types_date("cardExpiry", "1", "12", "2027");
    visitor.continues();
    visitor.types_date("passportExpiry", "1", "1", "2032");
    visitor.continues();
    BOOST_TEST(!visitor.has("apply"));
    BOOST_TEST(visitor.has("as-self"));
    visitor.presses("as-ward");
    BOOST_TEST(visitor.has("apply"));
}

BOOST_AUTO_TEST_CASE(a_child_under_six_gets_level_one_only) {
    FakeHost host;
    Visitor visitor(host);
    visitor.goes_to("/vi/eligibility/who");
    visitor.chooses("filedFor", "child");
    visitor.continues();
    visitor.types_date("birthDate", "12", "8", "2022");
    visitor.continues();
    visitor.chooses("card", "TRC");
    visitor.continues();
    visitor.types_date("cardExpiry", "1", "12", "2027");
    visitor.continues();
    visitor.types_date("passportExpiry", "1", "1", "2032");
    visitor.continues();
    BOOST_TEST(visitor.sees("Hiện chỉ được cấp tài khoản mức độ 1"));
    BOOST_TEST(!visitor.has("apply"));
}
