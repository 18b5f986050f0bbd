#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdlib>
#include <random>
#include <set>

#include "shared/base/date.hpp"
#include "shared/base/decimal.hpp"
#include "shared/base/errors.hpp"
#include "shared/base/ids.hpp"
#include "shared/base/json.hpp"
#include "shared/base/text.hpp"

using namespace motcua;

BOOST_AUTO_TEST_SUITE(base)

BOOST_AUTO_TEST_CASE(a_date_is_read_and_written_as_iso_8601) {
    BOOST_TEST(format_date(*parse_date("2024-02-29")) == "2024-02-29");
    BOOST_TEST(format_date(*parse_date("0990-01-05")) == "0990-01-05");
}

BOOST_AUTO_TEST_CASE(days_that_do_not_exist_are_refused) {
    for (const char* text : {"2023-02-29", "2024-04-31", "2024-13-01", "2024-00-10", "2024-01-00", "0000-01-01"})
        BOOST_CHECK(parse_date(text).error().code == ErrorCode::date_impossible);
    for (const char* text : {"", "24-01-01", "2024-1-1", "2024/01/01", "2024-01-01 ", "2024-01-0x", "２０２４-01-01"})
        BOOST_CHECK(parse_date(text).error().code == ErrorCode::date_format);
}

BOOST_AUTO_TEST_CASE(the_day_changes_at_midnight_in_vietnam) {
    BOOST_TEST(format_date(date_in_vietnam(1'732'381'199'000)) == "2024-11-23");  // 16:59:59 UTC
    BOOST_TEST(format_date(date_in_vietnam(1'732'381'200'000)) == "2024-11-24");  // 17:00:00 UTC
    BOOST_TEST(format_date(date_in_vietnam(-7 * 3'600'000 - 1)) == "1969-12-31");
}

BOOST_AUTO_TEST_CASE(an_age_is_reached_on_the_birthday_and_on_1_march_for_29_february) {
    BOOST_TEST(age_on(*parse_date("2012-11-24"), *parse_date("2026-11-23")) == 13);
    BOOST_TEST(age_on(*parse_date("2012-11-24"), *parse_date("2026-11-24")) == 14);
    BOOST_TEST(age_on(*parse_date("2020-02-29"), *parse_date("2026-02-28")) == 5);
    BOOST_TEST(age_on(*parse_date("2020-02-29"), *parse_date("2026-03-01")) == 6);
    BOOST_TEST(age_on(*parse_date("2020-02-29"), *parse_date("2028-02-29")) == 8);
}

BOOST_AUTO_TEST_CASE(utf8_that_is_overlong_or_cut_is_not_valid) {
    BOOST_TEST(text::valid_utf8("Đặng Thị Ngọc 陳 😀"));
    for (const char* bad : {"\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE1\xBB", "\x80", "\xFF"}) BOOST_TEST(!text::valid_utf8(bad));
    BOOST_TEST(text::length("Đặng") == 4u);
}

BOOST_AUTO_TEST_CASE(vietnamese_letters_compose_to_one_form) {
    BOOST_TEST(text::nfc("Nguye\u0302\u0303n") == "Nguyễn");
    BOOST_TEST(text::nfc("o\u031B\u0323") == "ợ");
    BOOST_TEST(text::nfc("o\u0323\u031B") == "ợ");
    BOOST_TEST(text::nfc("\u1112\u1161\u11AB") == "한");
    BOOST_TEST(text::nfc("\xFFnot utf8") == "\xFFnot utf8");
}

BOOST_AUTO_TEST_CASE(folding_drops_case_marks_and_the_stroke_of_d) {
    BOOST_TEST(text::folded("  ĐẮK   Lắk ") == "dak lak");
    BOOST_TEST(text::folded("Thanh Hoá") == text::folded("thanh hóa"));
    BOOST_TEST(text::folded("STRAẞE") == "strasse");
}

