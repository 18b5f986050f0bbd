// Text: UTF-8 to code points, widths, and lines. The lines break where a browser would break them with
// `white-space: pre-wrap; overflow-wrap: anywhere`, so that the DOM's invisible text lies on the painted one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/ui/font.hpp"

namespace motcua::ui {

struct TextStyle {
    float size = 18;          ///< CSS px of the em
    Weight weight = Weight::regular;
    float line = 1.5F;        ///< line height in em
    [[nodiscard]] float line_height() const { return size * line; }
};

struct TextLine {
    std::size_t begin = 0;
    std::size_t end = 0;      ///< bytes; trailing spaces left out
    float width = 0;
};

/// Decodes one code point and moves `at` on; U+FFFD for a broken byte.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& at);
[[nodiscard]] float text_width(const Fonts& fonts, const TextStyle& style, std::string_view text);
/// Width of the widest run without a space: narrower than this a line would have to break inside a word.
[[nodiscard]] float widest_word(const Fonts& fonts, const TextStyle& style, std::string_view text);
[[nodiscard]] std::vector<TextLine> break_lines(const Fonts& fonts, const TextStyle& style, std::string_view text, float width);
/// Scripts whose letters join or stack (Arabic, Thai, Devanagari, …): the kit leaves their painting to the browser.
[[nodiscard]] bool needs_shaping(std::string_view text);
/// NFC, for what was typed: painted glyphs are precomposed.
[[nodiscard]] std::string to_nfc(std::string_view text);
/// Lower case without marks, đ as d: "Đức" is found by "duc".
[[nodiscard]] std::string fold_for_search(std::string_view text);

}  // namespace motcua::ui
