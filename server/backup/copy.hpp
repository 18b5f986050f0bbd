// What back-up and restore ask of a copy of the store before they trust it.
#pragma once

#include <string>

#include "server/audit/chain.hpp"
#include "shared/base/result.hpp"

namespace motcua::backup {

[[nodiscard]] std::string store_path(const std::string& data_dir);

/// Opens the copy for reading only: integrity_check, a schema that this program knows, the key of `data_dir`. Gives what the
/// walk over its audit chain found; a broken chain is told, not refused: the copy may be the only one there is.
/// Errors: store_damaged, store_newer_schema, keys_….
[[nodiscard]] Result<audit::Verdict> examine(const std::string& path, const std::string& data_dir);

}  // namespace motcua::backup
