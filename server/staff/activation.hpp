// How an account begins and begins again (OWASP ASVS 6.4): the administrator hands over a code that works once, the officer chooses
// the password and sets up the authenticator app. Nobody else ever knows a secret that lasts.
#pragma once

#include <string>
#include <string_view>

#include "server/staff/accounts.hpp"
#include "server/staff/limits.hpp"

namespace motcua::staff {

/// How long a code may be used.
inline constexpr Millis activation_life = Millis{72} * 3600 * 1000;

/// A new account and its first code. Errors: as add.
struct Invited {
    Account account;
    std::string code;
};
[[nodiscard]] Result<Invited> invite(store::Store& db, const keys::Keyring& keys, const rules::Rulebook& book, const NewAccount& account);
/// Another code for an account that is not active; the earlier one is dead. Errors: staff_user_unknown, staff_disabled, staff_active.
[[nodiscard]] Result<std::string> reissue(store::Store& db, const keys::Keyring& keys, std::string_view user);
/// For who lost password or factors: those are dead, with the security keys and every session, and a new code is given. `checker` is
/// the supervisor who has checked who is asking. Errors: staff_user_unknown, staff_disabled, staff_checker.
[[nodiscard]] Result<std::string> recover(store::Store& db, const keys::Keyring& keys, std::string_view user, std::string_view checker);

/// Who wants to activate an account, with which code, from where.
struct Activating {
    std::string user, code, remote_address;
};
/// First half: takes the password and gives a new TOTP secret; neither counts before the second half. Limits are those of sign-in.
/// Errors: staff_activation (whatever is wrong with user or code), staff_password_weak, staff_throttled, request_busy.
[[nodiscard]] Result<std::string> begin_activation(store::Store& db, const keys::Keyring& keys, const Activating& who,
                                                   std::string_view password, Limits limits = {});
/// Second half: a code of the authenticator app shows that it has the secret. The account is active, the activation code used.
/// Errors: staff_activation, staff_code, staff_throttled.
[[nodiscard]] Result<Account> activate(store::Store& db, const keys::Keyring& keys, const Activating& who, std::string_view totp,
                                       Limits limits = {});

}  // namespace motcua::staff
