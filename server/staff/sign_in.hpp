// Signing in to the counter: password and second factor together, one answer for everything that is wrong, and limits.
#pragma once

#include <string>

#include "server/staff/accounts.hpp"
#include "server/staff/limits.hpp"
#include "server/staff/security_keys.hpp"

namespace motcua::staff {

struct SignIn {
    std::string user, password;
    std::string code{};  ///< of the authenticator app; empty where a security key takes its place
    std::string remote_address;
};

/// Judges an attempt with a code. Limits (see count_attempt) come before any hashing.
/// Errors: staff_sign_in (whichever part is wrong), staff_throttled (detail: seconds to wait), request_busy.
[[nodiscard]] Result<Account> sign_in(store::Store& db, const keys::Keyring& keys, const SignIn& attempt, Limits limits = {});

/// First half of a sign-in with a key: judges the password and asks the account's keys for a signature. Only who knows the
/// password learns that there are keys, and which. Errors: as above, and staff_key_none.
[[nodiscard]] Result<KeyQuestion> ask_key_at_sign_in(store::Store& db, const keys::Keyring& keys, const SignIn& attempt,
                                                     Limits limits = {});
/// Second half: the signature. The challenge stands for the password. Error: staff_key_refused.
[[nodiscard]] Result<Account> sign_in_with_key(store::Store& db, const keys::Keyring& keys, const RelyingParty& party,
                                               const Assertion& given, std::string_view remote_address);

}  // namespace motcua::staff
