#include <boost/test/unit_test.hpp>

#include "shared/identity/address.hpp"
#include "shared/identity/document.hpp"
#include "shared/identity/email.hpp"
#include "shared/identity/nationality.hpp"
#include "shared/identity/phone.hpp"
#include "unit/rules/book.hpp"

using namespace motcua;
using namespace motcua::identity;
using test::book;
using test::day;

BOOST_AUTO_TEST_SUITE(identity_room)

BOOST_AUTO_TEST_CASE(a_mobile_number_is_read_in_every_usual_writing) {
    for (const char* text : {"0912345678", "0912 345 678", "+84912345678", "84 912.345.678", "0084-912-345-678", "+84 (0)912 345 678", "912345678"})
        BOOST_TEST(parse_own_phone(text, book().phone)->e164 == "+84912345678");
    BOOST_TEST(parse_phone("0912345678", book().phone)->network == "VinaPhone");
}

BOOST_AUTO_TEST_CASE(every_prefix_of_the_plan_is_known_and_others_only_warn) {
    for (const auto& prefix : book().phone.mobile) BOOST_TEST(parse_own_phone(prefix.prefix + "1234567", book().phone)->warnings.empty());
    const Phone odd = *parse_own_phone("0951234567", book().phone);
    BOOST_CHECK(odd.warnings == std::vector{ErrorCode::phone_unknown_prefix});
}

BOOST_AUTO_TEST_CASE(numbers_that_cannot_be_a_mobile_say_why) {
    const auto why = [](std::string_view text) { return parse_own_phone(text, book().phone).error().code; };
    BOOST_CHECK(why("") == ErrorCode::phone_missing);
    BOOST_CHECK(why("09123456789") == ErrorCode::phone_format);
    BOOST_CHECK(why("09123") == ErrorCode::phone_format);
    BOOST_CHECK(why("0912345x78") == ErrorCode::phone_character);
    BOOST_CHECK(why("０９１２３４５６７８") == ErrorCode::phone_character);
    BOOST_CHECK(why("024 3825 1234") == ErrorCode::phone_not_mobile);
    BOOST_CHECK(why("+46701234567") == ErrorCode::phone_not_vietnamese);
    BOOST_CHECK(why("+840012345678") == ErrorCode::phone_format);
    BOOST_TEST(parse_phone("+46701234567", book().phone)->e164 == "+46701234567");
}

BOOST_AUTO_TEST_CASE(a_masked_number_and_address_show_only_their_ends) {
    BOOST_TEST(masked_phone("+84912345678") == "+84 912 *** 678");
    BOOST_TEST(masked_email("anna@example.com") == "a***@example.com");
}

BOOST_AUTO_TEST_CASE(addresses_that_mail_reaches_are_accepted) {
    BOOST_TEST(*parse_email(" Anna.Maria+vn@Example.COM ") == "Anna.Maria+vn@example.com");
    BOOST_TEST(*parse_email("nguyễn@tênmiền.vn") == "nguyễn@tênmiền.vn");
    for (const char* bad : {"", "a", "@b.vn", "a@", "a b@c.vn", "a..b@c.vn", ".a@c.vn", "\"a\"@c.vn", "a,b@c.vn"})
        BOOST_CHECK(parse_email(bad).error().code == ErrorCode::email_format || parse_email(bad).error().code == ErrorCode::email_domain);
    for (const char* bad : {"a@b", "a@-b.vn", "a@b..vn", "a@[1.2.3.4]", "a@1.2.3.4", "a@b.v"}) BOOST_CHECK(parse_email(bad).error().code == ErrorCode::email_domain);
    BOOST_CHECK(parse_email(std::string(250, 'a') + "@b.vn").error().code == ErrorCode::email_too_long);
}

BOOST_AUTO_TEST_CASE(nationalities_are_all_of_iso_and_icao_with_names_in_both_languages) {
    BOOST_TEST(book().nationalities.size() >= 270u);
    for (const auto& row : book().nationalities) {
        BOOST_TEST_INFO(row.code);
        BOOST_CHECK(row.code.size() == 3 && !row.name.vi.empty() && !row.name.en.empty());
    }
    for (const char* code : {"GBD", "GBN", "GBO", "GBP", "GBS", "EUE", "UNO", "UNA", "UNK", "RKS", "XOM", "XPO", "XXA", "XXB", "XXC", "XXX", "TWN", "UTO"})
        BOOST_CHECK(rules::find_nationality(book(), code) != nullptr);
}

