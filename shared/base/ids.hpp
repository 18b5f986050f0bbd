// References of applications: MC-7K3M-9QTX-K. Eight characters of Crockford's base32 and a check character.
// Never twelve digits: nobody may take one for a personal identification number.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "shared/base/result.hpp"

namespace motcua {

/// A digit of Crockford's base32, for a value below 32: no I, L, O and U.
[[nodiscard]] char base32_digit(unsigned value);
/// The value of a digit as typed: case does not matter, O reads as 0, I and L as 1. Above 31: it is none.
[[nodiscard]] unsigned base32_value(char typed);

/// A reference from 5 random bytes (40 bits).
[[nodiscard]] std::string make_reference(std::span<const std::uint8_t, 5> random);
/// What a person typed or scanned, in canonical form: case, blanks and hyphens do not matter, O reads as 0, I and L as 1.
/// Errors: reference.format, reference.check (a character is wrong or two are swapped; every such case is noticed).
[[nodiscard]] Result<std::string> parse_reference(std::string_view typed);

}  // namespace motcua
