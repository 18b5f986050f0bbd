// From text to the lines of a zone: what keyboards, clipboards and scanners put around and between the characters goes.
#include <algorithm>

#include "shared/base/text.hpp"
#include "shared/base/unicode.hpp"
#include "shared/identity/mrz_read.hpp"

namespace motcua::identity {
namespace {

bool ends_line(char32_t c) { return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029; }

bool shows_nothing(char32_t c, std::string_view as_text) { return unicode::is_forbidden(c) || text::tidy(as_text).empty(); }

/// What a character means in a zone. One place a character, so that positions stay right: what is no ASCII cannot be part of a zone.
std::string zone_character(char32_t c) {
    if (c == U'«') return "<<";
    if (c == U'‹') return "<";
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFF01 - '!';  // East Asian keyboards' wide letters and signs
    return std::string(1, c < 0x80 ? text::upper(static_cast<char>(c)) : '?');
}

std::vector<std::string> clean_lines(std::string_view text) {
    std::vector<std::string> lines(1);
    while (!text.empty()) {
        const std::string_view before = text;
        const auto c = text::take(text);
        if (!c) {
            text.remove_prefix(1);
            lines.back() += '?';
        } else if (ends_line(*c)) {
            if (!lines.back().empty()) lines.emplace_back();
        } else if (!shows_nothing(*c, before.substr(0, before.size() - text.size()))) {
            lines.back() += zone_character(*c);
        }
    }
    if (lines.back().empty()) lines.pop_back();
    return lines;
}

}  // namespace

/// One line that holds the whole zone is cut.
std::vector<std::string> zone_lines(std::string_view text) {
    std::vector<std::string> lines = clean_lines(text);
    if (lines.size() != 1) return lines;
    const std::string whole = lines.front();
    for (const std::size_t width : {std::size_t{44}, std::size_t{36}, std::size_t{30}}) {
        const std::size_t count = width == 30 ? 3 : 2;
        if (whole.size() != width * count) continue;
        lines.clear();
        for (std::size_t i = 0; i < count; ++i) lines.push_back(whole.substr(i * width, width));
    }
    return lines;
}

std::optional<MrzFormat> format_of(const std::vector<std::string>& lines) {
    const auto all = [&](std::size_t width) {
        return std::all_of(lines.begin(), lines.end(), [&](const std::string& line) { return line.size() == width; });
    };
    if (lines.size() == 3 && all(30)) return MrzFormat::td1;
    if (lines.size() != 2) return std::nullopt;
    const bool visa = lines[0].starts_with('V');
    if (all(36)) return visa ? MrzFormat::mrv_b : MrzFormat::td2;
    if (all(44)) return visa ? MrzFormat::mrv_a : MrzFormat::td3;
    return std::nullopt;
}

}  // namespace motcua::identity
