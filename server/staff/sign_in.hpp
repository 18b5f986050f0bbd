// Signing in to the counter: password and code together, one answer for everything that is wrong, and limits kept in the
// store so that a restart forgives nobody.
#pragma once

#include <string>

#include "server/staff/accounts.hpp"

namespace motcua::staff {

struct SignIn {
    std::string user, password, code;
    std::string remote_address;
};

/// Multiplies every limit: tests of hundreds of sign-ins from one address start the server with a larger one.
struct Limits {
    int scale = 1;
};

/// Judges an attempt. Limits before any hashing: 20 a minute from an address, 5 a minute for a user from an address, and a
/// pause of 2^(n-3) seconds (15 minutes at most) after the n-th failure in a row there. The pause hangs on user AND address,
/// so that nobody can lock an officer out from elsewhere; over all addresses a user has 100 failures a day.
/// Errors: staff_sign_in (whichever part is wrong), staff_throttled (detail: seconds to wait), request_busy.
[[nodiscard]] Result<Account> sign_in(store::Store& db, const keys::Keyring& keys, const SignIn& attempt, Limits limits = {});

}  // namespace motcua::staff
