// Widths, line breaks, composition and folding of text.
#include <boost/test/unit_test.hpp>

#include "client/ui/headless.hpp"
#include "client/ui/text.hpp"

using namespace motcua::ui;

namespace {

std::vector<std::string> lines_of(std::string_view text, float width) {
    std::vector<std::string> lines;
    for (const TextLine& line : break_lines(test_fonts(), {.size = 20}, text, width)) lines.emplace_back(text.substr(line.begin, line.end - line.begin));
    return lines;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ui_text)

BOOST_AUTO_TEST_CASE(the_font_of_debian_is_there_and_has_vietnamese) {
    BOOST_REQUIRE(test_fonts().usable());
    for (const char32_t letter : {U'ễ', U'Ộ', U'ặ', U'đ', U'Ư', U'ỹ'}) BOOST_TEST(test_fonts().has(letter, Weight::bold));
}

BOOST_AUTO_TEST_CASE(lines_break_at_spaces_and_leave_them_out) {
    const auto lines = lines_of("Tôi cam đoan những nội dung khai trên", 150);
    BOOST_REQUIRE(lines.size() > 1);
    for (const std::string& line : lines) {
        BOOST_TEST(text_width(test_fonts(), {.size = 20}, line) <= 150.02F);
        BOOST_TEST(line.back() != ' ');
        BOOST_TEST(line.front() != ' ');
    }
}

BOOST_AUTO_TEST_CASE(a_line_break_in_the_text_is_kept) { BOOST_TEST(lines_of("12 Lê Lợi\nPhường Sài Gòn\n", 900).size() == 3); }
BOOST_AUTO_TEST_CASE(a_reference_is_not_parted_at_its_hyphens) {
    const auto lines = lines_of("SHARMA ARJUN, reference MC-C9Z2-509Y-9", 230);
    BOOST_REQUIRE(lines.size() >= 2);
    BOOST_TEST(lines.back() == "MC-C9Z2-509Y-9");
    BOOST_TEST(lines_of("well-known well-known", 60).front() == "well-");  // words still are
}
BOOST_AUTO_TEST_CASE(chinese_breaks_between_letters_but_not_before_a_full_stop) {
    const auto lines = lines_of("您的姓名是什么。", 100);
    BOOST_REQUIRE(lines.size() == 2);
    BOOST_TEST(lines[0] == "您的姓名是");
    for (const std::string& line : lines_of("一二三四。五六七八。", 80)) BOOST_TEST(line.find("。") != 0);
}

BOOST_AUTO_TEST_CASE(a_word_longer_than_the_line_is_cut_not_lost) {
    std::string joined;
    for (const std::string& line : lines_of("WWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", 100)) joined += line;
    BOOST_TEST(joined.size() == 30U);
}

BOOST_AUTO_TEST_CASE(decomposed_typing_becomes_composed) { BOOST_TEST(to_nfc("Nguye\u0302\u0303n") == "Nguyễn"); }
BOOST_AUTO_TEST_CASE(search_finds_without_marks) {
    BOOST_TEST(fold_for_search("Đức") == "duc");
    BOOST_TEST(fold_for_search("Thụy Điển") == "thuy dien");
}

BOOST_AUTO_TEST_CASE(arabic_and_thai_need_shaping_vietnamese_and_chinese_do_not) {
    BOOST_TEST(needs_shaping("محمد"));
    BOOST_TEST(needs_shaping("สมชาย"));
    BOOST_TEST(!needs_shaping("Nguyễn Thị Hằng 王小明 김민준"));
}

BOOST_AUTO_TEST_SUITE_END()
