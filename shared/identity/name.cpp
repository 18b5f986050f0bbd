#include "shared/identity/name.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "shared/base/text.hpp"
#include "shared/base/unicode.hpp"

namespace motcua::identity {
namespace {

struct Letters {
    char32_t from;
    std::string_view to;
};

/// 9303-3 section 6.A: the letters that become more than their base letter, and those without a decomposition.
constexpr Letters latin[] = {
    {U'ß', "SS"}, {U'ä', "AE"}, {U'å', "AA"}, {U'æ', "AE"}, {U'ð', "D"},  {U'ö', "OE"}, {U'ø', "OE"}, {U'ü', "UE"}, {U'þ', "TH"},
    {U'đ', "D"},  {U'ħ', "H"},  {U'ı', "I"},  {U'ĳ', "IJ"}, {U'ĸ', "Q"},  {U'ŀ', "L"},  {U'ł', "L"},  {U'ŋ', "N"},  {U'œ', "OE"},
    {U'ŧ', "T"},  {U'ə', "E"},
};
/// 9303-3 section 6.B, in the order of the code points.
constexpr Letters cyrillic[] = {
    {U'а', "A"},  {U'б', "B"},  {U'в', "V"},  {U'г', "G"},  {U'д', "D"},    {U'е', "E"},  {U'ж', "ZH"}, {U'з', "Z"},  {U'и', "I"},
    {U'й', "I"},  {U'к', "K"},  {U'л', "L"},  {U'м', "M"},  {U'н', "N"},    {U'о', "O"},  {U'п', "P"},  {U'р', "R"},  {U'с', "S"},
    {U'т', "T"},  {U'у', "U"},  {U'ф', "F"},  {U'х', "KH"}, {U'ц', "TS"},   {U'ч', "CH"}, {U'ш', "SH"}, {U'щ', "SHCH"}, {U'ъ', "IE"},
    {U'ы', "Y"},  {U'ь', ""},   {U'э', "E"},  {U'ю', "IU"}, {U'я', "IA"},   {U'ё', "E"},  {U'ђ', "D"},  {U'ѓ', "G"},  {U'є', "IE"},
    {U'ѕ', "DZ"}, {U'і', "I"},  {U'ї', "I"},  {U'ј', "J"},  {U'љ', "LJ"},   {U'њ', "NJ"}, {U'ћ', "C"},  {U'ќ', "K"},  {U'ў', "U"},
    {U'џ', "DZ"}, {U'ґ', "G"},
};

enum class Spelling { full, plain };  ///< ä as AE, or as A: states use both

const Letters* find(std::u32string_view letter, Spelling spelling) {
    if (letter.size() != 1) return nullptr;
    const auto is = [&](const Letters& row) { return row.from == letter[0]; };
    const auto* in_latin = std::find_if(std::begin(latin), std::end(latin), is);
    const bool has_plain_form = in_latin != std::end(latin) && unicode::decompose(letter).size() > 1;
    if (in_latin != std::end(latin) && !(spelling == Spelling::plain && has_plain_form)) return in_latin;
    const auto* in_cyrillic = std::find_if(std::begin(cyrillic), std::end(cyrillic), is);
    return in_cyrillic != std::end(cyrillic) ? in_cyrillic : nullptr;
}

constexpr bool is_separator(char32_t c) { return c == ' ' || c == '-' || c == '<' || c == 0x2010 || c == 0x2011 || c == 0x2013; }
constexpr bool is_apostrophe(char32_t c) {
    return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x02BC || c == 0x02BB || c == '`' || c == 0xB4;
}
constexpr bool is_name_punctuation(char32_t c) { return is_separator(c) || is_apostrophe(c) || c == '.' || c == ',' || c == 0xB7; }

/// Writing systems whose letters a name may hold although we cannot transliterate them all.
constexpr bool is_other_script(char32_t c) {
    return (c >= 0x370 && c <= 0x1CFF) || (c >= 0x1F00 && c <= 0x1FFF) || (c >= 0x2C00 && c <= 0x2DFF) || (c >= 0x3005 && c <= 0x3007) ||
           (c >= 0x3040 && c <= 0x31FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xA000 && c <= 0xABFF) || (c >= 0xAC00 && c <= 0xD7FF) ||
           (c >= 0xF900 && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC) || (c >= 0x10000 && c <= 0x1BFFF) || (c >= 0x20000 && c <= 0x3FFFF);
}
constexpr bool is_mark(char32_t c) { return (c >= 0x300 && c <= 0x36F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF); }
constexpr bool is_latin_letter(char32_t c) {
    const bool ascii = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    return ascii || c == 0xAA || c == 0xBA || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x250 && c <= 0x2AF) ||
           (c >= 0x1D00 && c <= 0x1DBF) || (c >= 0x1E00 && c <= 0x1EFF) || (c >= 0xA722 && c <= 0xA7FF) || (c >= 0xAB30 && c <= 0xAB64);
}

std::u32string points(std::string_view text) {
    const std::string composed = text::nfc(text);
    std::u32string out;
    for (std::string_view rest = composed; !rest.empty();) {
        const auto c = text::take(rest);
        if (!c) return out;
        out.push_back(*c);
    }
    return out;
}

void append_base_letters(std::u32string_view letter, std::string& out) {
    for (char32_t c : unicode::decompose(letter))
        if (c >= 'a' && c <= 'z') out += text::upper(static_cast<char>(c));
}

/// One separator between words, none at the ends.
void append_separator(std::string& out) {
    if (!out.empty() && out.back() != '<') out += '<';
}

std::string transliterate(std::string_view part, Spelling spelling) {
    std::string out;
    for (const char32_t c : points(part)) {
        if (is_separator(c) || c == ',') {
            append_separator(out);
            continue;
        }
        const std::u32string folded = c == U'ß' || c == U'ẞ' ? std::u32string(1, U'ß') : unicode::fold_case(c);
        if (const Letters* row = find(folded, spelling)) out += row->to;
        else append_base_letters(folded, out);
    }
    while (!out.empty() && out.back() == '<') out.pop_back();
    return out;
}

std::string squeezed(std::string_view letters) {
    std::string out;
    for (char c : letters)
        if (c != '<') out += c;
    return out;
}

std::vector<std::string> words(std::string_view letters) {
    std::vector<std::string> out;
    while (!letters.empty()) {
        const std::size_t end = std::min(letters.find('<'), letters.size());
        if (end > 0) out.emplace_back(letters.substr(0, end));
        letters.remove_prefix(std::min(end + 1, letters.size()));
    }
    return out;
}

/// A part with its readings: as compared by eye, and as machines would write it.
struct Readings {
    std::string folded;   // case does not matter, marks do
    std::string spoken;   // the same without punctuation
    std::string full, plain;
};

std::string fold_letters(std::string_view part, bool keep_punctuation) {
    std::string out;
    for (const char32_t c : points(text::tidy(part))) {
        if (c == '<' || (!keep_punctuation && (c == '-' || c == ','))) text::append(out, ' ');
        else if (keep_punctuation || !is_name_punctuation(c) || c == ' ')
            for (char32_t folded : unicode::fold_case(c)) text::append(out, folded);
    }
    return text::tidy(out);
}

Readings read(std::string_view part) {
    return {.folded = fold_letters(part, true),
            .spoken = fold_letters(part, false),
            .full = transliterate(part, Spelling::full),
            .plain = transliterate(part, Spelling::plain)};
}

bool crosses(const std::string& a1, const std::string& a2, const std::string& b1, const std::string& b2) {
    return a1 == b1 || a1 == b2 || a2 == b1 || a2 == b2;
}

struct PartResult {
    bool equal = false;
    std::optional<NameReason> reason{};
};

PartResult compare_part(const Readings& a, const Readings& b) {
    if (a.folded == b.folded) return {.equal = true};
    if (a.full.empty() || b.full.empty()) return {};
    if (a.spoken == b.spoken) return {.equal = true, .reason = NameReason::punctuation};
    const bool same_base_letters = text::folded(a.spoken) == text::folded(b.spoken);
    if (a.plain == b.plain) return {.equal = true, .reason = same_base_letters ? NameReason::diacritics : NameReason::transliteration};
    if (crosses(a.full, a.plain, b.full, b.plain)) return {.equal = true, .reason = NameReason::transliteration};
    const bool same_letters = crosses(squeezed(a.full), squeezed(a.plain), squeezed(b.full), squeezed(b.plain));
    if (same_letters) return {.equal = true, .reason = NameReason::spacing};
    return {};
}

using Words = std::vector<std::string>;

bool is_subsequence(const Words& shorter, const Words& longer) {
    std::size_t found = 0;
    for (const std::string& word : longer)
        if (found < shorter.size() && shorter[found] == word) ++found;
    return found == shorter.size();
}

bool agree_with_initials(const Words& a, const Words& b) {
    if (a.size() != b.size() || a.empty()) return false;
    return std::equal(a.begin(), a.end(), b.begin(), [](const std::string& one, const std::string& other) {
        const bool initial = (one.size() == 1 || other.size() == 1) && one.front() == other.front();
        return one == other || initial;
    });
}

/// Name fields of the zones have 30, 31 and 39 places; a name that ends within the last two may have been cut.
bool fills_a_name_field(std::size_t length) { return (length >= 28 && length <= 31) || length == 38 || length == 39; }

std::string field_of(const std::string& primary, const std::string& secondary) {
    return secondary.empty() ? primary : primary + "<<" + secondary;
}

bool is_truncation(const Readings (&a)[2], const Readings (&b)[2]) {
    const std::string one = field_of(a[0].full, a[1].full), other = field_of(b[0].full, b[1].full);
    const bool a_shorter = one.size() < other.size();
    const std::string& shorter = a_shorter ? one : other;
    const auto& cut = a_shorter ? a : b;
    const auto& whole = a_shorter ? b : a;
    const bool parts_begin_alike = whole[0].full.starts_with(cut[0].full) && whole[1].full.starts_with(cut[1].full);
    return fills_a_name_field(shorter.size()) && (parts_begin_alike || (a_shorter ? other : one).starts_with(shorter));
}

Words all_words(const Readings (&name)[2]) {
    Words out = words(name[0].plain);
    for (std::string& word : words(name[1].plain)) out.push_back(std::move(word));
    return out;
}

bool same_words_any_order(const Readings (&a)[2], const Readings (&b)[2]) {
    Words one = all_words(a), other = all_words(b);
    std::sort(one.begin(), one.end());
    std::sort(other.begin(), other.end());
    return !one.empty() && one == other;
}

NameComparison compatible(std::vector<NameReason> reasons) { return {.match = Match::compatible, .reasons = std::move(reasons)}; }

NameComparison when_parts_agree(const PartResult& primary, const PartResult& secondary) {
    std::vector<NameReason> reasons;
    if (primary.reason) reasons.push_back(*primary.reason);
    if (secondary.reason && secondary.reason != primary.reason) reasons.push_back(*secondary.reason);
    return {.match = reasons.empty() ? Match::same : Match::compatible, .reasons = std::move(reasons)};
}

/// What is left when the parts do not agree as they stand: missing words, initials, another order, or really another name.
NameComparison when_parts_differ(const Readings (&a)[2], const Readings (&b)[2], bool primary_agrees, bool secondary_agrees) {
    if (is_truncation(a, b)) return compatible({NameReason::truncated});
    if (primary_agrees) {
        const Words one = words(a[1].plain), other = words(b[1].plain);
        if (agree_with_initials(one, other)) return compatible({NameReason::initial});
        const bool some_on_both = !one.empty() && !other.empty();
        if (some_on_both && (is_subsequence(one, other) || is_subsequence(other, one))) return compatible({NameReason::part_missing});
    }
    if (same_words_any_order(a, b)) {
        const bool one_undivided = a[1].plain.empty() != b[1].plain.empty();
        return compatible({one_undivided ? NameReason::single_name : NameReason::order});
    }
    NameComparison different;
    if (!primary_agrees) different.reasons.push_back(NameReason::different_primary);
    if (!secondary_agrees) different.reasons.push_back(NameReason::different_secondary);
    return different;
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
    ReasonText{"part_missing", "Một bên thiếu một phần của tên.", "One side lacks a part of the given names."},
    ReasonText{"initial", "Một bên chỉ ghi chữ cái đầu.", "One side gives only an initial."},
    ReasonText{"order", "Cùng các từ nhưng khác thứ tự họ và tên.", "The same words in another order of surname and given names."},
    ReasonText{"single_name", "Một bên không tách họ và tên.", "One side does not divide surname and given names."},
    ReasonText{"different_primary", "Họ khác nhau.", "The surnames differ."},
    ReasonText{"different_secondary", "Tên khác nhau.", "The given names differ."},
};

}  // namespace

