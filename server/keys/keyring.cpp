#include "server/keys/keyring.hpp"

#include <algorithm>

#include "server/keys/ring.hpp"
#include "shared/base/slip_token.hpp"

namespace motcua::keys {
namespace {

constexpr char sealed_version = 1;
constexpr std::size_t key_id_size = 8;
constexpr std::string_view check_aad = "motcua-key-check-1";

// Length before each part: "a|bc" and "ab|c" must not be the same place.
std::string place_text(const Place& place, std::string_view key_id) {
    std::string out = "motcua-seal-1";
    for (auto part : {place.record, place.table, place.column, place.row, key_id}) {
        out += '|' + std::to_string(part.size()) + ':';
        out += part;
    }
    return out;
}

}  // namespace

std::string purpose_aad(std::string_view name) { return "motcua-purpose-1|" + std::string(name); }
std::string data_key_aad(std::string_view key_id, std::string_view record) {
    return "motcua-data-key-1|" + std::string(key_id) + '|' + std::string(record);
}
std::string proof_of(const HeldKek& kek) { return encrypt(kek.bytes, check_aad, "motcua"); }

std::vector<store::Kek> in_use(const store::Transaction& tx) {
    auto out = tx.keys().keks();
    std::erase_if(out, [](const store::Kek& each) { return each.retired_at.has_value(); });
    return out;
}

Result<void> fits(const KeyFile& file, const store::Transaction& tx) {
    for (const auto& each : in_use(tx)) {
        if (file.keys().empty()) return Error{.code = ErrorCode::keys_missing, .detail = file.place()};
        const auto* here = file.find(each.id);
        if (here == nullptr || !decrypt(here->bytes, check_aad, each.proof))
            return Error{.code = ErrorCode::keys_wrong, .detail = file.place() + ", key " + each.id};
    }
    return {};
}

Keyring::Keyring(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Keyring::~Keyring() {
    for (auto& [name, key] : impl_->purpose) forget(key);
}

Result<void> Keyring::Impl::load_purpose_keys(const store::Transaction& tx) {
    const auto own = ring();
    for (const auto name : purposes) {
        if (const auto known = tx.keys().purpose_key(name)) {
            const auto* kek = own->find(known->kek);
            auto key = kek == nullptr ? std::nullopt : decrypt(kek->bytes, purpose_aad(name), known->wrapped);
            if (!key) return ErrorCode::keys_wrong;
            purpose.emplace(name, *key);
            continue;
        }
        const auto key = random_bytes(key_size);
        tx.keys().add_purpose_key(name, {.kek = own->active, .wrapped = encrypt(own->find(own->active)->bytes, purpose_aad(name), key)});
        purpose.emplace(name, key);
    }
    return {};
}

Result<std::unique_ptr<Keyring>> Keyring::open(const std::string& data_dir, store::Store& db) {
    auto impl = std::make_unique<Impl>();
    impl->data_dir = data_dir;
    MOTCUA_TRY(file, KeyFile::read(data_dir));
    MOTCUA_TRY(known, db.read<std::vector<store::Kek>>([&](store::Transaction& tx) -> Result<std::vector<store::Kek>> {
        MOTCUA_CHECK(fits(file, tx));
        return in_use(tx);
    }));
    if (file.keys().empty()) MOTCUA_CHECK(file.make());
    impl->set(file.keys(), known.empty() ? file.keys().back().id : known.back().id);
    MOTCUA_CHECK(db.write<void>([&](store::Transaction& tx) -> Result<void> {
        if (known.empty()) tx.keys().add_kek(file.keys().back().id, proof_of(file.keys().back()));
        return impl->load_purpose_keys(tx);
    }));
    return std::unique_ptr<Keyring>(new Keyring(std::move(impl)));
}

// --- for who holds the key file but does not serve
Result<std::vector<BackupKey>> backup_keys(const std::string& data_dir) {
    MOTCUA_TRY(file, KeyFile::read(data_dir));
    if (file.keys().empty()) return Error{.code = ErrorCode::keys_missing, .detail = file.place()};
    std::vector<BackupKey> out;
    for (const auto& kek : file.keys()) out.push_back({.id = kek.id, .bytes = keyed_hash(kek.bytes, "motcua backup key 1", key_size)});
    return out;
}

Result<std::vector<std::string>> prove(const std::string& data_dir, const store::Transaction& tx) {
    MOTCUA_TRY(file, KeyFile::read(data_dir));
    if (file.keys().empty()) return Error{.code = ErrorCode::keys_missing, .detail = file.place()};
    MOTCUA_CHECK(fits(file, tx));
    std::vector<std::string> out;
    for (const auto& each : in_use(tx)) out.push_back(each.id);
    return out;
}

Figures figures(const store::Transaction& tx, Millis now) {
    const auto used = in_use(tx);
    const bool dated = !used.empty() && used.back().made_at > 0;  // not in a store of before migration 034
    return {.age = dated ? std::max<Millis>(0, now - used.back().made_at) : 0, .in_use = used.size()};
}

// --- data keys. The row is read before the ring: a key that wraps a row is in the ring before the row is.
std::optional<std::pair<std::string, std::string>> Keyring::Impl::data_key(const store::Transaction& tx,
                                                                           std::string_view record) const {
    const auto found = tx.keys().data_key(record);
    if (!found) return std::nullopt;
    const auto own = ring();
    const auto* kek = own->find(found->kek);
    auto key = kek == nullptr ? std::nullopt : decrypt(kek->bytes, data_key_aad(found->id, record), found->wrapped);
    if (!key) return std::nullopt;
    return std::pair{found->id, *key};
}

std::pair<std::string, std::string> Keyring::Impl::make_data_key(const store::Transaction& tx, std::string_view record) const {
    const auto key_id = hex(random_bytes(key_id_size));
    const auto key = random_bytes(key_size);
    const auto own = ring();
    const auto wrapped = encrypt(own->find(own->active)->bytes, data_key_aad(key_id, record), key);
    tx.keys().add_data_key(record, {.id = key_id, .kek = own->active, .wrapped = wrapped});
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

}  // namespace motcua::keys
