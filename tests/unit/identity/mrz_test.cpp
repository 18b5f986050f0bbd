#include <boost/test/unit_test.hpp>

#include "shared/base/text.hpp"
#include "shared/identity/mrz.hpp"
#include "shared/identity/mrz_layout.hpp"
#include "unit/rules/book.hpp"

using namespace motcua;
using namespace motcua::identity;
using test::day;

namespace {

const Date today = day("2026-11-24");
const std::string passport =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10";
const std::string card =
    "I<UTOD231458907<<<<<<<<<<<<<<<\n"
    "7408122F1204159UTO<<<<<<<<<<<6\n"
    "ERIKSSON<<ANNA<MARIA<<<<<<<<<<";

std::string codes(const Mrz& mrz) {
    std::string out;
    for (const Error& error : mrz.errors) out += std::string(describe(error.code).code) + ":" + error.detail + " ";
    return out;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    BOOST_REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(mrz)

BOOST_AUTO_TEST_CASE(the_icao_passport_specimen_is_read) {
    const Mrz mrz = *parse_mrz(passport, today);
    BOOST_TEST(codes(mrz) == "");
    BOOST_TEST(code(mrz.format) == "TD3");
    BOOST_TEST(mrz.document_code == "P");
    BOOST_TEST(mrz.issuer == "UTO");
    BOOST_TEST(mrz.name.primary == "ERIKSSON");
    BOOST_TEST(mrz.name.secondary == "ANNA MARIA");
    BOOST_TEST(mrz.document_number == "L898902C3");
    BOOST_TEST(mrz.birth_date == "1974-08-12");
    BOOST_TEST(mrz.sex == "F");
    BOOST_TEST(mrz.expiry_date == "2012-04-15");
    BOOST_TEST(mrz.optional_data == "ZE184226B");
    BOOST_TEST(mrz.checks.size() == 5u);
    BOOST_TEST(!mrz.name_truncated);
}

BOOST_AUTO_TEST_CASE(the_icao_card_specimen_is_read) {
    const Mrz mrz = *parse_mrz(card, today);
    BOOST_TEST(codes(mrz) == "");
    BOOST_TEST(code(mrz.format) == "TD1");
    BOOST_TEST(mrz.document_number == "D23145890");
    BOOST_TEST(mrz.name.secondary == "ANNA MARIA");
}

BOOST_AUTO_TEST_CASE(the_icao_specimens_of_td2_and_both_visas_are_read) {
    const Mrz td2 = *parse_mrz("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6", today);
    BOOST_TEST(codes(td2) == "");
    BOOST_TEST(code(td2.format) == "TD2");
    const Mrz a = *parse_mrz("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<", today);
    BOOST_TEST(codes(a) == "");
    BOOST_TEST(code(a.format) == "MRV-A");
    BOOST_TEST(a.nationality == "XXX");
    BOOST_TEST(a.birth_date == "1940-09-07");
    const Mrz b = *parse_mrz("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<", today);
    BOOST_TEST(codes(b) == "");
    BOOST_TEST(code(b.format) == "MRV-B");
}

BOOST_AUTO_TEST_CASE(a_zone_may_come_in_one_line_with_blanks_and_small_letters) {
    const Mrz mrz = *parse_mrz(" p<utoeriksson<<anna<maria<<<<<<<<<<<<<<<<<<< \r\n\r\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\r\n", today);
    BOOST_TEST(mrz.valid());
    BOOST_TEST(parse_mrz(replaced(passport, "\n", ""), today)->valid());
}

BOOST_AUTO_TEST_CASE(what_is_no_zone_is_refused) {
    for (const char* text : {"", "P<UTO", "ERIKSSON\nANNA", "\n\n\n"}) BOOST_CHECK(parse_mrz(text, today).error().code == ErrorCode::mrz_format);
    BOOST_CHECK(parse_mrz(std::string(100'000, '<'), today).error().code == ErrorCode::mrz_format);
}

BOOST_AUTO_TEST_CASE(each_check_digit_is_named_when_it_is_wrong) {
    BOOST_TEST(codes(*parse_mrz(replaced(passport, "L898902C36", "L898902C37"), today)) == "mrz.check:documentNumber mrz.check:composite ");
    BOOST_TEST(codes(*parse_mrz(replaced(passport, "7408122", "7408123"), today)) == "mrz.check:birthDate mrz.check:composite ");
    BOOST_TEST(codes(*parse_mrz(replaced(passport, "1204159", "1204150"), today)) == "mrz.check:expiryDate mrz.check:composite ");
    BOOST_TEST(codes(*parse_mrz(replaced(passport, "<<<<<10", "<<<<<20"), today)) == "mrz.check:optionalData mrz.check:composite ");
    BOOST_TEST(codes(*parse_mrz(replaced(passport, "<<<<<10", "<<<<<11"), today)) == "mrz.check:composite ");
}

BOOST_AUTO_TEST_CASE(unknown_parts_of_a_birth_date_are_left_out) {
    MrzContent content{.issuer = "UTO", .name = {.primary = "NGO"}, .document_number = "X1234567", .nationality = "VNM", .birth_date = "1950", .sex = "M", .expiry_date = "2030-01-31"};
    const Mrz year_only = *parse_mrz(mrz_td3(content), today);
    BOOST_TEST(codes(year_only) == "");
    BOOST_TEST(year_only.birth_date == "1950");
    content.birth_date = "1950-07";
    BOOST_TEST(parse_mrz(mrz_td3(content), today)->birth_date == "1950-07");
}

BOOST_AUTO_TEST_CASE(the_century_of_a_birth_turns_on_the_day_of_filing) {
    MrzContent content{.issuer = "UTO", .name = {.primary = "LE"}, .document_number = "A", .nationality = "UTO", .birth_date = "2026-11-24", .expiry_date = "2031-01-01"};
    BOOST_TEST(parse_mrz(mrz_td3(content), today)->birth_date == "2026-11-24");
    BOOST_TEST(parse_mrz(mrz_td3(content), day("2026-11-23"))->birth_date == "1926-11-24");
}

BOOST_AUTO_TEST_CASE(a_long_document_number_goes_on_in_the_optional_data_of_a_card) {
    const MrzContent content{.document_code = "I", .issuer = "BEL", .name = {.primary = "REINARTZ", .secondary = "ULRIKE KATIA E"}, .document_number = "600001476935",
                             .nationality = "BEL", .birth_date = "1985-01-01", .sex = "F", .expiry_date = "2028-07-02"};
    const std::string zone = write_mrz(MrzFormat::td1, content);
    BOOST_TEST(zone.substr(0, 30) == "I<BEL600001476<9355<<<<<<<<<<<");  // as printed on Belgian cards (ICAO 9303-5, note j)
    const Mrz mrz = *parse_mrz(zone, today);
    BOOST_TEST(codes(mrz) == "");
    BOOST_TEST(mrz.document_number == "600001476935");
    BOOST_TEST(mrz.optional_data == "");
}

BOOST_AUTO_TEST_CASE(what_is_written_is_read_back_in_every_format) {
    for (MrzFormat format : {MrzFormat::td1, MrzFormat::td2, MrzFormat::td3, MrzFormat::mrv_a, MrzFormat::mrv_b}) {
        const MrzContent content{.document_code = format == MrzFormat::td3 ? "P" : format >= MrzFormat::mrv_a ? "V" : "C", .issuer = "D", .name = {.primary = "Müller", .secondary = "Jürgen"},
                                 .document_number = "C01X0006H", .nationality = "D", .birth_date = "1964-08-12", .sex = "M", .expiry_date = "2030-10-31"};
        const Mrz mrz = *parse_mrz(write_mrz(format, content), today);
        BOOST_TEST_INFO(code(format));
        BOOST_TEST(codes(mrz) == "");
        BOOST_TEST(mrz.name.primary == "MUELLER");
        BOOST_TEST(mrz.nationality == "D");
        BOOST_CHECK(mrz.format == format);
    }
}

BOOST_AUTO_TEST_CASE(confused_characters_are_corrected_when_only_one_reading_is_right) {
    BOOST_TEST(*suggest_mrz(replaced(passport, "L898902C36", "L8989O2C36"), today) == passport);
    BOOST_TEST(*suggest_mrz(replaced(passport, "7408122F", "74O8I22F"), today) == passport);
    BOOST_TEST(*suggest_mrz(replaced(passport, "ERIKSSON", "ER1KSS0N"), today) == passport);
    BOOST_TEST(*suggest_mrz(replaced(passport, "L898902C36UTO74", "L8989O2C36UT0T4"), today) == passport);
    BOOST_CHECK(!suggest_mrz(replaced(passport, "L898902C36", "L89B9O2C36"), today));  // more than one reading would be right
    BOOST_CHECK(!suggest_mrz(passport, today));
    BOOST_CHECK(!suggest_mrz(replaced(passport, "L898902C36", "L898932C36"), today));  // 3 is confused with nothing that mends it
    BOOST_CHECK(!suggest_mrz("nonsense", today));
}

BOOST_AUTO_TEST_CASE(check_digits_weigh_7_3_1) {
    BOOST_TEST(mrz_check_digit("520727") == '3');  // the example of ICAO 9303-3
    BOOST_TEST(mrz_check_digit("AB2134<<<") == '5');
    BOOST_TEST(mrz_check_digit("") == '0');
}

BOOST_AUTO_TEST_CASE(hostile_bytes_are_errors_not_crashes) {
    for (int byte = 0; byte < 256; ++byte) {
        std::string text = passport;
        text[50] = static_cast<char>(byte);
        const auto mrz = parse_mrz(text, today);
        // A, K, U and '<' weigh as much as the 0 that stands there: the digit cannot tell
        const char raised = text::upper(static_cast<char>(byte));
        const bool weighs_nothing = raised == '0' || raised == '<' || raised == 'A' || raised == 'K' || raised == 'U';
        if (mrz) BOOST_CHECK_MESSAGE(mrz->valid() == weighs_nothing, byte);
        (void)suggest_mrz(text, today);
    }
}

BOOST_AUTO_TEST_SUITE_END()
