// The letters of a name and what stands for them in a machine-readable zone. Shared by checking, writing and comparing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace motcua::identity::letters {

enum class Spelling {
    full,   ///< ä as AE: the first choice of 9303-3 section 6.A
    plain,  ///< ä as A, also NXX and UXX read back as N and U: what states may write instead
};

/// The code points in normal form C, up to the first byte that is no UTF-8.
[[nodiscard]] std::u32string points(std::string_view text);
/// What stands for a character: letters A-Z, "<" for what separates words, "" for marks, apostrophes, full stops and what else is
/// left out by rule. Nothing when there is no rule: the character cannot be read.
[[nodiscard]] std::optional<std::string> in_zone(char32_t c, Spelling spelling);
/// Letters A-Z and single '<' between words; characters that cannot be read vanish.
[[nodiscard]] std::string transliterate(std::string_view part, Spelling spelling);
/// Whether a character is there that transliterate() drops for want of a rule.
[[nodiscard]] bool holds_unreadable(std::string_view part);

[[nodiscard]] bool is_punctuation(char32_t c);   ///< blank, hyphens, apostrophes, full stop, middle dot, comma, '<'
[[nodiscard]] bool is_latin_letter(char32_t c);  ///< one with a rule
[[nodiscard]] bool is_mark(char32_t c);          ///< a diacritic that follows its letter
/// Writing systems whose letters a name may hold although a form asks for Latin ones.
[[nodiscard]] bool is_other_script(char32_t c);
/// The character for a person to see; "U+202E" for what shows nothing by itself.
[[nodiscard]] std::string shown(char32_t c);

}  // namespace motcua::identity::letters
