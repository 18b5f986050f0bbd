// Text in UTF-8: validity, one normal form (NFC), and the folded form in which texts are compared.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace motcua::text {

/// Takes one code point off the front; nullopt when the bytes there are not valid UTF-8 (nothing is taken then).
[[nodiscard]] std::optional<char32_t> take(std::string_view& rest);
/// Appends a code point as UTF-8.
void append(std::string& out, char32_t code_point);
/// Well-formed UTF-8: no overlong forms, no surrogates.
[[nodiscard]] bool valid_utf8(std::string_view text);
/// Code points (bytes that are not valid UTF-8 count one each).
[[nodiscard]] std::size_t length(std::string_view text);
/// At most so many code points, cut between two of them.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t most);
/// Normal form C. Text that is not valid UTF-8 comes back unchanged.
[[nodiscard]] std::string nfc(std::string_view text);
/// Without white space at both ends, and each run of white space inside (also no-break spaces) as one blank.
[[nodiscard]] std::string tidy(std::string_view text);
/// For comparing: tidy, case folded, without diacritics ("Đắk Lắk" -> "dak lak"), đ as d. Never shown to a person.
[[nodiscard]] std::string folded(std::string_view text);
/// Control characters, private use, unassigned and bidirectional overrides: nothing a form's answer needs.
[[nodiscard]] bool has_forbidden_character(std::string_view text);
/// ASCII only: locale never matters.
[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
[[nodiscard]] constexpr bool is_letter(char c) { return is_upper(upper(c)); }
[[nodiscard]] constexpr bool is_letter_or_digit(char c) { return is_letter(c) || is_digit(c); }
/// RFC 4648 section 5.
[[nodiscard]] constexpr bool is_base64url(char c) { return is_letter_or_digit(c) || c == '-' || c == '_'; }
[[nodiscard]] std::string upper_ascii(std::string_view text);
[[nodiscard]] std::string lower_ascii(std::string_view text);

}  // namespace motcua::text
