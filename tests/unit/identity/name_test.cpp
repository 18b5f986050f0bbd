#include <boost/test/unit_test.hpp>

#include "shared/identity/name.hpp"

using namespace motcua;
using namespace motcua::identity;

namespace {

std::string compared(std::string_view a, std::string_view b) {
    const NameComparison one = compare_names(a, b), other = compare_names(b, a);
    BOOST_CHECK(one.match == other.match);
    std::string out(code(one.match));
    for (NameReason reason : one.reasons) out += " " + std::string(code(reason));
    return out;
}

ErrorCode refusal(std::string_view part) {
    const auto result = check_name_part(part, "applicant.familyName");
    BOOST_REQUIRE(!result.ok());
    BOOST_TEST(result.error().field == "applicant.familyName");
    return result.error().code;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(names)

BOOST_AUTO_TEST_CASE(a_name_is_divided_at_fillers_or_comma_and_else_is_all_primary) {
    BOOST_TEST(split_name("ERIKSSON<<ANNA<MARIA").primary == "ERIKSSON");
    BOOST_TEST(split_name("Eriksson,  Anna Maria ").secondary == "Anna Maria");
    BOOST_TEST(split_name("Sukarno").primary == "Sukarno");
    BOOST_TEST(split_name("Sukarno").secondary == "");
}

BOOST_AUTO_TEST_CASE(letters_are_transliterated_by_the_icao_table) {
    BOOST_TEST(transliterate("Müller") == "MUELLER");
    BOOST_TEST(transliterate("Ångström") == "AANGSTROEM");
    BOOST_TEST(transliterate("Þórðar Æsa") == "THORDAR<AESA");
    BOOST_TEST(transliterate("Weiß-Große") == "WEISS<GROSSE");
    BOOST_TEST(transliterate("Nguyễn Thị Đoan") == "NGUYEN<THI<DOAN");
    BOOST_TEST(transliterate("D’Artagnan Jr.") == "DARTAGNAN<JR");
    BOOST_TEST(transliterate("Горбачёв") == "GORBACHEV");
    BOOST_TEST(transliterate("Щукин") == "SHCHUKIN");
    BOOST_TEST(transliterate("Łódź Şahin İnci ıŞIK") == "LODZ<SAHIN<INCI<ISIK");
    BOOST_TEST(transliterate("Mu\u0308ller") == "MUELLER");
}

BOOST_AUTO_TEST_CASE(the_name_field_is_filled_and_cut_as_icao_orders) {
    BOOST_TEST(mrz_name_field({.primary = "ERIKSSON", .secondary = "ANNA MARIA"}, 39) == "ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<");
    BOOST_TEST(mrz_name_field({.primary = "Arkfreith"}, 39) == "ARKFREITH<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<");
    BOOST_TEST(mrz_name_field({.primary = "Nilavadhanananda", .secondary = "Chayapa Dejthamrong Krasuang"}, 39) == "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K");
    BOOST_TEST(mrz_name_field({.primary = "Bennelong Wooloomooloo Warrandyte Warnambool", .secondary = "Dingo Potoroo"}, 39).size() == 39u);
    BOOST_TEST(mrz_name_field({.primary = "Bennelong Wooloomooloo Warrandyte Warnambool", .secondary = "Dingo Potoroo"}, 39).ends_with("<<D"));
}

BOOST_AUTO_TEST_CASE(the_same_name_is_the_same_whatever_its_case) {
    BOOST_TEST(compared("Eriksson, Anna Maria", "ERIKSSON<<ANNA<MARIA") == "same");
    BOOST_TEST(compared("NGUYỄN VĂN AN", "Nguye\u0302\u0303n  Văn An") == "same");
}

BOOST_AUTO_TEST_CASE(dropped_marks_and_spelt_out_letters_are_compatible) {
    BOOST_TEST(compared("Nguyễn, Văn An", "NGUYEN<<VAN<AN") == "compatible diacritics");
    BOOST_TEST(compared("Müller, Jürgen", "MUELLER<<JUERGEN") == "compatible transliteration");
    BOOST_TEST(compared("Müller, Jürgen", "MULLER<<JURGEN") == "compatible diacritics");
    BOOST_TEST(compared("Иванов, Пётр", "IVANOV<<PETR") == "compatible transliteration");
}

BOOST_AUTO_TEST_CASE(hyphens_apostrophes_and_spacing_are_compatible) {
    BOOST_TEST(compared("O'Connor, Enya Siobhan", "OCONNOR<<ENYA<SIOBHAN") == "compatible punctuation");
    BOOST_TEST(compared("Papandropoulous, Jonathan-Alec", "PAPANDROPOULOUS<<JONATHAN<ALEC") == "compatible punctuation");
    BOOST_TEST(compared("KIM, MIN HO", "KIM<<MINHO") == "compatible spacing");
    BOOST_TEST(compared("van der Muellen, Hendrik", "VANDERMUELLEN<<HENDRIK") == "compatible spacing");
}

BOOST_AUTO_TEST_CASE(a_truncated_name_is_accepted) {
    BOOST_TEST(compared("Nilavadhanananda, Chayapa Dejthamrong Krasuang", "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K") == "compatible truncated");
    BOOST_TEST(compared("Bennelong Wooloomooloo Warrandyte Warnambool, Dingo Potoroo", "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<W<<DI") == "compatible truncated");
    BOOST_TEST(compared("ERIKSSON, ANNA MARIA", "ERIKSSON<<ANNA<MA") == "different different_secondary");  // too short to have been cut
}

BOOST_AUTO_TEST_CASE(another_order_missing_parts_and_initials_are_named) {
    BOOST_TEST(compared("Nguyen, Van An", "An<<Nguyen<Van") == "compatible order");
    BOOST_TEST(compared("NGUYEN VAN AN", "NGUYEN<<VAN<AN") == "compatible single_name");
    BOOST_TEST(compared("Smith, John", "Smith, John Paul") == "compatible part_missing");
    BOOST_TEST(compared("Smith, J Paul", "Smith, John Paul") == "compatible initial");
}

BOOST_AUTO_TEST_CASE(other_names_are_different) {
    BOOST_TEST(compared("Smith, John", "Smythe, John") == "different different_primary");
    BOOST_TEST(compared("Smith, John", "Smith, Peter") == "different different_secondary");
    BOOST_TEST(compared("Smith, John", "Smith") == "different different_secondary");
    BOOST_TEST(compared("李", "陈") == "different different_primary");
}

BOOST_AUTO_TEST_CASE(a_message_names_the_offending_character) {
    BOOST_CHECK(offending_characters("Anna3 M@ria3") == (std::vector<std::string>{"3", "@"}));
    BOOST_CHECK(offending_characters("Đặng d'Ö-Řé 王 Ќ").empty());
    BOOST_CHECK(refusal("Anna3") == ErrorCode::name_character);
    BOOST_TEST(check_name_part("Anna★", "").error().detail == "★");
}

BOOST_AUTO_TEST_CASE(a_part_needs_latin_letters_and_at_most_128_characters) {
    BOOST_CHECK(refusal("  ") == ErrorCode::name_missing);
    BOOST_CHECK(refusal("-'.") == ErrorCode::name_no_letter);
    BOOST_CHECK(refusal("王明") == ErrorCode::name_not_latin);
    BOOST_CHECK(refusal("Иванов") == ErrorCode::name_not_latin);
    BOOST_CHECK(refusal(std::string(129, 'A')) == ErrorCode::name_too_long);
    BOOST_CHECK(check_name_part(std::string(128, 'A'), "").ok());
    BOOST_CHECK(check_name_part("Ñúñez y García-O’Higgins", "").ok());
}

BOOST_AUTO_TEST_SUITE_END()
