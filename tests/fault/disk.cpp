#include "tests/fault/disk.hpp"

#include <atomic>
#include <new>

#include <sqlite3.h>

namespace motcua::fault {
namespace {

std::atomic<Watcher*>& watcher() {
    static std::atomic<Watcher*> current{nullptr};
    return current;
}
sqlite3_vfs*& real_vfs() {
    static sqlite3_vfs* vfs = nullptr;
    return vfs;
}

int ask(const DiskCall& call) {
    auto* who = watcher().load();
    return who != nullptr ? who->before(call) : SQLITE_OK;
}

/// SQLite gives the memory: this, then the real file's own structure.
struct File {
    sqlite3_file base;
    std::string* name;
    [[nodiscard]] sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};
File& file_of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
sqlite3_file* real_of(sqlite3_file* file) { return file_of(file).real(); }
const sqlite3_io_methods& methods_of(sqlite3_file* file) { return *real_of(file)->pMethods; }

int asked(sqlite3_file* file, Operation operation, std::int64_t offset = 0, std::string_view bytes = {}) {
    return ask({.operation = operation, .file = *file_of(file).name, .offset = offset, .bytes = bytes});
}

std::string name_of(const char* path) {
    const std::string_view whole = path != nullptr ? path : "";
    return std::string(whole.substr(whole.rfind('/') + 1));
}

// --- files
int close_file(sqlite3_file* file) {
    const int result = methods_of(file).xClose(real_of(file));
    delete file_of(file).name;
    file_of(file).name = nullptr;
    return result;
}
int read_file(sqlite3_file* file, void* out, int count, sqlite3_int64 offset) {
    if (const int refused = asked(file, Operation::read)) return refused;
    return methods_of(file).xRead(real_of(file), out, count, offset);
}
int write_file(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
    if (const int refused = asked(file, Operation::write, offset, {static_cast<const char*>(bytes), static_cast<std::size_t>(count)})) return refused;
    return methods_of(file).xWrite(real_of(file), bytes, count, offset);
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    if (const int refused = asked(file, Operation::truncate, size)) return refused;
    return methods_of(file).xTruncate(real_of(file), size);
}
int sync_file(sqlite3_file* file, int flags) {
    if (const int refused = asked(file, Operation::sync)) return refused;
    return methods_of(file).xSync(real_of(file), flags);
}
int file_size(sqlite3_file* file, sqlite3_int64* size) {
    if (const int refused = asked(file, Operation::size)) return refused;
    return methods_of(file).xFileSize(real_of(file), size);
}
int lock_file(sqlite3_file* file, int level) {
    if (const int refused = asked(file, Operation::lock)) return refused;
    return methods_of(file).xLock(real_of(file), level);
}
int unlock_file(sqlite3_file* file, int level) { return methods_of(file).xUnlock(real_of(file), level); }
int check_lock(sqlite3_file* file, int* out) { return methods_of(file).xCheckReservedLock(real_of(file), out); }
int file_control(sqlite3_file* file, int what, void* argument) { return methods_of(file).xFileControl(real_of(file), what, argument); }
int sector_size(sqlite3_file* file) { return methods_of(file).xSectorSize(real_of(file)); }
int characteristics(sqlite3_file* file) { return methods_of(file).xDeviceCharacteristics(real_of(file)); }
int map_shared(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
    if (const int refused = asked(file, Operation::shared_memory)) return refused;
    return methods_of(file).xShmMap(real_of(file), page, size, extend, out);
}
int lock_shared(sqlite3_file* file, int offset, int count, int flags) { return methods_of(file).xShmLock(real_of(file), offset, count, flags); }
void barrier(sqlite3_file* file) { methods_of(file).xShmBarrier(real_of(file)); }
int unmap_shared(sqlite3_file* file, int remove) { return methods_of(file).xShmUnmap(real_of(file), remove); }

// Version 2: without memory-mapped files, which the store does not use.
constexpr sqlite3_io_methods methods{.iVersion = 2,
                                     .xClose = close_file,
                                     .xRead = read_file,
                                     .xWrite = write_file,
                                     .xTruncate = truncate_file,
                                     .xSync = sync_file,
                                     .xFileSize = file_size,
                                     .xLock = lock_file,
                                     .xUnlock = unlock_file,
                                     .xCheckReservedLock = check_lock,
                                     .xFileControl = file_control,
                                     .xSectorSize = sector_size,
                                     .xDeviceCharacteristics = characteristics,
                                     .xShmMap = map_shared,
                                     .xShmLock = lock_shared,
                                     .xShmBarrier = barrier,
                                     .xShmUnmap = unmap_shared,
                                     .xFetch = nullptr,
                                     .xUnfetch = nullptr};

// --- the folder
int open_file(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* out_flags) {
    file->pMethods = nullptr;
    const auto name = name_of(path);
    if (const int refused = ask({.operation = Operation::open, .file = name})) return refused;
    const int result = real_vfs()->xOpen(real_vfs(), path, file_of(file).real(), flags, out_flags);
    if (result != SQLITE_OK) return result;
    file_of(file).name = new std::string(name);
    file->pMethods = &methods;
    return SQLITE_OK;
}
int remove_file(sqlite3_vfs*, const char* path, int sync_folder) {
    const auto name = name_of(path);
    if (const int refused = ask({.operation = Operation::remove, .file = name})) return refused;
    return real_vfs()->xDelete(real_vfs(), path, sync_folder);
}

}  // namespace

void install_disk() {
    static sqlite3_vfs vfs;
    real_vfs() = sqlite3_vfs_find(nullptr);
    vfs = *real_vfs();
    vfs.zName = "watched";
    vfs.szOsFile = static_cast<int>(sizeof(File)) + real_vfs()->szOsFile;
    vfs.xOpen = open_file;
    vfs.xDelete = remove_file;
    sqlite3_vfs_register(&vfs, 1);
}
void watch(Watcher* who) { watcher() = who; }

}  // namespace motcua::fault
