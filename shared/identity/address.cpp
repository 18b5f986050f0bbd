#include "shared/identity/address.hpp"

#include <algorithm>

#include "shared/base/text.hpp"
#include "shared/i18n/catalogue.hpp"

namespace motcua::identity {
namespace {

/// Letters and digits only: "Bà Rịa - Vũng Tàu" and "Ba Ria–Vung Tau" are the same place.
std::string place_key(std::string_view text) {
    std::string out;
    for (char c : text::folded(text))
        if ((c >= 'a' && c <= 'z') || text::is_digit(c)) out += c;
    return out;
}

std::string without_rank(std::string key) {
    for (std::string_view rank : {"thanhpho", "tinh", "tp", "t"})
        if (key.starts_with(rank) && key.size() > rank.size() + 2) return key.substr(rank.size());
    for (std::string_view rank : {"province", "city"})
        if (key.ends_with(rank) && key.size() > rank.size() + 2) return key.substr(0, key.size() - rank.size());
    return key;
}

bool names_it(const rules::Text& name, std::string_view key) { return place_key(name.vi) == key || place_key(name.en) == key; }

const std::string* province_by_name(std::string_view key, const rules::Rulebook& book) {
    const auto is_also = [&](const std::string& name) { return place_key(name) == key; };
    for (const rules::Province& province : book.provinces)
        if (names_it(province.name, key) || std::any_of(province.also.begin(), province.also.end(), is_also)) return &province.code;
    for (const rules::FormerProvince& former : book.former_provinces)
        if (names_it(former.name, key)) return &former.now;
    return nullptr;
}

}  // namespace

Result<std::string> parse_province(std::string_view text, const rules::Rulebook& book) {
    if (text.size() > 200) return ErrorCode::address_province;
    const std::string tidy = text::tidy(text);
    if (rules::find_province(book, tidy) != nullptr) return tidy;
    const std::string key = place_key(tidy);
    if (key.empty()) return ErrorCode::address_province;
    if (const std::string* code = province_by_name(key, book)) return *code;
    if (const std::string* code = province_by_name(without_rank(key), book)) return *code;
    return ErrorCode::address_province;
}

std::vector<const rules::FormerProvince*> former_provinces(std::string_view code, const rules::Rulebook& book) {
    std::vector<const rules::FormerProvince*> out;
    const auto* now = rules::find_province(book, code);
    for (const rules::FormerProvince& former : book.former_provinces)
        if (now != nullptr && former.now == code && former.name.vi != now->name.vi) out.push_back(&former);
    return out;
}

std::string province_title(std::string_view code, const rules::Rulebook& book, std::string_view language, Date on) {
    const auto* province = rules::find_province(book, code);
    if (province == nullptr) return std::string(code);
    const bool city = province->city_since && *province->city_since <= on;
    const rules::Text& pattern = city ? book.city_pattern : book.province_pattern;
    return i18n::fill(pattern.in(language), {{"name", province->name.in(language)}, {"vi", province->name.vi}});
}

}  // namespace motcua::identity
