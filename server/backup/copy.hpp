// What back-up and restore ask of a copy of the store before they trust it.
#pragma once

#include <string>
#include <vector>

#include "server/audit/chain.hpp"
#include "shared/base/result.hpp"

namespace motcua::backup {

[[nodiscard]] std::string store_path(const std::string& data_dir);

struct Examined {
    audit::Verdict chain;
    std::vector<std::string> keks;  ///< ids of the key-encryption keys that it uses, the oldest first
};

/// Opens the copy for reading only: integrity_check, a schema that this program knows, the key of `data_dir`. A broken audit
/// chain is told, not refused: the copy may be the only one there is. Errors: store_damaged, store_newer_schema, keys_….
[[nodiscard]] Result<Examined> examine(const std::string& path, const std::string& data_dir);

}  // namespace motcua::backup
