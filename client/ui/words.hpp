// The few words the kit itself says (parts of a date, "Error:" for screen readers, …), in every language of the form.
#pragma once

#include <cstdint>
#include <string_view>

namespace motcua::ui {

enum class Word : std::uint8_t { day, month, year, error, language, navigation, no_match, matches, choose_file, page_end, select_one };

/// The word in the language of the page; English where the language is unknown.
[[nodiscard]] std::string_view word(Word which, std::string_view lang);

}  // namespace motcua::ui
