// Officers' passwords: Argon2id (RFC 9106) with 64 MiB and three passes, about 0.12 s on the office machine.
#pragma once

#include <string>
#include <string_view>

#include "shared/base/result.hpp"

namespace motcua::staff {

/// Shortest and longest password taken. NIST SP 800-63B-4: at least 8 with a second factor, at least 64 allowed; ours is 12.
inline constexpr std::size_t min_password = 12;
inline constexpr std::size_t max_password = 128;

/// Refuses what is too short, too long, all one character, or made from the user's own id.
/// Error: staff_password_weak.
[[nodiscard]] Result<void> judge_password(std::string_view password, std::string_view user, std::string_view name = {});

/// The self-describing hash ("$argon2id$v=19$m=65536,t=3,p=1$…"). Waits while two others are hashing.
/// Errors: request_busy when the queue of 32 is full or memory is short.
[[nodiscard]] Result<std::string> hash_password(std::string_view password);

/// Whether the password belongs to the hash. Takes as long for a wrong password as for the right one.
/// Errors: request_busy as above.
[[nodiscard]] Result<bool> verify_password(std::string_view hash, std::string_view password);

/// A hash that no password fits, to be verified when the user is unknown: the answer then takes as long as for a known one.
[[nodiscard]] std::string_view decoy_hash();

}  // namespace motcua::staff