BOOST_AUTO_TEST_CASE(blanks_of_every_kind_become_one) {
    BOOST_TEST(text::tidy("\u00A0 a \t\u2003b\u3000") == "a b");
    BOOST_TEST(text::has_forbidden_character("a\u202Eb"));
    BOOST_TEST(text::has_forbidden_character("a\x07"));
    BOOST_TEST(!text::has_forbidden_character("12 Lê Lợi, P. Sài Gòn"));
}

BOOST_AUTO_TEST_CASE(strict_json_refuses_what_a_filing_never_holds) {
    BOOST_CHECK(parse_json("{\"a\":1,\"a\":2}").error().code == ErrorCode::json_duplicate_key);
    BOOST_CHECK(parse_json("{\"b\":{\"a\":1,\"a\":2}}").error().field == "b.a");
    BOOST_CHECK(parse_json(std::string(17, '[') + std::string(17, ']')).error().code == ErrorCode::json_too_deep);
    BOOST_CHECK(parse_json(std::string(16, '[') + std::string(16, ']')).ok());
    BOOST_CHECK(parse_json(std::string(100'000, ' ')).error().code == ErrorCode::json_too_large);
    for (const char* bad : {"", "{", "{\"a\"}", "[1,]", "nul", "{} {}", "// x\n{}", "\"\xFF\"", "{\"a\":01}", "'a'", "[1e999"})
        BOOST_CHECK(parse_json(bad).error().code == ErrorCode::json_malformed);
}

BOOST_AUTO_TEST_CASE(ten_megabytes_of_nesting_are_a_clear_error) {
    const std::string nested(10'000'000, '[');
    BOOST_CHECK(parse_json(nested, {.bytes = 16'000'000}).error().code == ErrorCode::json_too_deep);
}

BOOST_AUTO_TEST_CASE(json_is_read_and_written_as_nlohmann_does) {
    std::mt19937 chance(14);
    const std::string whole = R"({"a":[1,-2,3.5e-7,true,null,"x\u00e9\ud83d\ude00\n"],"b":{"c":"é€😀","d":[]},"e":18446744073709551616,"f":-0})";
    const std::array<std::string, 16> bits{"{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "d83d", "1", "-", ".", "e9", "\xED\xA0", "\xF4\x90"};
    for (int i = 0; i < 20'000; ++i) {
        std::string text = whole;
        for (auto changes = chance() % 3; changes > 0; --changes) {
            const std::size_t at = chance() % text.size();
            if (chance() % 2 == 0) text.insert(at, bits[chance() % bits.size()]);
            else text.erase(at, 1);
        }
        const auto mine = parse_json(text);
        if (!mine && mine.error().code == ErrorCode::json_duplicate_key) continue;
        const Json theirs = Json::parse(text, nullptr, false);
        BOOST_TEST_REQUIRE(mine.ok() == !theirs.is_discarded(), text);
        if (mine) BOOST_TEST_REQUIRE((*mine == theirs && dump_json(*mine) == theirs.dump()), text);
    }
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_character_are_written_as_nlohmann_does) {
    std::mt19937 chance(15);
    constexpr std::array<unsigned char, 16> bytes{0xC1, 0xC2, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0x80, 0x8F, 0x90, 0x9F, 0xBF, 'a'};
    for (int i = 0; i < 20'000; ++i) {
        std::string text;
        for (auto length = chance() % 6; length > 0; --length) text += static_cast<char>(bytes[chance() % bytes.size()]);
        const Json value{{text, text}};
        BOOST_TEST_REQUIRE(dump_json(value) == value.dump(-1, ' ', false, Json::error_handler_t::replace));
    }
}

BOOST_AUTO_TEST_CASE(decimals_are_the_nearest_doubles) {
    const auto same = [](const std::string& text) {
        const double mine = read_decimal(text), theirs = std::strtod(text.c_str(), nullptr);
        BOOST_TEST_REQUIRE((mine == theirs && std::signbit(mine) == std::signbit(theirs)), text);
    };
    for (const char* text : {"0", "-0.0", "0e5", "0.1", "1.7976931348623157e308", "1.7976931348623159e308", "1e309", "1e99999999999", "1e-99999999999", "4.9e-324",
                             "2.4703282292062327e-324", "2.4703282292062328e-324", "2.2250738585072011e-308", "9007199254740993", "9007199254740992.5"})
        same(text);
    same("9007199254740993." + std::string(900, '0') + "1");
    same("9007199254740993." + std::string(900, '0'));
    same("0." + std::string(400, '0') + "1e400");
    std::mt19937_64 chance(16);
    for (int i = 0; i < 20'000; ++i) {
        std::string digits = std::to_string(1 + chance() % 9) + "." + std::to_string(chance());
        same(digits + "e" + std::to_string(static_cast<int>(chance() % 660) - 340));
    }
}

BOOST_AUTO_TEST_CASE(members_that_are_absent_read_as_empty) {
    const Json value = *parse_json(R"({"a":"x","b":true,"c":1})");
    BOOST_TEST(text_at(value, "a") == "x");
    BOOST_TEST(text_at(value, "b").empty());
    BOOST_TEST(text_at(Json(3), "a").empty());
    BOOST_TEST(is_true(value, "b"));
    BOOST_TEST(!is_true(value, "c"));
}

BOOST_AUTO_TEST_CASE(a_reference_survives_sloppy_typing) {
    const std::array<std::uint8_t, 5> bytes{0x3d, 0x07, 0x44, 0xdf, 0x5d};
    const std::string reference = make_reference(bytes);
    BOOST_TEST(reference.size() == 14u);
    BOOST_TEST(*parse_reference(reference) == reference);
    std::string sloppy;
    for (char c : reference) sloppy += c == '-' ? ' ' : static_cast<char>(std::tolower(c));
    BOOST_TEST(*parse_reference(sloppy) == reference);
    BOOST_TEST(*parse_reference(sloppy.substr(3)) == reference);
    for (const char* bad : {"", "MC-", "MC-7K3M-9QT", "MC-7K3M-9QTX-KA", "MC-7K3M-9QTU-A", "012345678901"})
        BOOST_CHECK(parse_reference(bad).error().code == ErrorCode::reference_format);
}

BOOST_AUTO_TEST_CASE(every_wrong_and_every_swapped_character_of_a_reference_is_noticed) {
    const std::string reference = make_reference(std::array<std::uint8_t, 5>{0xa1, 0x22, 0x9c, 0x04, 0xe7});
    const std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    int checked = 0;
    for (std::size_t i = 3; i < reference.size(); ++i) {
        for (std::size_t j = i + 1; j < reference.size(); ++j) {
            std::string swapped = reference;
            std::swap(swapped[i], swapped[j]);
            if (swapped == reference || reference[i] == '-' || reference[j] == '-') continue;
            BOOST_CHECK(!parse_reference(swapped).ok());
            ++checked;
        }
        for (char other : alphabet) {
            std::string wrong = reference;
            if (wrong[i] == '-' || wrong[i] == other) continue;
            wrong[i] = other;
            BOOST_CHECK(!parse_reference(wrong).ok());
            ++checked;
        }
    }
    BOOST_TEST(checked > 270);
}

BOOST_AUTO_TEST_CASE(every_error_code_has_a_text_in_both_languages_and_none_is_given_twice) {
    std::set<std::string_view> codes;
    for (std::size_t i = 0; i < error_count(); ++i) {
        const ErrorText& row = describe(static_cast<ErrorCode>(i));
        BOOST_TEST_INFO(row.code);
        BOOST_CHECK(row.code.find('.') != std::string_view::npos);
        BOOST_CHECK(codes.insert(row.code).second);
        BOOST_CHECK(row.http_status >= 400 && row.http_status < 600);
        BOOST_CHECK(row.vi.size() > 15 && row.en.size() > 15);
        BOOST_CHECK(row.vi != row.en);
        BOOST_CHECK(text::valid_utf8(row.vi) && text::nfc(row.vi) == row.vi);
        BOOST_CHECK(error_code(row.code) == static_cast<ErrorCode>(i));
    }
}

BOOST_AUTO_TEST_SUITE_END()
