// Comparing names that were written in different places: typed, in a machine-readable zone, in a register.
#include <algorithm>
#include <array>
#include <utility>

#include "shared/base/text.hpp"
#include "shared/base/unicode.hpp"
#include "shared/identity/name.hpp"
#include "shared/identity/name_letters.hpp"

namespace motcua::identity {
namespace {

using letters::Spelling;
using Words = std::vector<std::string>;

std::string squeezed(std::string_view letters) {
    std::string out;
    for (char c : letters)
        if (c != '<') out += c;
    return out;
}

Words words(std::string_view letters) {
    Words out;
    while (!letters.empty()) {
        const std::size_t end = std::min(letters.find('<'), letters.size());
        if (end > 0) out.emplace_back(letters.substr(0, end));
        letters.remove_prefix(std::min(end + 1, letters.size()));
    }
    return out;
}

/// A part with its readings: as compared by eye, and as machines would write it.
struct Part {
    std::string folded;       // case does not matter, marks do
    std::string spoken;       // the same without punctuation
    std::string full, plain;  // in the letters of a zone
    bool unreadable = false;  // a letter is there that no zone can hold
};

std::string fold_letters(std::string_view part, bool keep_punctuation) {
    std::string out;
    for (const char32_t c : letters::points(text::tidy(part))) {
        if (c == '<' || (!keep_punctuation && (c == '-' || c == ','))) text::append(out, ' ');
        else if (keep_punctuation || !letters::is_punctuation(c) || c == ' ')
            for (char32_t folded : unicode::fold_case(c)) text::append(out, folded);
    }
    return text::tidy(out);
}

Part read(std::string_view part) {
    return {.folded = fold_letters(part, true),
            .spoken = fold_letters(part, false),
            .full = letters::transliterate(part, Spelling::full),
            .plain = letters::transliterate(part, Spelling::plain),
            .unreadable = letters::holds_unreadable(part)};
}

/// Both parts as words in one spelling.
struct Spelt {
    Words primary, secondary;
    [[nodiscard]] Words all() const {
        Words out = primary;
        out.insert(out.end(), secondary.begin(), secondary.end());
        return out;
    }
};

struct Side {
    Part primary, secondary;
    std::size_t full_field = 0;
    std::array<Spelt, 2> spellings;
    [[nodiscard]] bool unreadable() const { return primary.unreadable || secondary.unreadable; }
};

Side read(const Reading& reading) {
    Part primary = read(reading.name.primary), secondary = read(reading.name.secondary);
    std::array spellings{Spelt{words(primary.full), words(secondary.full)}, Spelt{words(primary.plain), words(secondary.plain)}};
    return {.primary = std::move(primary),
            .secondary = std::move(secondary),
            .full_field = static_cast<std::size_t>(reading.full_field),
            .spellings = std::move(spellings)};
}

/// States choose a spelling each: it is enough that one of ours and one of theirs go together.
template <typename Test>
bool in_some_spelling(const Side& a, const Side& b, Test holds) {
    for (const Spelt& one : a.spellings)
        for (const Spelt& other : b.spellings)
            if (holds(one, other)) return true;
    return false;
}

bool crosses(const std::string& a1, const std::string& a2, const std::string& b1, const std::string& b2) {
    return a1 == b1 || a1 == b2 || a2 == b1 || a2 == b2;
}

struct PartResult {
    bool equal = false;
    std::optional<NameReason> reason{};
};

PartResult compare_part(const Part& a, const Part& b) {
    if (a.folded == b.folded) return {.equal = true};
    // what cannot be read says nothing, so nothing may be concluded from the rest: LI written 李 is not WANG written 王
    if (a.unreadable || b.unreadable || a.full.empty() || b.full.empty()) return {};
    if (a.spoken == b.spoken) return {.equal = true, .reason = NameReason::punctuation};
    const bool same_base_letters = text::folded(a.spoken) == text::folded(b.spoken);
    if (a.plain == b.plain) return {.equal = true, .reason = same_base_letters ? NameReason::diacritics : NameReason::transliteration};
    if (crosses(a.full, a.plain, b.full, b.plain)) return {.equal = true, .reason = NameReason::transliteration};
    const bool same_letters = crosses(squeezed(a.full), squeezed(a.plain), squeezed(b.full), squeezed(b.plain));
    if (same_letters) return {.equal = true, .reason = NameReason::spacing};
    return {};
}

bool is_subsequence(const Words& shorter, const Words& longer) {
    std::size_t found = 0;
    for (const std::string& word : longer)
        if (found < shorter.size() && shorter[found] == word) ++found;
    return found == shorter.size();
}

bool equal_or_lacks_words(const Words& shorter, const Words& longer) {
    return shorter == longer || (!shorter.empty() && is_subsequence(shorter, longer));
}

/// Surnames lose what stands behind (a second surname, JR) or before (VAN DER) but never both ends (9303-3 section 4.6 leaves the
/// choice to the state). One side lacks all that is missing: were each to lack something, they would rather be two people.
bool lacks_parts(const Spelt& shorter, const Spelt& longer) {
    if (shorter.primary.empty() || longer.primary.empty()) return false;
    const bool keeps_an_end = shorter.primary.front() == longer.primary.front() || shorter.primary.back() == longer.primary.back();
    return keeps_an_end && equal_or_lacks_words(shorter.primary, longer.primary) && equal_or_lacks_words(shorter.secondary, longer.secondary);
}

bool agree_with_initials(const Words& a, const Words& b) {
    if (a.size() != b.size() || a.empty()) return false;
    return std::equal(a.begin(), a.end(), b.begin(), [](const std::string& one, const std::string& other) {
        const bool initial = (one.size() == 1 || other.size() == 1) && one.front() == other.front();
        return one == other || initial;
    });
}

/// 9303-3 section 4.6: any word may be shortened, and the last ones may be missing.
bool are_beginnings(const Words& cut, const Words& whole) {
    if (cut.size() > whole.size()) return false;
    return std::equal(cut.begin(), cut.end(), whole.begin(), [](const std::string& one, const std::string& other) { return other.starts_with(one); });
}

bool is_cut_from(const Spelt& cut, const Spelt& whole) {
    const bool undivided = cut.secondary.empty() || whole.secondary.empty();
    if (undivided) return are_beginnings(cut.all(), whole.all());
    return are_beginnings(cut.primary, whole.primary) && are_beginnings(cut.secondary, whole.secondary);
}

/// Only a full field of a zone was cut, and only if the whole name finds no room in it.
bool is_truncation(const Side& zone, const Side& other) {
    const std::size_t separator = other.secondary.full.empty() ? 0 : 2;
    const std::size_t whole_length = other.primary.full.size() + separator + other.secondary.full.size();
    return zone.full_field > 0 && whole_length > zone.full_field && in_some_spelling(zone, other, is_cut_from);
}

bool same_words_any_order(const Spelt& a, const Spelt& b) {
    Words one = a.all(), other = b.all();
    std::sort(one.begin(), one.end());
    std::sort(other.begin(), other.end());
    return !one.empty() && one == other;
}

/// A single name may be given twice where a form asks for two (SUHARTO, SUHARTO).
bool repeats_single_name(const Spelt& twice, const Spelt& once) {
    return once.secondary.empty() && twice.primary == twice.secondary && twice.primary == once.primary && !once.primary.empty();
}

NameComparison compatible(NameReason reason) { return {.match = Match::compatible, .reasons = {reason}}; }

NameComparison when_parts_agree(const PartResult& primary, const PartResult& secondary) {
    std::vector<NameReason> reasons;
    if (primary.reason) reasons.push_back(*primary.reason);
    if (secondary.reason && secondary.reason != primary.reason) reasons.push_back(*secondary.reason);
    return {.match = reasons.empty() ? Match::same : Match::compatible, .reasons = std::move(reasons)};
}

/// What is left when the parts do not agree as they stand: a cut, missing words, initials, another order, or really another name.
std::optional<NameReason> why_compatible(const Side& a, const Side& b, bool primary_agrees) {
    if (a.unreadable() || b.unreadable()) return std::nullopt;
    if (is_truncation(a, b) || is_truncation(b, a)) return NameReason::truncated;
    const auto initials = [](const Spelt& one, const Spelt& other) { return agree_with_initials(one.secondary, other.secondary); };
    if (primary_agrees && in_some_spelling(a, b, initials)) return NameReason::initial;
    if (in_some_spelling(a, b, lacks_parts) || in_some_spelling(b, a, lacks_parts)) return NameReason::part_missing;
    if (in_some_spelling(a, b, repeats_single_name) || in_some_spelling(b, a, repeats_single_name)) return NameReason::single_name;
    if (!in_some_spelling(a, b, same_words_any_order)) return std::nullopt;
    const bool one_undivided = a.secondary.plain.empty() != b.secondary.plain.empty();
    return one_undivided ? NameReason::single_name : NameReason::order;
}

/// Two bare texts say nothing of their document; only one that is divided by fillers and is as long as a name field of TD1 (30 places),
/// TD2 (31) or TD3 (39) can be one.
Reading reading_of(std::string_view text) {
    const std::string tidy = text::tidy(text);
    const bool field = tidy.find("<<") != std::string::npos && !tidy.ends_with('<') && (tidy.size() == 30 || tidy.size() == 31 || tidy.size() == 39);
    return {.name = split_name(text), .full_field = field ? static_cast<int>(tidy.size()) : 0};
}

struct ReasonText {
    std::string_view code, vi, en;
};
constexpr std::array reason_texts{
    ReasonText{"diacritics", "Dấu của chữ đã được lược bỏ.", "Diacritics were dropped."},
    ReasonText{"transliteration", "Chữ được viết lại bằng chữ La-tinh khác (ü thành UE).", "Letters are spelt out in another way (ü as UE)."},
    ReasonText{"spacing", "Khác nhau về cách tách từ.", "The words are divided in another way."},
    ReasonText{"punctuation", "Khác nhau về dấu gạch nối hoặc dấu lược.", "Hyphens or apostrophes differ."},
    ReasonText{"truncated", "Tên dài nên bị cắt trong dòng mã; hãy đọc phần in trên trang hộ chiếu.", "A long name is cut off in the coded lines; read the printed page."},
    ReasonText{"part_missing", "Một bên thiếu một phần của họ hoặc tên.", "One side lacks a part of the name."},
    ReasonText{"initial", "Một bên chỉ ghi chữ cái đầu.", "One side gives only an initial."},
    ReasonText{"order", "Cùng các từ nhưng khác thứ tự họ và tên.", "The same words in another order of surname and given names."},
    ReasonText{"single_name", "Một bên không tách họ và tên.", "One side does not divide surname and given names."},
    ReasonText{"different_primary", "Họ khác nhau.", "The surnames differ."},
    ReasonText{"different_secondary", "Tên khác nhau.", "The given names differ."},
};

}  // namespace

NameComparison compare_names(const Reading& one, const Reading& other) {
    const Side a = read(one), b = read(other);
    const PartResult primary = compare_part(a.primary, b.primary), secondary = compare_part(a.secondary, b.secondary);
    if (primary.equal && secondary.equal) return when_parts_agree(primary, secondary);
    if (const auto reason = why_compatible(a, b, primary.equal)) return compatible(*reason);
    NameComparison different;
    if (!primary.equal) different.reasons.push_back(NameReason::different_primary);
    if (!secondary.equal) different.reasons.push_back(NameReason::different_secondary);
    return different;
}

NameComparison compare_names(const Name& a, const Name& b) { return compare_names(Reading{.name = a}, Reading{.name = b}); }

NameComparison compare_names(std::string_view a, std::string_view b) { return compare_names(reading_of(a), reading_of(b)); }

std::string_view code(Match match) {
    constexpr std::string_view codes[] = {"same", "compatible", "different"};
    return codes[static_cast<int>(match)];
}

std::string_view code(NameReason reason) { return reason_texts[static_cast<std::size_t>(reason)].code; }

std::string_view describe(NameReason reason, std::string_view language) {
    const ReasonText& row = reason_texts[static_cast<std::size_t>(reason)];
    return language == "vi" ? row.vi : row.en;
}

}  // namespace motcua::identity
