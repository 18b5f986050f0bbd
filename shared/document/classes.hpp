// Which characters each position of a zone may hold (ICAO 9303 parts 4 to 7).
#pragma once

#include <cstdint>
#include <vector>

#include "shared/document/ocr.hpp"
#include "shared/identity/mrz.hpp"

namespace motcua::document {

/// One bit a character, in the order of the alphabet.
using Class = std::uint64_t;
inline constexpr int filler = static_cast<int>(alphabet.size()) - 1;
inline constexpr Class digits = (Class(1) << 10) - 1, letters = ((Class(1) << 26) - 1) << 10, only_filler = Class(1) << filler;

[[nodiscard]] int index_of(char c);  ///< -1 when it is no character of a zone
[[nodiscard]] Class class_of(std::string_view characters);

/// By line and column.
using Classes = std::vector<std::vector<Class>>;
[[nodiscard]] const Classes& classes(identity::MrzFormat format);

/// The states, organisations and special codes of ICAO 9303-3 section 5 as three places of a zone ("D<<", "UTO"), sorted. Made
/// at build time from assets/nationalities.json.
[[nodiscard]] const std::vector<std::string_view>& states();

}  // namespace motcua::document
