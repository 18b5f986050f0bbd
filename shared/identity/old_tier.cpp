#include "shared/identity/old_tier.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "shared/base/text.hpp"
#include "shared/base/unicode.hpp"
#include "shared/identity/address.hpp"

namespace motcua::identity {
namespace {

/// A word of the line: where it stands, and in small letters with its marks, without a closing full stop.
struct Word {
    std::size_t from = 0;
    std::string small{};
    bool dotted = false;
};

std::string small_letters(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto c = text::take(text);
        if (!c) break;
        for (char32_t folded : unicode::fold_case(*c)) text::append(out, folded);
    }
    return out;
}

bool is_plain(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}
bool is_number(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), text::is_digit); }

/// Words end at blanks, at full stops ("Q.Bình Thạnh"), and where letters turn into digits ("Quận1").
std::vector<Word> words_of(std::string_view part) {
    std::vector<Word> out;
    for (std::size_t at = 0; at < part.size();) {
        if (part[at] == ' ' || part[at] == '.') {
            ++at;
            continue;
        }
        const bool digits = text::is_digit(part[at]);
        std::size_t end = at;
        while (end < part.size() && part[end] != ' ' && part[end] != '.' && text::is_digit(part[end]) == digits) ++end;
        out.push_back({.from = at, .small = small_letters(part.substr(at, end - at)), .dotted = end < part.size() && part[end] == '.'});
        at = end;
    }
    return out;
}

enum class Finding { nothing, doubtful, sure };

/// "tp Thủ Đức" when it is no province: cities below the province are gone too.
bool is_lost_city(std::string_view part, const std::vector<Word>& words, const rules::Rulebook& book) {
    const bool city = words[0].small == "tp" || (words.size() > 2 && words[0].small == "thành" && words[1].small == "phố");
    return city && words.size() > 1 && !parse_province(part, book);
}

/// Whether the words from `i` on name an abolished unit.
Finding look_at(std::string_view part, const std::vector<Word>& words, std::size_t i) {
    const Word& word = words[i];
    const bool last = i + 1 == words.size();
    if (word.small == "district" || word.small == "dist") return last && i == 0 ? Finding::nothing : Finding::sure;
    if (last) return Finding::nothing;
    const std::string& next = words[i + 1].small;
    if (word.small == "quận") return Finding::sure;
    if (word.small == "huyện") return i > 0 && text::folded(words[i - 1].small) == "ba" ? Finding::nothing : Finding::sure;
    if (word.small == "thị" && i + 2 < words.size() && (next == "xã" || next == "trấn")) return Finding::sure;
    if (word.small == "q") return word.dotted || is_number(next) ? Finding::sure : Finding::nothing;
    if (i > 0) return Finding::nothing;
    if (word.dotted && (word.small == "h" || word.small == "tx" || word.small == "tt")) return Finding::sure;
    const bool unmarked = word.small == "quan" || word.small == "huyen";
    if (unmarked && is_number(next)) return Finding::sure;
    return unmarked && is_plain(part) ? Finding::doubtful : Finding::nothing;
}

std::optional<OldTier> in_part(const std::string& part, const rules::Rulebook& book) {
    const std::vector<Word> words = words_of(part);
    if (words.empty()) return std::nullopt;
    if (is_lost_city(part, words, book)) return OldTier{.text = part};
    for (std::size_t i = 0; i < words.size(); ++i) {
        const Finding finding = look_at(part, words, i);
        // "Tân Bình District": the unit's name stands before
        const bool named_before = words[i].small == "district" && i + 1 == words.size();
        if (finding != Finding::nothing) return OldTier{.text = named_before ? part : part.substr(words[i].from), .sure = finding == Finding::sure};
    }
    return std::nullopt;
}

/// Where a part of the line ends: comma, semicolon, slash, dash between blanks.
std::size_t part_end(std::string_view line) {
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == ',' || line[i] == ';' || line[i] == '/') return i;
        if (line[i] == '-' && i > 0 && line[i - 1] == ' ') return i;
    }
    return line.size();
}

}  // namespace

std::optional<OldTier> old_tier(std::string_view typed, const rules::Rulebook& book) {
    const std::string line = text::nfc(text::tidy(typed));
    for (std::string_view rest = line; !rest.empty();) {
        const std::size_t end = part_end(rest);
        if (auto found = in_part(text::tidy(rest.substr(0, end)), book)) return found;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return std::nullopt;
}

}  // namespace motcua::identity
