#include "shared/identity/email.hpp"

#include <algorithm>

#include "shared/base/text.hpp"
#include "shared/base/unicode.hpp"

namespace motcua::identity {
namespace {

constexpr std::string_view atom_punctuation = "!#$%&'*+-/=?^_`{|}~";

bool is_high(char c) { return static_cast<unsigned char>(c) >= 0x80; }

/// Punctuation, symbols, pictures and full-width forms: no letter of an address (RFC 5892 disallows them in names).
bool is_symbol(char32_t c) {
    const bool letter_in_latin_1 = c == 0xAA || c == 0xB5 || c == 0xBA || c >= 0xC0;
    return (c >= 0x80 && c < 0x100 && (!letter_in_latin_1 || c == 0xD7 || c == 0xF7)) || (c >= 0x2000 && c < 0x2C00) || (c >= 0x2E00 && c < 0x3005) ||
           (c >= 0xE000 && c < 0xF900) || (c >= 0xFE00 && c < 0xFE70) || c >= 0xFF00;
}

bool holds_symbol(std::string_view text) {
    while (!text.empty()) {
        const auto c = text::take(text);
        if (!c || is_symbol(*c)) return true;
    }
    return false;
}

bool dots_are_inside(std::string_view text) {
    return !text.starts_with('.') && !text.ends_with('.') && text.find("..") == std::string_view::npos;
}

bool is_local_part(std::string_view local) {
    if (local.empty() || local.size() > 64 || !dots_are_inside(local)) return false;
    return std::all_of(local.begin(), local.end(), [](char c) {
        return text::is_letter_or_digit(c) || is_high(c) || c == '.' || atom_punctuation.find(c) != std::string_view::npos;
    });
}

bool is_label(std::string_view label) {
    if (label.empty() || label.size() > 63 || label.starts_with('-') || label.ends_with('-')) return false;
    return std::all_of(label.begin(), label.end(), [](char c) { return text::is_letter_or_digit(c) || is_high(c) || c == '-'; });
}

/// At least two labels, and a last one that is no number.
bool is_domain(std::string_view domain) {
    if (domain.empty() || domain.size() > 253) return false;
    std::size_t labels = 0;
    std::string_view last;
    for (std::string_view rest = domain;; ++labels) {
        const std::size_t dot = rest.find('.');
        last = rest.substr(0, dot);
        if (!is_label(last)) return false;
        if (dot == std::string_view::npos) break;
        rest.remove_prefix(dot + 1);
    }
    return labels >= 1 && last.size() >= 2 && !std::all_of(last.begin(), last.end(), text::is_digit);
}

std::string lower(std::string_view domain) {
    std::string out;
    for (std::string_view rest = domain; !rest.empty();) {
        const auto c = text::take(rest);
        if (!c) break;
        // a letter that folds into two (ß) stays: straße.de and strasse.de are two domains
        const std::u32string folded = unicode::fold_case(*c);
        text::append(out, folded.size() == 1 ? folded[0] : *c);
    }
    return out;
}

}  // namespace

Result<std::string> parse_email(std::string_view typed) {
    const std::string text = text::nfc(text::tidy(typed));
    if (text.size() > 254) return ErrorCode::email_too_long;
    const std::size_t at = text.rfind('@');
    const bool readable = text::valid_utf8(text) && !text::has_forbidden_character(text);
    if (at == std::string::npos || !readable || holds_symbol(text) || !is_local_part(std::string_view(text).substr(0, at))) return ErrorCode::email_format;
    const std::string domain = lower(std::string_view(text).substr(at + 1));
    if (!is_domain(domain)) return ErrorCode::email_domain;
    return text.substr(0, at + 1) + domain;
}

std::string masked_email(std::string_view address) {
    const std::size_t at = address.rfind('@');
    if (at == std::string_view::npos || at == 0) return "***";
    std::string_view rest = address;
    (void)text::take(rest);
    return std::string(address.substr(0, address.size() - rest.size())) + "***" + std::string(address.substr(at));
}

}  // namespace motcua::identity
