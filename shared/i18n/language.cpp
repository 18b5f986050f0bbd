#include "shared/i18n/language.hpp"

#include <algorithm>

namespace motcua::i18n {
namespace {

bool lists(std::span<const Language> some, std::string_view tag) {
    return std::any_of(some.begin(), some.end(), [&](const Language& language) { return language.tag == tag; });
}

std::string_view russian_category(int n) {
    const int last = n % 10, last_two = n % 100;
    if (last == 1 && last_two != 11) return "one";
    if (last >= 2 && last <= 4 && (last_two < 12 || last_two > 14)) return "few";
    return "many";
}

}  // namespace

bool is_language(std::string_view tag) { return lists(languages, tag); }
bool is_written_language(std::string_view tag) { return lists(written_languages, tag); }

std::string_view plural_category(int n, std::string_view language) {
    constexpr std::array<std::string_view, 4> without_plural{"vi", "zh", "ko", "ja"};
    if (std::find(without_plural.begin(), without_plural.end(), language) != without_plural.end()) return "other";
    if (language == "ru") return russian_category(n);
    return n == 1 || (n == 0 && language == "fr") ? "one" : "other";
}

}  // namespace motcua::i18n
