#include "shared/identity/name.hpp"

#include <algorithm>

#include "shared/base/text.hpp"
#include "shared/identity/name_letters.hpp"

namespace motcua::identity {
namespace {

/// A filler is how a zone writes a blank; a comma behind the one that divides is no more than that either (9303-3 section 4.6).
std::string with_blanks(std::string_view part) {
    std::string out(part);
    std::replace_if(out.begin(), out.end(), [](char c) { return c == '<' || c == ','; }, ' ');
    return text::tidy(out);
}

bool is_offending(char32_t c) {
    if (c == '<' || c == ',') return true;  // they divide whole names, so a part of one cannot hold them
    return !letters::is_latin_letter(c) && !letters::is_mark(c) && !letters::is_other_script(c) && !letters::is_punctuation(c);
}

/// The last place of a cut field holds a letter, which tells readers that there may be more (9303-3 section 4.6): where a filler
/// falls there, the word before it gives up its last letter.
void end_cut_field_in_letter(std::string& field, std::size_t room) {
    if (field.size() <= room || field[room - 1] != '<') return;
    for (std::size_t i = room - 2; i > 0; --i)
        if (field[i] != '<' && field[i - 1] != '<') {
            field.erase(i, 1);
            return;
        }
}

}  // namespace

Name split_name(std::string_view whole) {
    for (std::string_view mark : {std::string_view("<<"), std::string_view(",")}) {
        const std::size_t at = whole.find(mark);
        if (at == std::string_view::npos) continue;
        return {.primary = with_blanks(whole.substr(0, at)), .secondary = with_blanks(whole.substr(at + mark.size()))};
    }
    return {.primary = with_blanks(whole)};
}

std::string whole_name(const Name& name) { return name.secondary.empty() ? name.primary : name.primary + ", " + name.secondary; }

std::vector<std::string> offending_characters(std::string_view part) {
    std::vector<std::string> out;
    for (const char32_t c : letters::points(part)) {
        if (!is_offending(c)) continue;
        std::string shown = letters::shown(c);
        if (std::find(out.begin(), out.end(), shown) == out.end()) out.push_back(std::move(shown));
    }
    return out;
}

Result<void> check_name_part(std::string_view part, std::string_view field) {
    const auto refuse = [&](ErrorCode code, std::string detail = {}) {
        return Result<void>(Error{.code = code, .field = std::string(field), .detail = std::move(detail)});
    };
    if (text::tidy(part).empty()) return refuse(ErrorCode::name_missing);
    if (!text::valid_utf8(part)) return refuse(ErrorCode::name_character, "U+FFFD");
    const std::u32string points = letters::points(part);
    if (points.size() > longest_name) return refuse(ErrorCode::name_too_long);
    if (auto offending = offending_characters(part); !offending.empty()) return refuse(ErrorCode::name_character, std::move(offending.front()));
    const auto other = std::find_if(points.begin(), points.end(), letters::is_other_script);
    if (other != points.end()) return refuse(ErrorCode::name_not_latin, letters::shown(*other));
    if (transliterate(part).empty()) return refuse(ErrorCode::name_no_letter);
    return {};
}

std::string transliterate(std::string_view part) { return letters::transliterate(part, letters::Spelling::full); }

std::string mrz_name_field(const Name& name, int width) {
    const auto room = static_cast<std::size_t>(width);
    std::string primary = transliterate(name.primary), secondary = transliterate(name.secondary);
    // a cut surname leaves room for the separator and one letter of the given names
    if (!secondary.empty() && primary.size() + 3 > room) {
        primary.resize(room - 3);
        while (primary.ends_with('<')) primary.pop_back();
    }
    std::string field = secondary.empty() ? primary : primary + "<<" + secondary;
    end_cut_field_in_letter(field, room);
    field.resize(room, '<');
    return field;
}

}  // namespace motcua::identity
