#include "server/backup/sealed_file.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <sodium.h>

#include "server/backup/file.hpp"

namespace motcua::backup {
namespace {

constexpr std::size_t piece = 64 * 1024, extra = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t stream_head = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::string_view title = "motcua-backup-1\nkey ";
constexpr std::size_t head_size = 56;
constexpr unsigned char final_tag = crypto_secretstream_xchacha20poly1305_TAG_FINAL;
using Stream = crypto_secretstream_xchacha20poly1305_state;

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

class Hash {
public:
    Hash() { crypto_generichash_init(&state_, nullptr, 0, size); }
    void add(std::string_view text) { crypto_generichash_update(&state_, bytes(text), text.size()); }
    std::string end() {
        std::string out(size, '\0');
        crypto_generichash_final(&state_, bytes(out), size);
        return out;
    }

private:
    static constexpr std::size_t size = 32;
    crypto_generichash_state state_{};
};

Error io(const std::string& path) { return {.code = ErrorCode::backup_io, .detail = path}; }

std::string push(Stream& stream, std::string_view plain, std::string_view head, unsigned char tag) {
    std::string out(plain.size() + extra, '\0');
    crypto_secretstream_xchacha20poly1305_push(&stream, bytes(out), nullptr, bytes(plain), plain.size(), bytes(head), head.size(),
                                               tag);
    return out;
}

struct Pulled {
    std::string plain;
    unsigned char tag = 0;
};
Result<Pulled> pull(Stream& stream, std::string_view sealed, std::string_view head) {
    if (sealed.size() < extra) return ErrorCode::backup_damaged;
    Pulled out{.plain = std::string(sealed.size() - extra, '\0')};
    const int done = crypto_secretstream_xchacha20poly1305_pull(&stream, bytes(out.plain), nullptr, &out.tag, bytes(sealed),
                                                                sealed.size(), bytes(head), head.size());
    return done == 0 ? Result<Pulled>{std::move(out)} : Result<Pulled>{ErrorCode::backup_damaged};
}

struct Opened {
    std::string head;
    Stream stream;
};
Result<Opened> open_stream(const File& in, std::span<const keys::BackupKey> keys) {
    const auto start = in.read(head_size + stream_head);
    if (!start) return ErrorCode::backup_io;
    if (start->size() != head_size + stream_head || !start->starts_with(title)) return ErrorCode::backup_damaged;
    const auto sealed_with = start->substr(title.size(), keys.back().id.size());
    const auto key = std::find_if(keys.begin(), keys.end(), [&](const auto& each) { return each.id == sealed_with; });
    if (key == keys.end())
        return Error{.code = ErrorCode::backup_wrong_key, .detail = "key " + sealed_with + ", here " + keys.back().id};
    Opened out{.head = start->substr(0, head_size), .stream = {}};
    if (crypto_secretstream_xchacha20poly1305_init_pull(&out.stream, bytes(*start) + head_size, bytes(key->bytes)) != 0)
        return ErrorCode::backup_damaged;
    return out;
}

}  // namespace

Result<std::string> seal_file(const std::string& from, const std::string& to, const keys::BackupKey& key, Millis at) {
    const auto in = File::reading(from), out = File::making(to);
    if (!in.is_open() || !out.is_open()) return io(in.is_open() ? to : from);
    auto head = fmt::format("{}{}\nat {:015}\n", title, key.id, at);
    std::string stream_start(stream_head, '\0');
    Stream stream;
    crypto_secretstream_xchacha20poly1305_init_push(&stream, bytes(stream_start), bytes(key.bytes));
    if (!out.write(head + stream_start)) return io(to);
    Hash hash;
    for (bool last = false; !last; head.clear()) {
        const auto plain = in.read(piece);
        if (!plain) return io(from);
        last = plain->size() < piece;
        hash.add(*plain);
        if (!out.write(push(stream, *plain, head, last ? final_tag : 0))) return io(to);
    }
    return out.sync() ? Result<std::string>{hash.end()} : Result<std::string>{io(to)};
}

Result<std::string> read_sealed(const std::string& from, std::span<const keys::BackupKey> keys,
                                const std::function<bool(std::string_view)>& take) {
    const auto in = File::reading(from);
    if (!in.is_open()) return io(from);
    MOTCUA_TRY(opened, open_stream(in, keys));
    Hash hash;
    for (bool last = false; !last; opened.head.clear()) {
        const auto sealed = in.read(piece + extra);
        if (!sealed) return io(from);
        MOTCUA_TRY(pulled, pull(opened.stream, *sealed, opened.head));
        last = pulled.tag == final_tag;
        hash.add(pulled.plain);
        if (!take(pulled.plain)) return ErrorCode::backup_io;
    }
    const auto more = in.read(1);
    return more && more->empty() ? Result<std::string>{hash.end()} : Result<std::string>{ErrorCode::backup_damaged};
}

}  // namespace motcua::backup
