// Back-up and restore of the store as an administrator's process beside the serving one: it only ever reads the store, so
// there is no second writer and no second checkpointer. The key-encryption key is no part of a back-up.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "server/audit/chain.hpp"
#include "shared/base/date.hpp"
#include "shared/base/result.hpp"

namespace motcua::backup {

/// What is in a copy: its audit chain and how large the file is.
struct Summary {
    audit::Verdict chain;
    std::uint64_t bytes = 0;
};

/// Copies DATA/motcua.db as it is at one moment, checks the copy, encrypts it into the new file `to` and reads that back.
/// Errors: backup_exists, backup_busy, backup_io, store_damaged (the copy fails integrity_check), store_unavailable, keys_….
[[nodiscard]] Result<Summary> back_up(const std::string& data_dir, const std::string& to, Millis now);

/// Decrypts `from` with DATA/kek.key, checks it, notes the restore on its audit chain and makes it DATA/motcua.db, which must
/// not be there. All or nothing. Errors: restore_in_use, restore_occupied, backup_damaged, backup_wrong_key, backup_io,
/// store_newer_schema, store_damaged, keys_….
[[nodiscard]] Result<Summary> restore(const std::string& from, const std::string& data_dir, Millis now);

}  // namespace motcua::backup
