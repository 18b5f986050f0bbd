#include "shared/base/unicode.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <vector>

#include "shared/base/unicode_tables.hpp"

namespace motcua::unicode {
namespace {

// Hangul syllables are composed by arithmetic (Unicode 14, section 3.12).
constexpr char32_t hangul_base = 0xAC00, lead_base = 0x1100, vowel_base = 0x1161, tail_base = 0x11A7;
constexpr char32_t leads = 19, vowels = 21, tails = 28, syllables = leads * vowels * tails;

struct Pair {
    char32_t whole, first, second;  ///< second 0: the whole stands for one code point
};

std::vector<Pair> read_decompositions() {
    std::vector<Pair> out;
    char32_t whole = 0;
    for (std::size_t i = 0; i < std::size(tables::steps); ++i) out.push_back({whole += tables::steps[i], tables::firsts[i], tables::seconds[i]});
    return out;
}

/// In the order of `whole`.
const std::vector<Pair>& decompositions() {
    static const std::vector<Pair> all = read_decompositions();
    return all;
}

bool pair_before(const Pair& a, const Pair& b) { return a.first != b.first ? a.first < b.first : a.second < b.second; }

bool composes(const Pair& row) {
    return row.second != 0 && !std::binary_search(std::begin(tables::exclusions), std::end(tables::exclusions), row.whole);
}

std::vector<Pair> read_compositions() {
    std::vector<Pair> out;
    std::copy_if(decompositions().begin(), decompositions().end(), std::back_inserter(out), composes);
    std::sort(out.begin(), out.end(), pair_before);
    return out;
}

/// In the order of `first` and `second`.
const std::vector<Pair>& compositions() {
    static const std::vector<Pair> all = read_compositions();
    return all;
}

const Pair* find_decomposition(char32_t c) {
    if (c < 0xC0) return nullptr;  // nothing below decomposes
    const auto found = std::lower_bound(decompositions().begin(), decompositions().end(), c, [](const Pair& row, char32_t wanted) { return row.whole < wanted; });
    return found != decompositions().end() && found->whole == c ? &*found : nullptr;
}

void decompose_hangul(char32_t c, std::u32string& out) {
    const char32_t index = c - hangul_base;
    out.push_back(lead_base + index / (vowels * tails));
    out.push_back(vowel_base + index % (vowels * tails) / tails);
    if (index % tails != 0) out.push_back(tail_base + index % tails);
}

void decompose_one(char32_t c, std::u32string& out) {
    if (c >= hangul_base && c < hangul_base + syllables) return decompose_hangul(c, out);
    const auto* row = find_decomposition(c);
    if (row == nullptr) return out.push_back(c);
    decompose_one(row->first, out);
    if (row->second != 0) out.push_back(row->second);
}

/// Marks after a base letter come in the order of their combining classes; equal classes keep their order.
void order_marks(std::u32string& text) {
    for (std::size_t i = 1; i < text.size(); ++i) {
        const int own = combining_class(text[i]);
        if (own == 0) continue;
        for (std::size_t j = i; j > 0 && combining_class(text[j - 1]) > own; --j) std::swap(text[j], text[j - 1]);
    }
}

char32_t compose_hangul(char32_t first, char32_t second) {
    if (first >= lead_base && first < lead_base + leads && second >= vowel_base && second < vowel_base + vowels)
        return hangul_base + ((first - lead_base) * vowels + (second - vowel_base)) * tails;
    const bool open_syllable = first >= hangul_base && first < hangul_base + syllables && (first - hangul_base) % tails == 0;
    if (open_syllable && second > tail_base && second < tail_base + tails) return first + (second - tail_base);
    return 0;
}

char32_t compose_pair(char32_t first, char32_t second) {
    if (const char32_t hangul = compose_hangul(first, second)) return hangul;
    if (second < 0x300) return 0;  // only marks compose
    const Pair wanted{.whole = 0, .first = first, .second = second};
    const auto found = std::lower_bound(compositions().begin(), compositions().end(), wanted, pair_before);
    return found != compositions().end() && !pair_before(wanted, *found) ? found->whole : 0;
}

}  // namespace

int combining_class(char32_t c) {
    if (c < 0x300) return 0;
    const auto* row = std::upper_bound(std::begin(tables::classes), std::end(tables::classes), c,
                                       [](char32_t wanted, const tables::ClassRange& range) { return wanted < range.from; });
    if (row == std::begin(tables::classes)) return 0;
    --row;
    return c < row->from + row->count ? row->value : 0;
}

std::u32string decompose(std::u32string_view text) {
    std::u32string out;
    out.reserve(text.size());
    for (char32_t c : text) decompose_one(c, out);
    order_marks(out);
    return out;
}

std::u32string compose(std::u32string text) {
    std::size_t starter = 0, kept = 0;
    int last_class = -1;  // -1: the starter is the character just before
    bool have_starter = false;
    for (const char32_t c : text) {
        const int own = combining_class(c);
        const bool blocked = last_class != -1 && last_class >= own;
        const char32_t whole = have_starter && !blocked ? compose_pair(text[starter], c) : 0;
        if (whole != 0) {
            text[starter] = whole;
            continue;
        }
        if (own == 0) {
            starter = kept;
            have_starter = true;
        }
        last_class = own == 0 ? -1 : own;
        text[kept++] = c;
    }
    text.resize(kept);
    return text;
}

std::u32string fold_case(char32_t c) {
    if (c < 0x80) return {c >= U'A' && c <= U'Z' ? c + 32 : c};
    for (const auto& row : tables::long_folds)
        if (row.from == c) return std::u32string(row.to, row.to[2] != 0 ? 3 : 2);
    const auto* row = std::upper_bound(std::begin(tables::folds), std::end(tables::folds), c,
                                       [](char32_t wanted, const tables::FoldRange& range) { return wanted < range.from; });
    if (row == std::begin(tables::folds)) return {c};
    --row;
    const char32_t offset = c - row->from;
    if (offset >= row->count || offset % row->step != 0) return {c};
    return {static_cast<char32_t>(static_cast<std::int64_t>(c) + row->delta)};
}

bool is_forbidden(char32_t c) {
    if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return true;
    if (c == 0xAD || c == 0x61C || c == 0x180E || c == 0xFEFF) return true;
    if ((c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F)) return true;
    if ((c >= 0xD800 && c <= 0xF8FF) || (c >= 0xFFF0 && c <= 0xFFFB) || c >= 0xE0000) return true;
    return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

}  // namespace motcua::unicode
