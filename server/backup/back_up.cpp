#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>

#include <fmt/format.h>

#include "server/backup/backup.hpp"
#include "server/backup/copy.hpp"
#include "server/backup/file.hpp"
#include "server/backup/sealed_file.hpp"
#include "server/store/sqlite/connection.hpp"

namespace motcua::backup {
namespace {

// The unencrypted copy lies in the data folder, under the rights of the store itself, never on the medium of the back-up.
// Its name is always the same: what an interrupted run left is overwritten, and two runs at once meet at the lock.
class Workplace {
public:
    static Result<std::unique_ptr<Workplace>> take(const std::string& path) {
        const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (file < 0) return Error{.code = ErrorCode::backup_io, .detail = path};
        std::unique_ptr<Workplace> out(new Workplace(path, file));
        if (::flock(file, LOCK_EX | LOCK_NB) != 0) return ErrorCode::backup_busy;
        out->copy_ = std::make_unique<Unfinished>(path);
        return ::ftruncate(file, 0) == 0 ? Result<std::unique_ptr<Workplace>>{std::move(out)}
                                         : Error{.code = ErrorCode::backup_io, .detail = path};
    }
    ~Workplace() {
        copy_.reset();  // before the lock goes
        ::close(lock_);
    }
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    Workplace(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}
    std::string path_;
    int lock_;
    std::unique_ptr<Unfinished> copy_{};
};

Result<void> copy_store(const std::string& data_dir, const std::string& to) {
    MOTCUA_TRY(db, store::connect(store_path(data_dir), store::Access::read));
    try {
        store::execute(db.get(), "PRAGMA query_only=OFF");  // VACUUM INTO writes elsewhere; the connection itself is read-only
        store::snapshot(db.get(), to);
    } catch (const store::StoreFailure& failure) {
        return Error{.code = ErrorCode::store_unavailable, .detail = failure.message};
    }
    return {};
}

/// Sealed, read back and compared before it gets its name.
Result<void> seal(const std::string& copy, const std::string& to, const keys::BackupKey& key, Millis now) {
    const Unfinished partial(fmt::format("{}.partial-{}", to, keys::hex(keys::random_bytes(4))));
    MOTCUA_TRY(written, seal_file(copy, partial.path(), key, now));
    MOTCUA_TRY(read, read_sealed(partial.path(), {&key, 1}, [](std::string_view) { return true; }));
    if (written != read) return Error{.code = ErrorCode::backup_io, .detail = to};
    const auto placed = place(partial.path(), to);
    if (placed == Placed::occupied) return Error{.code = ErrorCode::backup_exists, .detail = to};
    return placed == Placed::done ? Result<void>{} : Result<void>{Error{.code = ErrorCode::backup_io, .detail = to}};
}

/// Whoever has the one key that a back-up names can restore it: a copy from the midst of a rotation would need two.
Result<keys::BackupKey> only_key(const std::vector<keys::BackupKey>& keys, const std::vector<std::string>& used) {
    if (used.empty()) return keys.back();
    for (const auto& key : keys)
        if (used.size() == 1 && key.id == used.front()) return key;
    return ErrorCode::keys_rotating;
}

}  // namespace

Result<Summary> back_up(const std::string& data_dir, const std::string& to, Millis now) {
    std::error_code failed;
    if (std::filesystem::exists(std::filesystem::symlink_status(to, failed)))
        return Error{.code = ErrorCode::backup_exists, .detail = to};
    MOTCUA_TRY(at_hand, keys::backup_keys(data_dir));
    MOTCUA_TRY(workplace, Workplace::take(store_path(data_dir) + ".backing-up"));
    MOTCUA_CHECK(copy_store(data_dir, workplace->path()));
    MOTCUA_TRY(copy, examine(workplace->path(), data_dir));
    MOTCUA_TRY(key, only_key(at_hand, copy.keks));
    MOTCUA_CHECK(seal(workplace->path(), to, key, now));
    return Summary{.chain = std::move(copy.chain), .bytes = std::filesystem::file_size(to, failed)};
}

}  // namespace motcua::backup
