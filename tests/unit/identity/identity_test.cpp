#include <boost/test/unit_test.hpp>

#include "shared/identity/address.hpp"
#include "shared/identity/document.hpp"
#include "shared/identity/email.hpp"
#include "shared/identity/nationality.hpp"
#include "shared/identity/old_tier.hpp"
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

BOOST_AUTO_TEST_CASE(abolished_districts_are_noticed_wherever_they_stand) {
    const auto old = [](std::string_view line) {
        const auto found = old_tier(line, book());
        return found ? found->text + (found->sure ? "" : "?") : std::string();
    };
    BOOST_TEST(old("12 Lê Lợi, Quận 1") == "Quận 1");
    BOOST_TEST(old("Ấp 3, xã Phước Kiển, huyện Nhà Bè") == "huyện Nhà Bè");
    BOOST_TEST(old("12 Le Loi, Q1") == "Q1");
    BOOST_TEST(old("12 Le Loi, Q 1") == "Q 1");
    BOOST_TEST(old("Phường Bến Nghé Quận 1") == "Quận 1");
    BOOST_TEST(old("Phường 12 - Quận Bình Thạnh") == "Quận Bình Thạnh");
    BOOST_TEST(old("Phường 12; Quận3") == "Quận3");
    BOOST_TEST(old("P.12/Q.Bình Thạnh") == "Q.Bình Thạnh");
    BOOST_TEST(old("Xã Tân Thông Hội, H.Củ Chi") == "H.Củ Chi");
    BOOST_TEST(old("12 Le Loi, Tan Binh District") == "Tan Binh District");
    BOOST_TEST(old("12 Le Loi, Dist.7") == "Dist.7");
    BOOST_TEST(old("Phường An Phú, TP Thủ Đức") == "TP Thủ Đức");
    BOOST_TEST(old("Thị trấn Sa Pa") == "Thị trấn Sa Pa");
    BOOST_TEST(old("Quan Hoa") == "Quan Hoa?");
    BOOST_TEST(old("quan 3") == "quan 3");
}

BOOST_AUTO_TEST_CASE(communes_and_streets_that_only_sound_like_a_district_are_left_alone) {
    for (const char* line : {"12 Bà Huyện Thanh Quan, phường Xuân Hòa", "12 Ba Huyen Thanh Quan", "Phường Sài Gòn", "", "Quản Bạ", "Xã Quản Bạ", "Quan Sơn",
                             "Huyền Hội", "Phường Thủ Đức, TP. Hồ Chí Minh", "TP Đà Nẵng", "District", "Quận", "12 Trần Quang Khải"}) {
        BOOST_TEST_INFO(line);
        BOOST_CHECK(!old_tier(line, book()));
    }
}

BOOST_AUTO_TEST_CASE(everyday_names_of_places_and_countries_are_understood) {
    for (const char* name : {"TP HCM", "TPHCM", "HCM", "Saigon"}) BOOST_TEST(*parse_province(name, book()) == "79");
    BOOST_TEST(*parse_province("Đắc Lắc", book()) == "66");
    BOOST_TEST(*parse_province("Hà Tây", book()) == "01");
    BOOST_TEST(*parse_province("T. An Giang", book()) == "91");
    BOOST_TEST(*parse_nationality("Mỹ", book()) == "USA");
    BOOST_TEST(*parse_nationality("UK", book()) == "GBR");
    BOOST_TEST(*parse_nationality("Republic of Korea", book()) == "KOR");
}

BOOST_AUTO_TEST_CASE(a_nationality_has_a_name_in_seven_languages_and_is_found_by_each) {
    for (const auto& row : book().nationalities) {
        BOOST_TEST_INFO(row.code);
        BOOST_TEST(row.name.others.size() == 5U);
        for (const auto& [language, name] : row.name.others) BOOST_CHECK(!name.empty());
    }
    BOOST_TEST(nationality_name("DEU", book(), "ko") == "독일");
    BOOST_TEST(nationality_name("JPN", book(), "ru") == "Япония");
    BOOST_TEST(nationality_name("JPN", book(), "vi") == "Nhật Bản");
    BOOST_TEST(nationality_name("JPN", book(), "xx") == "Japan");
    for (const char* text : {"德国", "독일", "ドイツ", "Германия", "Allemagne"}) BOOST_TEST(*parse_nationality(text, book()) == "DEU");
}

BOOST_AUTO_TEST_CASE(an_eleven_digit_number_is_told_its_new_writing) {
    const auto error = parse_own_phone("0168 9123456", book().phone).error();
    BOOST_CHECK(error.code == ErrorCode::phone_old_number);
    BOOST_TEST(error.detail == "038 912 3456");
    BOOST_TEST(parse_own_phone("+84 123 4567890", book().phone).error().detail == "083 456 7890");
    BOOST_CHECK(parse_own_phone("0212345678", book().phone).error().code == ErrorCode::phone_format);
}

BOOST_AUTO_TEST_CASE(an_address_keeps_its_own_domain_and_holds_no_pictures) {
    BOOST_TEST(*parse_email("anna@Straße.de") == "anna@straße.de");
    BOOST_TEST(*parse_email("Иван@Пример.рф") == "Иван@пример.рф");
    for (const char* bad : {"a@😀.com", "☃@x.com", "ａ@x.com", "a“b@x.com"}) BOOST_CHECK(parse_email(bad).error().code == ErrorCode::email_format);
}

BOOST_AUTO_TEST_CASE(a_symbol_outside_the_uncertain_list_is_read_and_one_without_a_card_refused) {
    BOOST_TEST(*parse_card_symbol("uđ1", book()) == "UD1");
    for (const char* bad : {"ĐT4", "dn 2", "EV", "1", "A?", "TOOLONG"}) BOOST_CHECK(parse_card_symbol(bad, book()).error().code == ErrorCode::card_symbol);
}

BOOST_AUTO_TEST_SUITE_END()
