// Our tables (Unicode 14) against Debian's utf8proc 2.8 (Unicode 15): every code point, and runs of marks as in names.
// Where they disagree and why:
//  - marks that only Unicode 15 knows (10 code points) have no class with us;
//  - the "post composition version" exclusions of CompositionExclusions.txt (U+2ADC and 13 musical symbols): utf8proc 2.8
//    composes them again, the standard (and Python's unicodedata) does not.
#include <utf8proc.h>

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <memory>

#include "shared/base/text.hpp"
#include "shared/base/unicode.hpp"

using namespace motcua;

namespace {

std::string oracle(const std::string& text, int options) {
    utf8proc_uint8_t* out = nullptr;
    const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()), &out,
                                   static_cast<utf8proc_option_t>(options));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(out, &std::free);
    return size < 0 ? std::string("error") : std::string(reinterpret_cast<char*>(out), static_cast<std::size_t>(size));
}

std::string of(std::initializer_list<char32_t> points) {
    std::string out;
    for (char32_t c : points) text::append(out, c);
    return out;
}

bool is_new_in_unicode_15(char32_t c) {
    return (c >= 0x10EFD && c <= 0x10EFF) || c == 0x11F41 || c == 0x11F42 || c == 0x1E08F || (c >= 0x1E4EC && c <= 0x1E4EF);
}
bool is_excluded_after_composition(char32_t c) { return c == 0x2ADC || (c >= 0x1D15E && c <= 0x1D164) || (c >= 0x1D1BB && c <= 0x1D1C0); }

std::string folded_by_us(char32_t c) {
    std::string out;
    for (char32_t one : unicode::fold_case(c)) text::append(out, one);
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(unicode_oracle)

BOOST_AUTO_TEST_CASE(every_code_point_composes_and_folds_as_utf8proc_says) {
    int wrong_form = 0, wrong_fold = 0, wrong_class = 0;
    for (char32_t c = 1; c < 0x110000; ++c) {
        if ((c >= 0xD800 && c < 0xE000) || is_new_in_unicode_15(c)) continue;
        const std::string text = of({c});
        if (unicode::combining_class(c) != utf8proc_get_property(static_cast<utf8proc_int32_t>(c))->combining_class) ++wrong_class;
        if (is_excluded_after_composition(c)) {
            BOOST_CHECK(text::nfc(text) != text);
            continue;
        }
        if (text::nfc(text) != oracle(text, UTF8PROC_COMPOSE)) ++wrong_form;
        // utf8proc's CASEFOLD decomposes too: compare in one form
        if (text::nfc(folded_by_us(c)) != oracle(text, UTF8PROC_CASEFOLD | UTF8PROC_COMPOSE)) ++wrong_fold;
    }
    BOOST_TEST(wrong_form == 0);
    BOOST_TEST(wrong_fold == 0);
    BOOST_TEST(wrong_class == 0);
}

BOOST_AUTO_TEST_CASE(letters_with_up_to_three_marks_compose_as_utf8proc_says) {
    constexpr char32_t letters[] = {'a', 'A', 'e', 'o', 'u', 'y', 'd', 'n', U'ơ', U'ư', U'â', U'ß', U'и', 0x1112, 0xAC00, 0x0928};
    constexpr char32_t marks[] = {0x300, 0x301, 0x302, 0x303, 0x306, 0x308, 0x309, 0x30A, 0x31B, 0x323, 0x327, 0x328, 0x345, 0x1161, 0x11A8, 0x93C};
    int wrong = 0;
    for (char32_t letter : letters)
        for (char32_t one : marks)
            for (char32_t two : marks)
                for (char32_t three : marks) {
                    const std::string text = of({letter, one, two, three, 'x', one});
                    if (text::nfc(text) != oracle(text, UTF8PROC_COMPOSE)) ++wrong;
                }
    BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_SUITE_END()
