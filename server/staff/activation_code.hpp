// Activation codes: "7K3M-9QTX-4WZP-2H8C-VN6D", a hundred random bits that can be read aloud and typed.
#pragma once

#include <string>
#include <string_view>

namespace motcua::staff {

/// Five groups of four digits of Crockford's base32.
inline constexpr std::size_t activation_groups = 5, activation_group = 4;

[[nodiscard]] std::string make_activation_code();
/// What was typed, without what does not matter: case, blanks, hyphens, O for 0, I and L for 1. Empty when it cannot be a code.
[[nodiscard]] std::string read_activation_code(std::string_view typed);

}  // namespace motcua::staff
