// How often an officer's secrets may be tried: limits kept in the store, so that a restart forgives nobody.
#pragma once

#include <string>
#include <string_view>

#include "server/store/store.hpp"
#include "shared/base/result.hpp"

namespace motcua::keys {
class Keyring;
}

namespace motcua::staff {

/// Multiplies every limit: tests of hundreds of sign-ins from one address start the server with a larger one.
struct Limits {
    int scale = 1;
};

/// Names of the counters. They hold keyed hashes: the table tells nobody who tried from where.
struct Buckets {
    std::string address, user, both, failures;
};
[[nodiscard]] Buckets buckets_of(const keys::Keyring& keys, std::string_view user, std::string_view remote_address);

/// Counts an attempt, unless there were too many: 20 a minute from an address, 5 a minute for a user from an address, and a pause
/// of 2^(n-3) seconds (15 minutes at most) after the n-th failure in a row there. The pause hangs on user AND address, so that
/// nobody can lock an officer out from elsewhere; over all addresses a user has 100 failures a day.
/// Error: staff_throttled (detail: seconds to wait).
[[nodiscard]] Result<void> count_attempt(const store::Transaction& tx, const Buckets& buckets, Limits limits);
void count_failure(const store::Transaction& tx, const Buckets& buckets);
/// After a success: the pause of this user at this address ends.
void forgive(const store::Transaction& tx, const Buckets& buckets);

}  // namespace motcua::staff