BOOST_AUTO_TEST_CASE(a_nationality_is_found_by_code_mrz_writing_and_name) {
    for (const char* text : {"DEU", "deu", "D<<", "D", "Đức", "duc", "Germany"}) BOOST_TEST(*parse_nationality(text, book()) == "DEU");
    BOOST_CHECK(parse_nationality("Atlantis", book()).error().code == ErrorCode::nationality_unknown);
    BOOST_TEST(nationality_in_mrz("DEU") == "D");
    BOOST_CHECK(may_lack_passport("XXA", book()) && !may_lack_passport("SWE", book()));
}

BOOST_AUTO_TEST_CASE(document_and_card_numbers_are_capitals_without_blanks) {
    BOOST_TEST(*parse_document_number(" l898 902-c3 ") == "L898902C3");
    BOOST_CHECK(parse_document_number("L8").error().code == ErrorCode::document_number_format);
    BOOST_CHECK(parse_document_number("Ł8989023").error().code == ErrorCode::document_number_format);
    BOOST_CHECK(parse_card_number("12345", book().cards).error().code == ErrorCode::card_number_format);
    BOOST_TEST(*parse_card_symbol("ld2", book()) == "LĐ2");
    BOOST_TEST(*parse_card_symbol("đt 3", book()) == "ĐT3");
    for (const char* none : {"ĐT4", "NN3", "DN1", "VR", "EV"}) BOOST_CHECK(parse_card_symbol(none, book()).error().code == ErrorCode::card_symbol);
}

BOOST_AUTO_TEST_CASE(a_card_that_ends_with_the_passport_is_doubted) {
    const Date on = day("2026-11-24");
    const CardDates close{.symbol = "LĐ2", .card_expiry = day("2027-12-10"), .passport_expiry = day("2028-01-08")};
    BOOST_CHECK(card_doubts(close, on, book()) == std::vector{ErrorCode::card_outlives_passport});
    const CardDates enough{.symbol = "LĐ2", .card_expiry = day("2027-12-09"), .passport_expiry = day("2028-01-08")};
    BOOST_CHECK(card_doubts(enough, on, book()).empty());
    const CardDates too_long{.symbol = "LĐ2", .card_expiry = day("2029-12-01"), .passport_expiry = day("2035-01-01")};
    BOOST_CHECK(card_doubts(too_long, on, book()) == std::vector{ErrorCode::card_too_long_for_symbol});
}

BOOST_AUTO_TEST_CASE(provinces_are_34_with_3321_communes_and_old_names_lead_to_new_ones) {
    int communes = 0;
    for (const auto& province : book().provinces) communes += province.communes;
    BOOST_TEST(book().provinces.size() == 34u);
    BOOST_TEST(communes == 3321);
    for (const auto& former : book().former_provinces) BOOST_CHECK(rules::find_province(book(), former.now) != nullptr);
    BOOST_TEST(*parse_province("Bà Rịa - Vũng Tàu", book()) == "79");
    BOOST_TEST(*parse_province("tỉnh Thừa Thiên–Huế", book()) == "46");
    BOOST_TEST(*parse_province("TP. Hồ Chí Minh", book()) == "79");
    BOOST_TEST(*parse_province("HO CHI MINH CITY", book()) == "79");
    BOOST_TEST(*parse_province("Thanh Hoá", book()) == "38");
    BOOST_TEST(*parse_province("kon tum", book()) == "51");
    BOOST_CHECK(parse_province("Sài Thành", book()).error().code == ErrorCode::address_province);
    BOOST_CHECK(parse_province("", book()).error().code == ErrorCode::address_province);
}

BOOST_AUTO_TEST_CASE(dong_nai_is_a_city_from_30_april_2026) {
    BOOST_TEST(province_title("75", book(), "vi", day("2026-04-29")) == "Tỉnh Đồng Nai");
    BOOST_TEST(province_title("75", book(), "vi", day("2026-04-30")) == "Thành phố Đồng Nai");
    BOOST_TEST(province_title("79", book(), "en", day("2026-04-30")) == "Ho Chi Minh City");
}

BOOST_AUTO_TEST_CASE(abolished_districts_are_noticed_but_streets_named_after_one_are_not) {
    BOOST_TEST(*old_tier("12 Lê Lợi, Quận 1") == "Quận 1");
    BOOST_TEST(*old_tier("Ấp 3, xã Phước Kiển, huyện Nhà Bè") == "huyện Nhà Bè");
    BOOST_TEST(*old_tier("12 Le Loi, Q1") == "Q1");
    BOOST_TEST(*old_tier("12 Le Loi, Tan Binh District") == "Tan Binh District");
    BOOST_CHECK(!old_tier("12 Bà Huyện Thanh Quan, phường Xuân Hòa"));
    BOOST_CHECK(!old_tier("Phường Sài Gòn"));
    BOOST_CHECK(!old_tier(""));
}

BOOST_AUTO_TEST_SUITE_END()
