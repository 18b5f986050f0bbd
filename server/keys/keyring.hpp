// Keys and sealing. kek.key (0600) wraps one data key per record; everything personal is sealed with its record's key
// by XChaCha20-Poly1305, bound to its place (table|column|row|key id) so that sealed values cannot be swapped.
// Threat kept out: whoever has the database or a back-up but not kek.key. Not kept out: whoever reads our memory.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "server/store/store.hpp"
#include "shared/base/result.hpp"

namespace motcua::keys {

/// Where a sealed value lives. `record` names the data key: "application:<reference>", "draft:<owner>", "portrait:<id>",
/// "session:<id>", … — destroying that key erases every value sealed for the record.
struct Place {
    std::string_view record;
    std::string_view table, column, row;
};

/// Domains of the blind index: the same text in two domains has unrelated indexes.
enum class Index : std::uint8_t { phone, document, address };

class Keyring {
public:
    /// Reads DIR/kek.key, or makes it (0600) when the store has never been sealed. Errors: keys_wrong (another key sealed
    /// this store), keys_missing (the store is sealed and the key file is gone), keys_exposed (others may read the file).
    [[nodiscard]] static Result<std::unique_ptr<Keyring>> open(const std::string& data_dir, store::Store& db);
    ~Keyring();

    /// Seals for a place; makes the record's data key on first use.
    [[nodiscard]] std::string seal(const store::Transaction& tx, const Place& place, std::string_view plain) const;
    /// Errors: keys_unreadable (changed, moved from another place, or the record's key was destroyed).
    [[nodiscard]] Result<std::string> unseal(const store::Transaction& tx, const Place& place, std::string_view sealed) const;
    /// Crypto-shredding: nothing sealed for the record can be read again.
    void destroy(const store::Transaction& tx, std::string_view record) const;

    /// Keyed 128-bit index of a normalised value, 32 hex digits.
    [[nodiscard]] std::string blind_index(Index domain, std::string_view normalised) const;
    /// "MC1.<reference>.<base64url of 16 bytes>", what the slip's QR holds.
    [[nodiscard]] std::string slip_token(std::string_view reference) const;
    /// The reference of a slip token. Errors: slip_unknown.
    [[nodiscard]] Result<std::string> read_slip_token(std::string_view token) const;
    /// Keyed hash for one named use ("session", "csrf", "otp", "origin"), 32 bytes.
    [[nodiscard]] std::string mac(std::string_view use, std::string_view message) const;

private:
    struct Impl;
    explicit Keyring(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// A key for back-ups, derived from the key-encryption key, and the name of the latter (16 hex digits).
struct BackupKey {
    std::string id, bytes;
};
/// Derived from DIR/kek.key. Errors: keys_missing, keys_wrong (no key file at all by its size), keys_exposed.
[[nodiscard]] Result<BackupKey> backup_key(const std::string& data_dir);
/// Whether DIR/kek.key sealed this store; reads only. A store that was never sealed fits any key. Errors: as Keyring::open.
[[nodiscard]] Result<void> prove(const std::string& data_dir, const store::Transaction& tx);

/// Equal without telling by time where they differ.
[[nodiscard]] bool same_secret(std::string_view a, std::string_view b);
[[nodiscard]] std::string random_bytes(std::size_t count);
[[nodiscard]] std::string hex(std::string_view bytes);
[[nodiscard]] std::string base64url(std::string_view bytes);
/// Called once in main, before anything else of this room; false: no entropy.
[[nodiscard]] bool start();

}  // namespace motcua::keys
