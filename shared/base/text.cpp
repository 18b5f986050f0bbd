#include "shared/base/text.hpp"

#include <algorithm>

#include "shared/base/unicode.hpp"

namespace motcua::text {
namespace {

constexpr bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// Length of the sequence that this first byte opens; 0 when none begins so.
std::size_t sequence_length(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead < 0xE0) return 2;
    if (lead >= 0xE0 && lead < 0xF0) return 3;
    if (lead >= 0xF0 && lead < 0xF5) return 4;
    return 0;
}

bool is_scalar_value(char32_t c, std::size_t bytes) {
    constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    return c >= least[bytes] && c <= 0x10FFFF && !(c >= 0xD800 && c <= 0xDFFF);
}

bool is_blank(char32_t c) {
    return c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

std::u32string decode(std::string_view text) {
    std::u32string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const auto c = take(text);
        if (!c) return {};
        out.push_back(*c);
    }
    return out;
}

std::string encode(std::u32string_view points) {
    std::string out;
    out.reserve(points.size() * 2);
    for (char32_t c : points) append(out, c);
    return out;
}

bool is_plain(char c) { return c > ' ' && c < 0x7F; }  // ASCII that is no blank

/// Letters with a stroke have no decomposition; people search and compare them as their base letter.
char32_t without_stroke(char32_t c) {
    switch (c) {
        case U'đ': return U'd';
        case U'ø': return U'o';
        case U'ł': return U'l';
        case U'ħ': return U'h';
        case U'ı': return U'i';
        default: return c;
    }
}

}  // namespace

std::optional<char32_t> take(std::string_view& rest) {
    if (rest.empty()) return std::nullopt;
    const auto lead = static_cast<unsigned char>(rest.front());
    const std::size_t bytes = sequence_length(lead);
    if (bytes == 0 || bytes > rest.size()) return std::nullopt;
    char32_t c = bytes == 1 ? lead : lead & (0x7Fu >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) {
        if (!is_continuation(rest[i])) return std::nullopt;
        c = (c << 6) | (static_cast<unsigned char>(rest[i]) & 0x3Fu);
    }
    if (!is_scalar_value(c, bytes)) return std::nullopt;
    rest.remove_prefix(bytes);
    return c;
}

void append(std::string& out, char32_t c) {
    const auto tail = [&](int shift) { out += static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
        tail(0);
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | (c >> 12));
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xF0 | (c >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

bool valid_utf8(std::string_view text) {
    while (!text.empty())
        if (!take(text)) return false;
    return true;
}

std::size_t length(std::string_view text) {
    std::size_t count = 0;
    for (; !text.empty(); ++count)
        if (!take(text)) text.remove_prefix(1);
    return count;
}

std::string shortened(std::string_view text, std::size_t most) {
    std::string_view rest = text;
    for (std::size_t i = 0; i < most && !rest.empty(); ++i)
        if (!take(rest)) rest.remove_prefix(1);
    return std::string(text.substr(0, text.size() - rest.size()));
}

std::string nfc(std::string_view text) {
    // below U+0300, whose first byte is 0xCC, everything is composed already
    if (std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0xCC; })) return std::string(text);
    const std::u32string points = decode(text);
    if (points.empty()) return std::string(text);
    return encode(unicode::compose(unicode::decompose(points)));
}

std::string tidy(std::string_view text) {
    std::string out;
    bool gap = false;
    while (!text.empty()) {
        const std::string_view before = text;
        if (is_plain(text.front())) {
            text.remove_prefix(static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_plain) - text.begin()));
        } else {
            const auto c = take(text);
            if (!c) text.remove_prefix(1);
            if (c && is_blank(*c)) {
                gap = !out.empty();
                continue;
            }
        }
        if (gap) out += ' ';
        gap = false;
        out.append(before.substr(0, before.size() - text.size()));
    }
    return out;
}

std::string folded(std::string_view text) {
    const std::string tidied = tidy(text);
    if (std::all_of(tidied.begin(), tidied.end(), [](char c) { return c == ' ' || is_plain(c); })) return lower_ascii(tidied);
    std::u32string out;
    for (char32_t c : unicode::decompose(decode(tidied))) {
        if (unicode::combining_class(c) != 0) continue;
        for (char32_t folded : unicode::fold_case(c)) out.push_back(without_stroke(folded));
    }
    return encode(out);
}

bool has_forbidden_character(std::string_view text) {
    while (!text.empty()) {
        const auto c = take(text);
        if (!c || unicode::is_forbidden(*c)) return true;
    }
    return false;
}

std::string lower_ascii(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (is_upper(c)) c = static_cast<char>(c + ('a' - 'A'));
    return out;
}

std::string upper_ascii(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = upper(c);
    return out;
}

}  // namespace motcua::text
