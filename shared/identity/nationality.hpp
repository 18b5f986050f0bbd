// Nationality and issuing state: ISO 3166-1 alpha-3 and the special codes of ICAO Doc 9303-3 section 5.
#pragma once

#include <string>
#include <string_view>

#include "shared/base/result.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::identity {

/// The code as the form keeps it. Takes small letters, MRZ writing ("D<<", "D") and a name in Vietnamese or English.
/// Error: nationality.unknown.
[[nodiscard]] Result<std::string> parse_nationality(std::string_view text, const rules::Rulebook& book);
/// MRZ writing: "DEU" -> "D".
[[nodiscard]] std::string_view nationality_in_mrz(std::string_view code);
/// From the MRZ: "D" -> "DEU".
[[nodiscard]] std::string_view nationality_from_mrz(std::string_view code);
/// Name for people; the code itself when it is unknown.
[[nodiscard]] std::string nationality_name(std::string_view code, const rules::Rulebook& book, std::string_view language);
/// Holders of these codes may have no passport: stateless and refugees.
[[nodiscard]] bool may_lack_passport(std::string_view code, const rules::Rulebook& book);

}  // namespace motcua::identity
