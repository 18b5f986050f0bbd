#include <boost/test/unit_test.hpp>

#include "shared/form/fields.hpp"
#include "shared/i18n/catalogue.hpp"
#include "shared/i18n/language.hpp"
#include "shared/i18n/text.hpp"
#include "unit/rules/book.hpp"

using namespace motcua;

BOOST_AUTO_TEST_SUITE(i18n_room)

BOOST_AUTO_TEST_CASE(a_catalogue_gives_texts_and_shows_gaps) {
    auto catalogue = *i18n::Catalogue::parse(R"({"a":"xin chào {name}","days.other":"{n} ngày","hours.one":"{n} hour","hours.other":"{n} hours"})");
    BOOST_TEST(catalogue.format("a", {{"name", "An {n}"}}) == "xin chào An {n}");
    BOOST_TEST(catalogue.text("missing") == "missing");
    BOOST_TEST(catalogue.plural("days", 1, "vi") == "1 ngày");
    BOOST_TEST(catalogue.plural("hours", 1, "en") == "1 hour");
    BOOST_TEST(catalogue.plural("hours", 3, "en") == "3 hours");
    BOOST_CHECK(catalogue.add(R"({"a":"x"})").ok());
    BOOST_TEST(catalogue.text("a") == "x");
    BOOST_CHECK(i18n::Catalogue::parse(R"({"a":1})").error().code == ErrorCode::i18n_malformed);
    BOOST_CHECK(i18n::Catalogue::parse("[]").error().code == ErrorCode::i18n_malformed);
}

BOOST_AUTO_TEST_CASE(places_that_nobody_fills_stay_visible) {
    BOOST_TEST(i18n::fill("{a} {b} { {", {{"a", "1"}}) == "1 {b} { {");
    BOOST_TEST(i18n::fill("", {}) == "");
}

BOOST_AUTO_TEST_CASE(dates_are_written_as_people_write_them) {
    const Date date = test::day("2026-11-04");
    BOOST_TEST(i18n::date(date, "vi") == "04/11/2026");
    BOOST_TEST(i18n::date(date, "en") == "4 November 2026");
    BOOST_TEST(i18n::long_date(date, "vi") == "thứ Tư, 04/11/2026");
    BOOST_TEST(i18n::long_date(date, "en") == "Wednesday 4 November 2026");
    BOOST_TEST(i18n::form_date(date) == "Ngày 04 tháng 11 năm 2026");
    BOOST_TEST(i18n::date(date, "zh") == "2026年11月4日");
    BOOST_TEST(i18n::long_date(date, "zh") == "2026年11月4日星期三");
    BOOST_TEST(i18n::long_date(date, "ko") == "2026년 11월 4일 수요일");
    BOOST_TEST(i18n::long_date(date, "ja") == "2026年11月4日（水曜日）");
    BOOST_TEST(i18n::long_date(date, "ru") == "4 ноября 2026 года (среда)");
    BOOST_TEST(i18n::long_date(date, "fr") == "mercredi 4 novembre 2026");
    BOOST_TEST(i18n::date(test::day("2027-01-01"), "fr") == "1er janvier 2027");
    BOOST_TEST(i18n::date(test::day("2027-01-01"), "xx") == "1 January 2027");
}

BOOST_AUTO_TEST_CASE(every_language_counts_in_its_own_way) {
    for (const auto& [n, category] : {std::pair{0, "many"}, {1, "one"}, {2, "few"}, {5, "many"}, {11, "many"}, {12, "many"}, {21, "one"}, {22, "few"}, {111, "many"}, {121, "one"}})
        BOOST_TEST(i18n::plural_category(n, "ru") == category, n);
    for (const char* language : {"vi", "zh", "ko", "ja"}) BOOST_TEST(i18n::plural_category(1, language) == "other");
    BOOST_TEST(i18n::plural_category(0, "fr") == "one");
    BOOST_TEST(i18n::plural_category(0, "en") == "other");
    BOOST_TEST(i18n::plural_category(2, "fr") == "other");
    const auto words = *i18n::Catalogue::parse(R"({"d.one":"{n} день","d.few":"{n} дня","d.many":"{n} дней","d.other":"{n} дня"})");
    BOOST_TEST(words.plural("d", 22, "ru") == "22 дня");
    BOOST_TEST(words.plural("d", 25, "ru") == "25 дней");
}

BOOST_AUTO_TEST_CASE(the_languages_one_can_choose_for_messages_are_those_of_the_form) {
    const auto* field = form::find_field("language");
    BOOST_REQUIRE(field != nullptr);
    BOOST_REQUIRE(field->choices.size() == i18n::languages.size());
    for (std::size_t i = 0; i < i18n::languages.size(); ++i) BOOST_TEST(field->choices[i].value == i18n::languages[i].tag);
}

BOOST_AUTO_TEST_CASE(the_rules_speak_every_language) {
    for (const auto& [language, name] : i18n::languages) {
        BOOST_TEST_INFO(language);
        const auto* consent = rules::consent_text(test::book(), "account", test::day("2026-11-24"));
        BOOST_REQUIRE(consent != nullptr);
        BOOST_TEST((language == "en" || consent->text.in(language) != consent->text.en));
        for (const auto& office : test::book().offices) BOOST_TEST((language == "en" || office.name.in(language) != office.name.en));
    }
}

BOOST_AUTO_TEST_CASE(a_wrong_check_digit_is_named_in_words) {
    BOOST_TEST(i18n::error_text({.code = ErrorCode::mrz_check, .detail = "birthDate"}, "vi").find("(ngày sinh)") != std::string::npos);
    BOOST_TEST(i18n::error_text({.code = ErrorCode::mrz_check, .detail = "birthDate"}, "en").find("(date of birth)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_damaged_bundle_is_refused_with_the_name_of_its_part) {
    BOOST_CHECK(!rules::parse_rulebook("{}").ok());
    BOOST_CHECK(!rules::parse_rulebook("nonsense").ok());
    std::string bundle(rules::embedded_bundle());
    bundle.replace(bundle.find("2024-02-08"), 10, "2024-02-31");
    BOOST_TEST(rules::parse_rulebook(bundle).error().field == "calendar.days.date");
}

BOOST_AUTO_TEST_CASE(every_consent_has_its_text_in_both_languages_today) {
    for (const char* kind : {"truth", "account", "biometrics", "childAssent"}) {
        const auto* text = rules::consent_text(test::book(), kind, test::day("2026-11-24"));
        BOOST_REQUIRE(text != nullptr);
        BOOST_CHECK(!text->version.empty() && text->text.vi.size() > 40 && text->text.en.size() > 40 && !text->summary.vi.empty());
    }
    for (const auto& office : test::book().offices) BOOST_CHECK(rules::find_province(test::book(), office.province) != nullptr);
}

BOOST_AUTO_TEST_SUITE_END()
