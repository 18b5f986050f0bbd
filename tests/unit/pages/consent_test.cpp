// The consent is read in the applicant's language, whatever the officer speaks.
#include "tests/unit/pages/officer_host.hpp"

using namespace motcua;
using namespace motcua::client;
using namespace motcua::client::test;

namespace {

struct Consent {
    explicit Consent(std::string language, bool words = true) {
        host.state = "verified";
        host.allowed = {"consent"};
        host.file_language = std::move(language);
        host.rule_words = words;
        at = std::make_unique<OfficerScreen>(host, "/vi/officer/file/MC-7K3M-9QTX-K");
        at->presses("step/consent");
        at->settle();
    }
    [[nodiscard]] static std::string text(const std::string& language) {
        const auto book = rules::parse_rulebook(rules::embedded_bundle());
        return std::string(rules::consent_text(*book, "account", Date{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(18)})->text.in(language));
    }
    OfficerHost host;
    std::unique_ptr<OfficerScreen> at;
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_consent_is_shown_in_the_language_the_form_was_filled_in) {
    for (const auto& [tag, name] : i18n::languages) {
        Consent consent{std::string(tag)};
        BOOST_TEST(consent.at->screen.find("desk/consent-language")->value == tag);
        BOOST_TEST(consent.at->sees(consent.text(std::string(tag))), tag);
    }
    Consent korean("ko");
    BOOST_TEST(korean.at->sees("신청인 서명"));
    Consent english("en");  // the officer speaks Vietnamese
    BOOST_TEST(english.at->sees("Signature of the applicant"));
    BOOST_TEST(korean.at->sees("Ngôn ngữ của văn bản"));  // what is the officer's stays in theirs
}

BOOST_AUTO_TEST_CASE(another_language_is_chosen_and_comes) {
    Consent consent("vi");
    consent.at->types("desk/consent-language", "ru");
    consent.at->settle();
    BOOST_TEST(consent.at->sees(consent.text("ru")));
    BOOST_TEST(consent.at->sees("Подпись заявителя"));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_cannot_be_signed) {
    Consent consent("ja", false);
    BOOST_TEST(!consent.at->has("desk/sign-applicant"));
    BOOST_TEST(!consent.at->has("desk/consent"));
    BOOST_TEST(consent.at->has("desk/consent-again"));
    consent.host.rule_words = true;
    consent.at->presses("desk/consent-again");
    BOOST_TEST(consent.at->sees(consent.text("ja")));
    BOOST_TEST(consent.at->has("desk/sign-applicant"));
}
