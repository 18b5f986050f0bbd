// The reply of 1414, pasted on the page of the phone number and on the page before the filing: advice, kept nowhere.
#include "tests/unit/pages/visitor.hpp"

using namespace motcua;
using namespace motcua::client;
using namespace motcua::client::test;

namespace {

const std::string reply = "Thong tin thue bao: Ho ten: ANNA MARIA ERIKSSON, Ngay sinh: 12/08/1990, So giay to: L898902C3, Ngay cap: 01/01/2022";
const std::string differs = "Something differs from your form. Check your answers; if they are right, take your passport to a shop of your operator and have it updated before the visit. You can carry on with the form all the same.";

void pastes(Visitor& visitor, const std::string& details, const std::string& text) {
    if (!visitor.has("reply")) visitor.presses(details);
    visitor.types("reply", text);
    visitor.settle();
}

}  // namespace

BOOST_AUTO_TEST_CASE(before_the_form_the_reply_is_compared_as_far_as_can_be_and_never_stops_anybody) {
    FakeHost host;
    Visitor visitor(host);
    screens(visitor, "en", "self", 1990);
    pastes(visitor, "sign-in/own-name", reply);
    BOOST_TEST(visitor.sees("ANNA MARIA ERIKSSON\nCompare it with your passport"));
    BOOST_TEST(visitor.sees("L898902C3\nCompare it with your passport"));
    BOOST_TEST(visitor.sees("The same as in your form"));  // the birth date, which the eligibility questions asked
    BOOST_TEST(visitor.sees("Not everything could be compared. Compare the rest with your passport yourself."));
    pastes(visitor, "sign-in/own-name", "Ngay sinh: 13/08/1990");
    BOOST_TEST(visitor.sees(differs));
    BOOST_TEST(visitor.sees("Not found in the reply"));
    signs_in(visitor);
    BOOST_TEST(visitor.is_at("/en/tasks"));
}

BOOST_AUTO_TEST_CASE(before_the_filing_the_reply_is_compared_with_the_whole_form_and_is_kept_nowhere) {
    FakeHost host;
    Visitor visitor(host);
    screens(visitor, "en", "self", 1990);
    signs_in(visitor);
    fills_person(visitor, "p1", "Eriksson", "Anna Maria", true);
    comes_to_check(visitor);
    pastes(visitor, "check/own-name", reply);
    BOOST_TEST(visitor.sees("The reply agrees with your form."));
    pastes(visitor, "check/own-name", "Ho ten: ERIKSSON ANNA MARIA; Ngay sinh: 12-08-1990; So GT: OLDPASS77");
    BOOST_TEST(visitor.sees("OLDPASS77\nDifferent from your form"));
    BOOST_TEST(visitor.sees(differs));
    visitor.continues();
    BOOST_TEST(visitor.is_at("/en/check/declaration"));
    host.settle(61'000);
    for (const auto& [key, record] : host.records) BOOST_TEST(record.find("OLDPASS77") == std::string::npos, key);
    for (const auto& request : host.server.seen) BOOST_TEST((request.body + request.path).find("OLDPASS77") == std::string::npos, request.path);
    visitor.goes_to("/en/check");
    BOOST_TEST(visitor.value("reply") == "");
}

BOOST_AUTO_TEST_CASE(of_a_guardian_the_own_papers_are_compared) {
    FakeHost host;
    Visitor visitor(host);
    screens(visitor, "en", "child", 2016);
    visitor.app().draft().set("p1", "representative.familyName", "Berg");
    visitor.app().draft().set("p1", "representative.givenNames", "Karin");
    visitor.app().draft().set("p1", "representative.documentNumber", "P7654321");
    pastes(visitor, "sign-in/own-name", "Ho ten: KARIN BERG. So giay to: P7654***. Ngay sinh: 01/02/1980");
    BOOST_TEST(visitor.sees("KARIN BERG\nThe same as in your form"));
    BOOST_TEST(visitor.sees("P7654*\nThe same as in your form"));
    BOOST_TEST(!visitor.sees("Different from your form"));  // the child's birth date is not the guardian's
}

BOOST_AUTO_TEST_CASE(the_help_with_the_reply_fits_every_language_on_a_narrow_phone) {
    for (const auto& [tag, name] : i18n::languages) {
        BOOST_TEST_CONTEXT(name) {
            FakeHost host;
            host.language = tag;
            Visitor visitor(host, 320);
            screens(visitor, std::string(tag), "self", 1990);
            pastes(visitor, "sign-in/own-name", "Ho ten: WOLFESCHLEGELSTEINHAUSENBERGERDORFF HUBERT BLAINE, Ngay sinh: 13/08/1990");
            BOOST_TEST(visitor.sees("HUBERT"));
        }
    }
}
