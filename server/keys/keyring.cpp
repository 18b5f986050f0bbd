#include "server/keys/keyring.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <map>
#include <optional>

#include "server/store/keys.hpp"
#include "shared/base/slip_token.hpp"

namespace motcua::keys {
namespace {

constexpr std::size_t key_size = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr char sealed_version = 1;
constexpr std::size_t key_id_size = 8;
constexpr std::string_view check_aad = "motcua-key-check-1";

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string keyed_hash(std::string_view key, std::string_view message, std::size_t size) {
    std::string out(size, '\0');
    crypto_generichash(bytes(out), size, bytes(message), message.size(), bytes(key), key.size());
    return out;
}

std::string encrypt(std::string_view key, std::string_view aad, std::string_view plain) {
    std::string out = random_bytes(nonce_size);
    out.resize(nonce_size + plain.size() + tag_size);
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(out) + nonce_size, nullptr, bytes(plain), plain.size(), bytes(aad),
                                               aad.size(), nullptr, bytes(out), bytes(key));
    return out;
}

std::optional<std::string> decrypt(std::string_view key, std::string_view aad, std::string_view sealed) {
    if (sealed.size() < nonce_size + tag_size) return std::nullopt;
    std::string out(sealed.size() - nonce_size - tag_size, '\0');
    const int result =
        crypto_aead_xchacha20poly1305_ietf_decrypt(bytes(out), nullptr, nullptr, bytes(sealed) + nonce_size,
                                                   sealed.size() - nonce_size, bytes(aad), aad.size(), bytes(sealed), bytes(key));
    if (result != 0) return std::nullopt;
    return out;
}

// Length before each part: "a|bc" and "ab|c" must not be the same place.
std::string place_text(const Place& place, std::string_view key_id) {
    std::string out = "motcua-seal-1";
    for (auto part : {place.record, place.table, place.column, place.row, key_id}) {
        out += '|' + std::to_string(part.size()) + ':';
        out += part;
    }
    return out;
}

// --- the key file
std::string key_path(const std::string& data_dir) { return data_dir + "/kek.key"; }

Result<std::optional<std::string>> read_key_file(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0) {
        if (errno == ENOENT) return std::optional<std::string>{};
        return Error{.code = ErrorCode::keys_missing, .detail = path};
    }
    struct stat about {};
    std::string key(key_size, '\0');
    const bool fine = ::fstat(file, &about) == 0;
    const auto got = ::read(file, key.data(), key.size());
    ::close(file);
    if (fine && (about.st_mode & 077) != 0) return Error{.code = ErrorCode::keys_exposed, .detail = path};
    if (got != static_cast<ssize_t>(key_size) || about.st_size != static_cast<off_t>(key_size))
        return Error{.code = ErrorCode::keys_wrong, .detail = path};
    return std::optional<std::string>{key};
}

// Written and synced, and its folder too, before anything is sealed with it: a lost key is lost data.
Result<std::string> make_key_file(const std::string& data_dir) {
    const auto path = key_path(data_dir);
    const auto key = random_bytes(key_size);
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) return Error{.code = ErrorCode::keys_missing, .detail = path};
    const bool written = ::write(file, key.data(), key.size()) == static_cast<ssize_t>(key.size()) && ::fsync(file) == 0;
    ::close(file);
    const int folder = ::open(data_dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        ::fsync(folder);
        ::close(folder);
    }
    return written ? Result<std::string>{key} : Result<std::string>{Error{.code = ErrorCode::keys_missing, .detail = path}};
}

std::string kek_id(std::string_view kek) { return hex(keyed_hash(kek, "motcua kek id", key_id_size * 2)).substr(0, 16); }

}  // namespace

struct Keyring::Impl {
    std::string kek, id;
    std::map<std::string, std::string, std::less<>> purpose;  // name -> key

    [[nodiscard]] std::optional<std::pair<std::string, std::string>> data_key(const store::Transaction& tx,
                                                                              std::string_view record) const;
    [[nodiscard]] std::pair<std::string, std::string> make_data_key(const store::Transaction& tx, std::string_view record) const;
    [[nodiscard]] const std::string& key(std::string_view name) const { return purpose.find(name)->second; }
    Result<void> load_purpose_keys(const store::Transaction& tx);
};

