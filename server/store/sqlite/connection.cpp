#include "server/store/sqlite/connection.hpp"

#include <fcntl.h>
#include <unistd.h>

#include "server/store/sqlite/statement.hpp"

namespace motcua::store {
namespace {

// The file is made by us before SQLite sees it, so that it never exists with wider rights than the owner's.
bool make_private(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) return false;
    ::close(file);
    return true;
}

bool sync(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    if (file < 0) return false;
    const bool done = ::fsync(file) == 0;
    ::close(file);
    return done;
}

// wal_autocheckpoint=0 on readers: in Debian's 3.40.1 two connections that checkpoint at once may damage the WAL
// (fixed upstream in 3.51.3), so exactly one connection in one process ever checkpoints: the writer.
void tune(sqlite3* db, Access access) {
    execute(db,
            "PRAGMA busy_timeout=5000; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;"
            "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA cache_size=-8192;");
    if (access == Access::write) {
        execute(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=1000;");
    } else {
        execute(db, "PRAGMA wal_autocheckpoint=0; PRAGMA query_only=ON;");
    }
}

}  // namespace

void execute(sqlite3* db, const char* sql) {
    char* message = nullptr;
    if (sqlite3_exec(db, sql, nullptr, nullptr, &message) == SQLITE_OK) return;
    std::string text = message ? message : "SQLite error";
    sqlite3_free(message);
    throw StoreFailure(text);
}

// VACUUM INTO neither waits for the writer nor, on its own, for the disk.
void snapshot(sqlite3* db, const std::string& path) {
    if (!make_private(path)) throw StoreFailure("no file can be made for the copy");
    Statement(db, "VACUUM INTO ?").bind(1, path).run();
    if (!sync(path)) throw StoreFailure("the copy could not be put on disk");
}

std::string integrity_fault(sqlite3* db) {
    Statement rows(db, "PRAGMA integrity_check(1)");
    const auto said = rows.step() ? rows.text(0) : std::string("no answer");
    return said == "ok" ? std::string() : said;
}

bool in_use(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    if (file < 0) return false;
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    const bool held = ::fcntl(file, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
    ::close(file);
    return held;
}

Result<Connection> connect(const std::string& path, Access access) {
    if (access == Access::write && !make_private(path)) return Error{.code = ErrorCode::store_unavailable, .detail = path};
    const int flags =
        (access == Access::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_NOMUTEX;
    sqlite3* raw = nullptr;
    const int result = sqlite3_open_v2(path.c_str(), &raw, flags, nullptr);
    Connection db(raw);
    if (result != SQLITE_OK) return Error{.code = ErrorCode::store_unavailable, .detail = path};
    sqlite3_extended_result_codes(raw, 1);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    try {
        tune(raw, access);
    } catch (const StoreFailure& failure) {
        const int code = sqlite3_errcode(raw) & 0xff;
        const bool damaged = code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
        return Error{.code = damaged ? ErrorCode::store_damaged : ErrorCode::store_unavailable, .detail = failure.message};
    }
    return db;
}

}  // namespace motcua::store