Name split_name(std::string_view whole) {
    for (std::string_view mark : {std::string_view("<<"), std::string_view(",")}) {
        const std::size_t at = whole.find(mark);
        if (at == std::string_view::npos) continue;
        return {.primary = text::tidy(whole.substr(0, at)), .secondary = text::tidy(whole.substr(at + mark.size()))};
    }
    return {.primary = text::tidy(whole)};
}

std::string whole_name(const Name& name) { return name.secondary.empty() ? name.primary : name.primary + ", " + name.secondary; }

std::vector<std::string> offending_characters(std::string_view part) {
    std::vector<std::string> out;
    for (const char32_t c : points(part)) {
        if (is_latin_letter(c) || is_mark(c) || is_other_script(c) || is_name_punctuation(c)) continue;
        std::string written;
        text::append(written, c);
        if (std::find(out.begin(), out.end(), written) == out.end()) out.push_back(std::move(written));
    }
    return out;
}

Result<void> check_name_part(std::string_view part, std::string_view field) {
    const auto refuse = [&](ErrorCode code, std::string detail = {}) {
        return Result<void>(Error{.code = code, .field = std::string(field), .detail = std::move(detail)});
    };
    if (text::tidy(part).empty()) return refuse(ErrorCode::name_missing);
    if (!text::valid_utf8(part) || text::length(part) > longest_name) return refuse(ErrorCode::name_too_long);
    if (auto offending = offending_characters(part); !offending.empty()) return refuse(ErrorCode::name_character, std::move(offending.front()));
    for (const char32_t c : points(part)) {
        if (!is_other_script(c)) continue;
        std::string written;
        text::append(written, c);
        return refuse(ErrorCode::name_not_latin, std::move(written));
    }
    if (squeezed(transliterate(part, Spelling::full)).empty()) return refuse(ErrorCode::name_no_letter);
    return {};
}

std::string transliterate(std::string_view part) { return transliterate(part, Spelling::full); }

std::string mrz_name_field(const Name& name, int width) {
    const auto room = static_cast<std::size_t>(width);
    std::string primary = transliterate(name.primary), secondary = transliterate(name.secondary);
    // a cut surname leaves room for the separator and one letter of the given names
    if (!secondary.empty() && primary.size() + 3 > room) {
        primary.resize(room - 3);
        while (primary.ends_with('<')) primary.pop_back();
    }
    std::string field = field_of(primary, secondary);
    field.resize(room, '<');
    return field;
}

NameComparison compare_names(const Name& a, const Name& b) {
    const Readings one[2] = {read(a.primary), read(a.secondary)};
    const Readings other[2] = {read(b.primary), read(b.secondary)};
    const PartResult primary = compare_part(one[0], other[0]), secondary = compare_part(one[1], other[1]);
    if (primary.equal && secondary.equal) return when_parts_agree(primary, secondary);
    return when_parts_differ(one, other, primary.equal, secondary.equal);
}

NameComparison compare_names(std::string_view a, std::string_view b) { return compare_names(split_name(a), split_name(b)); }

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