Keyring::Keyring(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Keyring::~Keyring() {
    sodium_memzero(impl_->kek.data(), impl_->kek.size());
    for (auto& [name, key] : impl_->purpose) sodium_memzero(key.data(), key.size());
}

Result<void> Keyring::Impl::load_purpose_keys(const store::Transaction& tx) {
    for (std::string_view name : {"blind", "slip", "mac"}) {
        const auto aad = "motcua-purpose-1|" + std::string(name);
        if (const auto wrapped = tx.keys().purpose_key(name)) {
            auto key = decrypt(kek, aad, *wrapped);
            if (!key) return ErrorCode::keys_wrong;
            purpose.emplace(name, *key);
            continue;
        }
        const auto key = random_bytes(key_size);
        tx.keys().add_purpose_key(name, encrypt(kek, aad, key));
        purpose.emplace(name, key);
    }
    return {};
}

Result<std::unique_ptr<Keyring>> Keyring::open(const std::string& data_dir, store::Store& db) {
    auto impl = std::make_unique<Impl>();
    MOTCUA_TRY(found, read_key_file(key_path(data_dir)));
    MOTCUA_TRY(proof, db.read<std::string>([](store::Transaction& tx) -> Result<std::string> { return tx.keys().proof(); }));
    if (!found && !proof.empty()) return Error{.code = ErrorCode::keys_missing, .detail = key_path(data_dir)};
    if (found) {
        impl->kek = *found;
    } else {
        MOTCUA_TRY(made, make_key_file(data_dir));
        impl->kek = made;
    }
    impl->id = kek_id(impl->kek);
    if (!proof.empty() && !decrypt(impl->kek, check_aad, proof))
        return Error{.code = ErrorCode::keys_wrong, .detail = key_path(data_dir)};
    MOTCUA_CHECK(db.write<void>([&](store::Transaction& tx) -> Result<void> {
        if (proof.empty()) tx.keys().set_proof(impl->id, encrypt(impl->kek, check_aad, "motcua"));
        return impl->load_purpose_keys(tx);
    }));
    return std::unique_ptr<Keyring>(new Keyring(std::move(impl)));
}

// --- for who holds the key file but does not serve
Result<BackupKey> backup_key(const std::string& data_dir) {
    MOTCUA_TRY(kek, read_key_file(key_path(data_dir)));
    if (!kek) return Error{.code = ErrorCode::keys_missing, .detail = key_path(data_dir)};
    return BackupKey{.id = kek_id(*kek), .bytes = keyed_hash(*kek, "motcua backup key 1", key_size)};
}

Result<void> prove(const std::string& data_dir, const store::Transaction& tx) {
    MOTCUA_TRY(kek, read_key_file(key_path(data_dir)));
    if (!kek) return Error{.code = ErrorCode::keys_missing, .detail = key_path(data_dir)};
    const auto proof = tx.keys().proof();
    if (proof.empty() || decrypt(*kek, check_aad, proof)) return {};
    return Error{.code = ErrorCode::keys_wrong, .detail = key_path(data_dir)};
}

// --- data keys: (key id, key)
std::optional<std::pair<std::string, std::string>> Keyring::Impl::data_key(const store::Transaction& tx,
                                                                           std::string_view record) const {
    const auto found = tx.keys().data_key(record);
    if (!found) return std::nullopt;
    auto key = decrypt(kek, "motcua-data-key-1|" + found->id + '|' + std::string(record), found->wrapped);
    if (!key) return std::nullopt;
    return std::pair{found->id, *key};
}

std::pair<std::string, std::string> Keyring::Impl::make_data_key(const store::Transaction& tx, std::string_view record) const {
    const auto key_id = hex(random_bytes(key_id_size));
    const auto key = random_bytes(key_size);
    const auto wrapped = encrypt(kek, "motcua-data-key-1|" + key_id + '|' + std::string(record), key);
    tx.keys().add_data_key(record, {.id = key_id, .wrapped = wrapped});
    return {key_id, key};
}

std::string Keyring::seal(const store::Transaction& tx, const Place& place, std::string_view plain) const {
    const auto known = impl_->data_key(tx, place.record);
    const auto [key_id, key] = known ? *known : impl_->make_data_key(tx, place.record);
    return std::string(1, sealed_version) + encrypt(key, place_text(place, key_id), plain);
}

Result<std::string> Keyring::unseal(const store::Transaction& tx, const Place& place, std::string_view sealed) const {
    const auto known = impl_->data_key(tx, place.record);
    if (!known || sealed.empty() || sealed[0] != sealed_version) return ErrorCode::keys_unreadable;
    auto plain = decrypt(known->second, place_text(place, known->first), sealed.substr(1));
    if (!plain) return ErrorCode::keys_unreadable;
    return *std::move(plain);
}

void Keyring::destroy(const store::Transaction& tx, std::string_view record) const { tx.keys().destroy(record); }

// --- keyed hashes
std::string Keyring::blind_index(Index domain, std::string_view normalised) const {
    constexpr std::array<std::string_view, 3> names{"phone", "document", "address"};
    return hex(keyed_hash(impl_->key("blind"),
                          std::string(names[static_cast<std::size_t>(domain)]) + '|' + std::string(normalised), 16));
}

std::string Keyring::slip_token(std::string_view reference) const {
    auto text = std::string(reference);
    auto seal = base64url(keyed_hash(impl_->key("slip"), "slip|" + text, 16));
    return write_slip_token({.reference = std::move(text), .seal = std::move(seal)});
}

Result<std::string> Keyring::read_slip_token(std::string_view token) const {
    MOTCUA_TRY(read, parse_slip_token(token));
    if (!same_secret(token, slip_token(read.reference))) return ErrorCode::slip_unknown;
    return std::move(read.reference);
}

std::string Keyring::mac(std::string_view use, std::string_view message) const {
    return keyed_hash(impl_->key("mac"), std::string(use) + '|' + std::string(message), 32);
}

// --- small tools
bool start() { return sodium_init() >= 0; }
bool same_secret(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}
std::string random_bytes(std::size_t count) {
    std::string out(count, '\0');
    randombytes_buf(out.data(), out.size());
    return out;
}
std::string hex(std::string_view text) {
    std::string out(text.size() * 2 + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), bytes(text), text.size());
    out.pop_back();
    return out;
}
std::string base64url(std::string_view text) {
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string out(sodium_base64_encoded_len(text.size(), variant), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes(text), text.size(), variant);
    out.pop_back();
    return out;
}

}  // namespace motcua::keys
