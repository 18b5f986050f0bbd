#include "server/http/spool.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>

#include <sodium.h>

namespace motcua::http {
namespace {

constexpr std::size_t chunk_size = 64 * 1024, sealed_size = chunk_size + crypto_secretstream_xchacha20poly1305_ABYTES;
using Key = std::array<unsigned char, crypto_secretstream_xchacha20poly1305_KEYBYTES>;
using Header = std::array<unsigned char, crypto_secretstream_xchacha20poly1305_HEADERBYTES>;
using State = crypto_secretstream_xchacha20poly1305_state;

Error failed(std::string_view what) { return {.code = ErrorCode::store_unavailable, .detail = std::string(what)}; }

int nameless_file(const std::string& folder) {
    const int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0 || (errno != EOPNOTSUPP && errno != EISDIR)) return file;
    std::string name = folder + "/upload-XXXXXX";  // a file system without such files
    const int named = ::mkostemp(name.data(), O_CLOEXEC);
    if (named >= 0) ::unlink(name.c_str());
    return named;
}

bool write_all(int file, const unsigned char* bytes, std::size_t size) {
    while (size > 0) {
        const auto put = ::write(file, bytes, size);
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return false;
        bytes += put;
        size -= static_cast<std::size_t>(put);
    }
    return true;
}

bool read_all(int file, unsigned char* bytes, std::size_t size, std::size_t from) {
    while (size > 0) {
        const auto got = ::pread(file, bytes, size, static_cast<off_t>(from));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        bytes += got;
        from += static_cast<std::size_t>(got);
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

struct Spool::Impl {
    int file = -1;
    Key key{};
    Header header{};
    State state{};
    std::string pending;      ///< less than a chunk
    std::size_t written = 0;  ///< bytes on disk, before sealing

    Impl() = default;
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() {
        if (file >= 0) ::close(file);
        sodium_memzero(key.data(), key.size());
        sodium_memzero(&state, sizeof state);
    }
    Result<void> seal(std::string_view chunk);
};

Spool::Spool(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Spool::~Spool() = default;

Result<std::unique_ptr<Spool>> Spool::create(const std::string& folder) {
    auto impl = std::make_unique<Impl>();
    impl->file = nameless_file(folder);
    if (impl->file < 0) return failed("upload file");
    crypto_secretstream_xchacha20poly1305_keygen(impl->key.data());
    crypto_secretstream_xchacha20poly1305_init_push(&impl->state, impl->header.data(), impl->key.data());
    return std::unique_ptr<Spool>(new Spool(std::move(impl)));
}

Result<void> Spool::Impl::seal(std::string_view chunk) {
    std::array<unsigned char, sealed_size> sealed;
    unsigned long long size = 0;
    crypto_secretstream_xchacha20poly1305_push(&state, sealed.data(), &size, bytes_of(chunk), chunk.size(), nullptr, 0, 0);
    if (!write_all(file, sealed.data(), static_cast<std::size_t>(size))) return failed("upload file");
    written += chunk.size();
    return {};
}

Result<void> Spool::append(std::string_view bytes) {
    impl_->pending.append(bytes);
    while (impl_->pending.size() >= chunk_size) {
        MOTCUA_CHECK(impl_->seal(std::string_view(impl_->pending).substr(0, chunk_size)));
        impl_->pending.erase(0, chunk_size);
    }
    return {};
}

std::size_t Spool::size() const { return impl_->written + impl_->pending.size(); }
int Spool::file() const { return impl_->file; }

Result<std::string> Spool::read() {
    State state{};
    crypto_secretstream_xchacha20poly1305_init_pull(&state, impl_->header.data(), impl_->key.data());
    std::string out(size(), '\0');
    std::array<unsigned char, sealed_size> sealed;
    for (std::size_t at = 0, place = 0; at < impl_->written; at += chunk_size, place += sealed_size) {
        auto* to = reinterpret_cast<unsigned char*>(out.data()) + at;
        if (!read_all(impl_->file, sealed.data(), sealed_size, place) ||
            crypto_secretstream_xchacha20poly1305_pull(&state, to, nullptr, nullptr, sealed.data(), sealed_size, nullptr, 0) != 0)
            return failed("upload file");
    }
    out.replace(impl_->written, std::string::npos, impl_->pending);
    return out;
}

}  // namespace motcua::http
