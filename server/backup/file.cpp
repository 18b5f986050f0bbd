#include "server/backup/file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <utility>

namespace motcua::backup {
namespace {

bool sync_folder(const std::string& path) {
    const auto parent = std::filesystem::path(path).parent_path();
    const int folder = ::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return false;
    const bool done = ::fsync(folder) == 0;
    ::close(folder);
    return done;
}

// Some file systems of removable media cannot rename without replacing; there the name is looked at just before.
bool rename_new(const std::string& from, const std::string& to) {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return true;
    if (errno != EINVAL) return false;
    if (::access(to.c_str(), F_OK) == 0) {
        errno = EEXIST;
        return false;
    }
    return ::rename(from.c_str(), to.c_str()) == 0;
}

}  // namespace

File File::reading(const std::string& path) { return File(::open(path.c_str(), O_RDONLY | O_CLOEXEC)); }
File File::making(const std::string& path) {
    return File(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
}
File::File(File&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
File::~File() {
    if (file_ >= 0) ::close(file_);
}

std::optional<std::string> File::read(std::size_t size) const {
    std::string out(size, '\0');
    std::size_t have = 0;
    while (have < size) {
        const auto got = ::read(file_, out.data() + have, size - have);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return std::nullopt;
        if (got == 0) break;
        have += static_cast<std::size_t>(got);
    }
    out.resize(have);
    return out;
}

bool File::write(std::string_view bytes) const {
    while (!bytes.empty()) {
        const auto put = ::write(file_, bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return true;
}

bool File::sync() const { return ::fsync(file_) == 0; }

Unfinished::~Unfinished() {
    for (const auto* beside : {"", "-wal", "-shm", "-journal"}) ::unlink((path_ + beside).c_str());
}

Placed place(const std::string& from, const std::string& to) {
    if (!rename_new(from, to)) return errno == EEXIST ? Placed::occupied : Placed::failed;
    return sync_folder(to) ? Placed::done : Placed::failed;
}

}  // namespace motcua::backup
