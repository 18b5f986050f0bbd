#include "server/keys/key_file.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "server/keys/cipher.hpp"
#include "server/keys/keyring.hpp"

namespace motcua::keys {
namespace {

constexpr std::size_t most_keys = 4;
constexpr mode_t others = 077;        // nobody else may do anything
constexpr mode_t write_others = 027;  // of a credential the group may read: that is how systemd gives one to an account
constexpr const char* variable = "MOTCUA_KEK";
constexpr const char* file_variable = "MOTCUA_KEK_FILE";

class Descriptor {
public:
    explicit Descriptor(int file) : file_(file) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (file_ >= 0) ::close(file_);
    }
    [[nodiscard]] int get() const { return file_; }
    [[nodiscard]] bool open() const { return file_ >= 0; }

private:
    int file_;
};

/// Nothing: no digits, or too many.
std::string from_hex(std::string_view text) {
    std::string out(most_keys * key_size, '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    const int read = sodium_hex2bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(), text.size(), ", \n", &size, &end);
    out.resize(read == 0 && end == text.data() + text.size() ? size : 0);
    return out;
}

bool write_all(int file, std::string_view bytes) {
    return ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) && ::fsync(file) == 0;
}

bool sync_folder_of(const std::string& path) {
    const auto parent = std::filesystem::path(path).parent_path();
    const Descriptor folder(::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return folder.open() && ::fsync(folder.get()) == 0;
}

/// Rights and owner as the file before had them; root keeps the key the service's.
bool keep_rights(int file, const struct stat& before) {
    if (::fchmod(file, before.st_mode & 0700) != 0) return false;
    return ::geteuid() != 0 || ::fchown(file, before.st_uid, before.st_gid) == 0;
}

/// What a run that was cut short left goes: there is one run at a time, the folder's lock sees to it.
bool write_beside(const std::string& path, std::string_view content, const struct stat& rights) {
    ::unlink(path.c_str());
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    return file.open() && keep_rights(file.get(), rights) && write_all(file.get(), content);
}

// What a disk keeps of a file that is gone is the disk's: at least the content that we can reach is not the key any more.
// Another name for the same file is somebody's copy and stays.
void overwrite(int old, std::size_t size) {
    struct stat about {};
    if (::fstat(old, &about) != 0 || about.st_nlink != 0 || ::fchmod(old, 0600) != 0) return;
    const Descriptor again(::open(("/proc/self/fd/" + std::to_string(old)).c_str(), O_WRONLY | O_CLOEXEC));
    if (again.open()) (void)write_all(again.get(), std::string(size, '\0'));
}

}  // namespace

HeldKek held(std::string bytes) {
    auto id = hex(keyed_hash(bytes, "motcua kek id", 16)).substr(0, 16);
    return {.id = std::move(id), .bytes = std::move(bytes)};
}

KeyFile::~KeyFile() {
    for (auto& key : keys_) forget(key.bytes);
}

const HeldKek* KeyFile::find(std::string_view id) const {
    const auto at = std::find_if(keys_.begin(), keys_.end(), [&](const auto& each) { return each.id == id; });
    return at == keys_.end() ? nullptr : &*at;
}

Result<void> KeyFile::take(std::string_view bytes) {
    if (bytes.empty() || bytes.size() % key_size != 0 || bytes.size() > most_keys * key_size)
        return Error{.code = ErrorCode::keys_wrong, .detail = place_};
    for (; !bytes.empty(); bytes.remove_prefix(key_size)) keys_.push_back(held(std::string(bytes.substr(0, key_size))));
    return {};
}

Result<void> KeyFile::read_file(unsigned exposed) {
    const Descriptor file(::open(place_.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file.open() && errno == ENOENT) return {};
    struct stat about {};
    if (!file.open() || ::fstat(file.get(), &about) != 0) return Error{.code = ErrorCode::keys_missing, .detail = place_};
    if ((about.st_mode & exposed) != 0) return Error{.code = ErrorCode::keys_exposed, .detail = place_};
    std::string bytes(most_keys * key_size + 1, '\0');
    const auto got = ::read(file.get(), bytes.data(), bytes.size());
    bytes.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    auto taken = take(bytes);
    forget(bytes);
    return taken;
}

Result<KeyFile> KeyFile::read(const std::string& data_dir) {
    if (const char* text = std::getenv(variable); text != nullptr && *text != '\0') {
        KeyFile out{std::string(variable)};
        out.file_ = false;
        MOTCUA_CHECK(out.take(from_hex(text)));
        return out;
    }
    const char* named = std::getenv(file_variable);
    const bool elsewhere = named != nullptr && *named != '\0';
    KeyFile out(elsewhere ? std::string(named) : data_dir + "/kek.key");
    MOTCUA_CHECK(out.read_file(elsewhere ? write_others : others));
    if (elsewhere && out.keys_.empty()) return Error{.code = ErrorCode::keys_missing, .detail = out.place_};
    return out;
}

// Nobody's file is replaced: of two first starts at once, one makes the key and the other finds it there.
Result<void> KeyFile::make() {
    HeldKek key = held(random_bytes(key_size));
    const Error refused{.code = ErrorCode::keys_missing, .detail = place_};
    if (!file_) return refused;
    const Descriptor file(::open(place_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file.open() || !write_all(file.get(), key.bytes) || !sync_folder_of(place_)) return refused;
    keys_.push_back(std::move(key));
    return {};
}

Result<void> KeyFile::keep(std::vector<HeldKek> keys) {
    const auto beside = place_ + ".new";
    const Descriptor old(file_ ? ::open(place_.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1);
    struct stat before {};
    const Error refused{.code = ErrorCode::keys_read_only, .detail = place_};
    if (!old.open() || ::fstat(old.get(), &before) != 0) return refused;
    std::string content;
    for (const auto& key : keys) content += key.bytes;
    const bool written = write_beside(beside, content, before);
    forget(content);
    if (!written || ::rename(beside.c_str(), place_.c_str()) != 0) return ::unlink(beside.c_str()), refused;
    if (!sync_folder_of(place_)) return Error{.code = ErrorCode::file_unusable, .detail = place_};
    overwrite(old.get(), static_cast<std::size_t>(before.st_size));
    std::swap(keys_, keys);
    for (auto& key : keys) forget(key.bytes);
    return {};
}

}  // namespace motcua::keys
