#include "shared/identity/name_letters.hpp"

#include <algorithm>
#include <iterator>

#include "shared/base/text.hpp"
#include "shared/base/unicode.hpp"

namespace motcua::identity::letters {
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

/// Table and folded letter give the row, where the letter has one in this spelling.
const Letters* find(std::u32string_view letter, Spelling spelling) {
    if (letter.size() != 1) return nullptr;
    static constexpr Letters plain_o{U'ø', "O"};  // the stroke does not decompose, but states drop it as they drop dots
    const auto is = [&](const Letters& row) { return row.from == letter[0]; };
    const auto* in_latin = std::find_if(std::begin(latin), std::end(latin), is);
    if (in_latin != std::end(latin)) {
        if (spelling == Spelling::full) return in_latin;
        if (letter[0] == plain_o.from) return &plain_o;
        if (unicode::decompose(letter).size() == 1) return in_latin;
    }
    const auto* in_cyrillic = std::find_if(std::begin(cyrillic), std::end(cyrillic), is);
    return in_cyrillic != std::end(cyrillic) ? in_cyrillic : nullptr;
}

constexpr bool is_separator(char32_t c) {
    return c == ' ' || c == '-' || c == '<' || c == ',' || c == 0x2010 || c == 0x2011 || c == 0x2013;
}
/// Also the signs that romanisations write for hamza, ayn and glottal stops (ʾ ʿ ʻ), and what keyboards give for an apostrophe.
constexpr bool is_apostrophe(char32_t c) {
    return c == '\'' || c == '`' || c == 0xB4 || (c >= 0x2B9 && c <= 0x2BF) || c == 0x2018 || c == 0x2019 || c == 0x201B || c == 0x2032;
}
constexpr bool is_left_out(char32_t c) { return is_apostrophe(c) || c == '.' || c == 0xB7; }

std::string base_letters(std::u32string_view letter) {
    std::string out;
    for (char32_t c : unicode::decompose(letter))
        if (c >= 'a' && c <= 'z') out += text::upper(static_cast<char>(c));
    return out;
}

/// 9303-3 section 6.A lets a state write Ñ as NXX and Ü as UXX.
std::string without_double_x(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        out += text[i];
        if ((text[i] == 'N' || text[i] == 'U') && text.substr(i + 1, 2) == "XX") i += 2;
    }
    return out;
}

}  // namespace

bool is_punctuation(char32_t c) { return is_separator(c) || is_left_out(c); }

/// Not the grapheme joiner and the small letters that some manuscripts put above others: none is a diacritic.
bool is_mark(char32_t c) { return c >= 0x300 && c < 0x363 && c != 0x34F; }

bool is_latin_letter(char32_t c) {
    if (c < 0x80) return text::is_letter(static_cast<char>(c));
    const bool in_block = (c >= 0xC0 && c <= U'ə') || (c >= 0x1E00 && c <= 0x1EFF);
    return in_block && in_zone(c, Spelling::full);
}

bool is_other_script(char32_t c) {
    return (c >= 0x370 && c <= 0x1CFF) || (c >= 0x1F00 && c <= 0x1FFF) || (c >= 0x2C00 && c <= 0x2DFF) || (c >= 0x3005 && c <= 0x3007) ||
           (c >= 0x3040 && c <= 0x31FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xA000 && c <= 0xABFF) || (c >= 0xAC00 && c <= 0xD7FF) ||
           (c >= 0xF900 && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC) || (c >= 0x10000 && c <= 0x1BFFF) || (c >= 0x20000 && c <= 0x3FFFF);
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

std::optional<std::string> in_zone(char32_t c, Spelling spelling) {
    if (is_separator(c)) return "<";
    if (is_left_out(c) || is_mark(c)) return "";
    const std::u32string folded = c == U'ß' || c == U'ẞ' ? std::u32string(1, U'ß') : unicode::fold_case(c);
    if (const Letters* row = find(folded, spelling)) return std::string(row->to);
    std::string base = base_letters(folded);
    return base.empty() ? std::nullopt : std::optional(std::move(base));
}

std::string transliterate(std::string_view part, Spelling spelling) {
    std::string out;
    for (const char32_t c : points(part)) {
        const auto letters = in_zone(c, spelling);
        const bool second_separator = letters == "<" && (out.empty() || out.back() == '<');
        if (letters && !second_separator) out += *letters;
    }
    while (!out.empty() && out.back() == '<') out.pop_back();
    return spelling == Spelling::plain ? without_double_x(out) : out;
}

bool holds_unreadable(std::string_view part) {
    const std::u32string all = points(part);
    return std::any_of(all.begin(), all.end(), [](char32_t c) { return !in_zone(c, Spelling::full); });
}

std::string shown(char32_t c) {
    std::string out;
    const bool shows = !unicode::is_forbidden(c) && !is_mark(c) && unicode::combining_class(c) == 0 && c != 0x34F;
    if (shows) {
        text::append(out, c);
        return out;
    }
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (int shift = c > 0xFFFF ? 20 : 12; shift >= 0; shift -= 4)
        if (const char digit = digits[c >> shift & 0xF]; digit != '0' || shift < 16 || !out.empty()) out += digit;
    return "U+" + out;
}

}  // namespace motcua::identity::letters
