// The languages of the form, and how each counts.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace motcua::i18n {

struct Language {
    std::string_view tag;   ///< BCP 47
    std::string_view name;  ///< as its speakers write it
};
/// Those of the public form. The first two are those in which everything is written and which the counter speaks; the others are
/// translations of what the public reads.
inline constexpr std::array languages{Language{"vi", "Tiếng Việt"}, Language{"en", "English"}, Language{"zh", "中文"},    Language{"ko", "한국어"},
                                      Language{"ja", "日本語"},     Language{"ru", "Русский"}, Language{"fr", "Français"}};

inline constexpr std::span written_languages = std::span(languages).first<2>();

[[nodiscard]] bool is_language(std::string_view tag);
[[nodiscard]] bool is_written_language(std::string_view tag);

/// The plural category of a whole number, "one", "few", "many" or "other" (Unicode CLDR 48, cardinal rules for integers).
/// An unknown language counts as English does.
[[nodiscard]] std::string_view plural_category(int n, std::string_view language);

}  // namespace motcua::i18n
