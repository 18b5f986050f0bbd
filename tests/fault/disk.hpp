// A VFS of SQLite's between the store and the real files: a watcher sees every call and may refuse it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace motcua::fault {

enum class Operation : std::uint8_t { open, read, write, truncate, sync, size, remove, lock, shared_memory };

struct DiskCall {
    Operation operation{};
    std::string_view file{};   ///< without its folder: "motcua.db", "motcua.db-wal"
    std::int64_t offset = 0;   ///< of a write; new size of a truncation
    std::string_view bytes{};  ///< of a write
};

class Watcher {
public:
    virtual ~Watcher() = default;
    /// SQLITE_OK: the call goes on to the disk. Anything else: the caller gets that, and the disk nothing.
    virtual int before(const DiskCall& call) = 0;
};

/// Makes the VFS SQLite's default. Before the first connection.
void install_disk();
/// Who watches from now on; none: everything goes through.
void watch(Watcher* watcher);

}  // namespace motcua::fault
