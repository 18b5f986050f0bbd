// Numbered SQL files (server/store/migrations/NNN_name.sql), compiled in. Forward only, each in one transaction.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include <sqlite3.h>

#include "shared/base/date.hpp"
#include "shared/base/result.hpp"

namespace motcua::store {

struct Migration {
    int number;
    std::string_view name;
    std::string_view sql;
};

/// All files, by number (generated from the folder by server/CMakeLists.txt).
[[nodiscard]] std::span<const Migration> migrations();

/// Runs what is missing. A data file that has something in it is copied to "<path>.before-NNN" (0600) first.
/// Errors: store_newer_schema (the file knows a migration that we do not), store_unavailable.
[[nodiscard]] Result<void> migrate(sqlite3* db, const std::string& path, std::span<const Migration> all, Millis now);
/// How many of our migrations a file has not run yet; reads only. Errors: store_newer_schema. Throws StoreFailure.
[[nodiscard]] Result<std::size_t> missing_migrations(sqlite3* db);

}  // namespace motcua::store
