#include "server/net/secret_file.hpp"

#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace motcua::net {
namespace {

constexpr std::size_t max_bytes = 64 * 1024;

Error unusable(const std::string& path) {
    return {.code = ErrorCode::file_unusable, .detail = std::filesystem::path(path).filename().string()};
}

bool write_all(int file, const std::string& content) {
    std::size_t done = 0;
    while (done < content.size()) {
        const auto n = ::write(file, content.data() + done, content.size() - done);
        if (n <= 0) return false;
        done += static_cast<std::size_t>(n);
    }
    return ::fsync(file) == 0;
}

Result<std::string> write_beside(const std::string& path, const std::string& content, mode_t mode) {
    std::string name = path + ".XXXXXX";
    const int file = ::mkostemp(name.data(), O_CLOEXEC);
    if (file < 0) return unusable(path);
    const bool fine = ::fchmod(file, mode) == 0 && write_all(file, content);
    ::close(file);
    if (fine) return name;
    ::unlink(name.c_str());
    return unusable(path);
}

}  // namespace

Result<std::string> read_small(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return unusable(path);
    std::string out(max_bytes + 1, '\0');
    in.read(out.data(), static_cast<std::streamsize>(out.size()));
    out.resize(static_cast<std::size_t>(in.gcount()));
    if (out.empty() || out.size() > max_bytes) return unusable(path);
    return out;
}

Result<std::string> read_or_make(const std::string& path, const std::function<std::string()>& make) {
    if (auto there = read_small(path); there.ok()) return there;
    MOTCUA_TRY(beside, write_beside(path, make(), 0600));
    // link() fails when the other process was first; then its file counts.
    (void)::link(beside.c_str(), path.c_str());
    ::unlink(beside.c_str());
    return read_small(path);
}

Result<void> write_public(const std::string& path, const std::string& content) {
    if (auto there = read_small(path); there.ok() && *there == content) return {};
    MOTCUA_TRY(beside, write_beside(path, content, 0644));
    if (::rename(beside.c_str(), path.c_str()) == 0) return {};
    ::unlink(beside.c_str());
    return unusable(path);
}

}  // namespace motcua::net
