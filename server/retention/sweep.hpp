// What is due is erased: the key of each record is destroyed and its rows go, one record a unit of work, each noted on the audit
// chain. Open files are looked at again inside their unit, so nobody loses what was begun meanwhile.
#pragma once

#include <map>

#include "server/keys/keyring.hpp"
#include "server/retention/policy.hpp"
#include "server/store/store.hpp"

namespace motcua::retention {

/// How many records of a kind.
struct Count {
    std::int64_t number = 0;
    bool at_least = false;  ///< the store lists so many at a time; there may be more
};
using Counts = std::map<Kind, Count>;  ///< every kind has an entry

/// What is due now; changes nothing.
[[nodiscard]] Counts count_due(const store::Transaction& tx, const Policy& policy);
/// Erases it. Of the audit chain, which nothing is ever taken from, it gives how much is past its time. Errors: store_unavailable.
[[nodiscard]] Result<Counts> erase_due(store::Store& db, const keys::Keyring& keys, const Policy& policy);

}  // namespace motcua::retention
