// Keys and sealing. The key-encryption key (key_file.hpp) wraps one data key per record; everything personal is sealed with its
// record's key by XChaCha20-Poly1305, bound to its place (table|column|row|key id) so that sealed values cannot be swapped.
// Threat kept out: whoever has the database or a back-up but not kek.key. Not kept out: whoever reads our memory.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

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

/// What a rotation did.
struct Rotation {
    std::string from, to;       ///< ids of the key-encryption keys
    std::size_t rewrapped = 0;  ///< keys of records, in this run
    bool continued = false;     ///< it ended what another run began
    std::string left_in{};      ///< the place that this program cannot write, where the old key still is; empty: it is gone
};

class Keyring {
public:
    /// Reads the key file, or makes DIR/kek.key (0600) when the store has never been sealed. Errors: keys_wrong (another key
    /// sealed this store), keys_missing (the store is sealed and the key is gone), keys_exposed (others may read the file).
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

    /// Puts a new key-encryption key in the place of the present one while everything else goes on: writes it beside the old
    /// one, wraps every data key anew in small units of work, retires the old one and takes it out of the key file. What a run
    /// that was cut short began, the next one ends instead of beginning anew. Gives up between two units when `stopping` says so.
    /// Errors: keys_rotating (another runs), keys_read_only, keys_interrupted, keys_damaged (a data key does not open; both
    /// keys are kept), keys_wrong, keys_missing, keys_exposed, store_unavailable.
    [[nodiscard]] Result<Rotation> rotate(store::Store& db, const std::function<bool()>& stopping);
    /// Forgets keys that were retired a minute ago: whoever read the store as it was before has ended by then.
    void forget_retired(Millis now);

private:
    struct Impl;
    explicit Keyring(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// A key for back-ups, derived from a key-encryption key, and the name of the latter (16 hex digits).
struct BackupKey {
    std::string id, bytes;
};
/// Derived from each key of the key file, the newest last. Errors: keys_missing, keys_wrong (no key file at all by its size),
/// keys_exposed.
[[nodiscard]] Result<std::vector<BackupKey>> backup_keys(const std::string& data_dir);
/// Whether the key file has the keys that this store uses; reads only. Gives their ids, the oldest first: two in the midst of a
/// rotation, none where nothing was ever sealed. Errors: as Keyring::open.
[[nodiscard]] Result<std::vector<std::string>> prove(const std::string& data_dir, const store::Transaction& tx);

/// What /metrics and the doctor show of the key-encryption keys.
struct Figures {
    Millis age = 0;          ///< of the one that wraps what is new
    std::size_t in_use = 0;  ///< 2: a rotation runs or was cut short
};
[[nodiscard]] Figures figures(const store::Transaction& tx, Millis now);

/// Equal without telling by time where they differ.
[[nodiscard]] bool same_secret(std::string_view a, std::string_view b);
[[nodiscard]] std::string random_bytes(std::size_t count);
[[nodiscard]] std::string hex(std::string_view bytes);
[[nodiscard]] std::string base64url(std::string_view bytes);
/// Called once in main, before anything else of this room; false: no entropy.
[[nodiscard]] bool start();

}  // namespace motcua::keys
