// Step-up (OWASP ASVS 7.5.3): an officer who is signed in shows the second factor again before a sensitive act.
#pragma once

#include <string>
#include <string_view>

#include "server/staff/limits.hpp"
#include "server/staff/security_keys.hpp"

namespace motcua::staff {

/// How long a second factor counts as fresh.
inline constexpr Millis fresh_for = 300'000;

/// Who confirms, in which session, from where.
struct Confirming {
    std::string staff, session, remote_address;
};

/// Errors: staff_code, staff_throttled: guesses here and at sign-in share their limits.
[[nodiscard]] Result<void> confirm_by_code(store::Store& db, const keys::Keyring& keys, const Confirming& who, std::string_view code,
                                           Limits limits = {});
/// Error: staff_key_none.
[[nodiscard]] Result<KeyQuestion> ask_key_to_confirm(store::Store& db, const keys::Keyring& keys, const Confirming& who);
/// Error: staff_key_refused.
[[nodiscard]] Result<void> confirm_by_key(store::Store& db, const keys::Keyring& keys, const RelyingParty& party, const Confirming& who,
                                          const Assertion& given);

}  // namespace motcua::staff
