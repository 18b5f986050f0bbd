// An act that changes nothing but is written down: a unit of work that holds its audit entry alone.
#pragma once

#include "server/store/store.hpp"

namespace motcua::store {

/// Error: store_unavailable.
[[nodiscard]] inline Result<void> note(Store& db, const AuditEntry& entry) {
    return db.write<void>([&](Transaction& tx) -> Result<void> {
        tx.audit(entry);
        return {};
    });
}

}  // namespace motcua::store
