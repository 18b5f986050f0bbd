// A connection to one SQLite file, with the settings that every connection of ours has. Only who looks at a file as such sees it.
#pragma once

#include <memory>
#include <string>

#include <sqlite3.h>

#include "shared/base/result.hpp"

namespace motcua::store {

struct CloseConnection { void operator()(sqlite3* db) const { sqlite3_close_v2(db); } };
using Connection = std::unique_ptr<sqlite3, CloseConnection>;

enum class Access : std::uint8_t { write, read };

/// Opens the file. Access::write creates it (mode 0600) and switches to WAL with synchronous=FULL: an acknowledged commit
/// survives power loss. Access::read never writes, never checkpoints. Errors: store_unavailable.
[[nodiscard]] Result<Connection> connect(const std::string& path, Access access);
/// Runs statements that give no rows. Throws StoreFailure.
void execute(sqlite3* db, const char* sql);
/// A consistent copy of what the connection sees, without free pages, in a new file of mode 0600, on disk when this returns.
/// Nobody who writes meanwhile has to wait. The file must not exist or be empty. Throws StoreFailure.
void snapshot(sqlite3* db, const std::string& path);
/// Every page, index and constraint, by SQLite's own words; empty: all is well. Throws StoreFailure.
[[nodiscard]] std::string integrity_fault(sqlite3* db);
/// Whether some process has the store open: in WAL mode it holds a lock on the file. The question changes nothing and needs no
/// sound file. A server that opens it the moment after is not seen.
[[nodiscard]] bool in_use(const std::string& path);

}  // namespace motcua::store
