#include <unistd.h>

#include <filesystem>

#include <fmt/format.h>

#include "server/backup/backup.hpp"
#include "server/backup/copy.hpp"
#include "server/backup/file.hpp"
#include "server/backup/sealed_file.hpp"
#include "server/store/sqlite/connection.hpp"
#include "server/store/sqlite/transaction.hpp"

namespace motcua::backup {
namespace {

bool exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

// A write-ahead log without its store counts too: SQLite would play it into the restored one.
Result<void> is_free(const std::string& path) {
    if (store::in_use(path)) return Error{.code = ErrorCode::restore_in_use, .detail = path};
    for (const auto* beside : {"", "-wal", "-shm"})
        if (exists(path + beside)) return Error{.code = ErrorCode::restore_occupied, .detail = path + beside};
    return {};
}

Result<void> decrypt(const std::string& from, const std::string& to, std::span<const keys::BackupKey> keys) {
    const auto out = File::making(to);
    if (!out.is_open()) return Error{.code = ErrorCode::backup_io, .detail = to};
    const auto read = read_sealed(from, keys, [&](std::string_view piece) { return out.write(piece); });
    if (!read.ok()) return Error{.code = read.error().code, .detail = read.error().detail.empty() ? from : read.error().detail};
    return out.sync() ? Result<void>{} : Result<void>{Error{.code = ErrorCode::backup_io, .detail = to}};
}

/// The chain says that from here on it goes on from a back-up.
Result<void> note(const std::string& path, std::int64_t entries, Millis now) {
    MOTCUA_TRY(db, store::connect(path, store::Access::write));
    try {
        store::execute(db.get(), "BEGIN IMMEDIATE");
        store::SqliteTransaction(db.get(), now)
            .audit({.actor = "system",
                    .action = "store.restored",
                    .subject = "store",
                    .detail = fmt::format(R"({{"entries":{}}})", entries)});
        store::execute(db.get(), "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (const store::StoreFailure& failure) {
        return Error{.code = ErrorCode::store_unavailable, .detail = failure.message};
    }
    return {};
}

}  // namespace

Result<Summary> restore(const std::string& from, const std::string& data_dir, Millis now) {
    const auto path = store_path(data_dir);
    MOTCUA_CHECK(is_free(path));
    MOTCUA_TRY(at_hand, keys::backup_keys(data_dir));
    const Unfinished copy(fmt::format("{}.restoring-{}", path, keys::hex(keys::random_bytes(4))));
    MOTCUA_CHECK(decrypt(from, copy.path(), at_hand));
    MOTCUA_TRY(examined, examine(copy.path(), data_dir));
    MOTCUA_CHECK(note(copy.path(), examined.chain.entries, now));
    std::error_code failed;
    const auto size = std::filesystem::file_size(copy.path(), failed);
    MOTCUA_CHECK(is_free(path));
    const auto placed = place(copy.path(), path);
    if (placed == Placed::occupied) return Error{.code = ErrorCode::restore_occupied, .detail = path};
    if (placed == Placed::failed) return Error{.code = ErrorCode::backup_io, .detail = path};
    return Summary{.chain = std::move(examined.chain), .bytes = size};
}

}  // namespace motcua::backup
