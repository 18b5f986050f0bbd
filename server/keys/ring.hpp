// What a Keyring is made of, for the files of this room.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/keys/cipher.hpp"
#include "server/keys/key_file.hpp"
#include "server/keys/keyring.hpp"
#include "server/store/keys.hpp"

namespace motcua::keys {

/// The key-encryption keys that open something, and the one that wraps what is new. Never changed: another takes its place.
struct Ring {
    Ring(const std::vector<HeldKek>& held, std::string wraps) : keks(held), active(std::move(wraps)) {}
    Ring(const Ring&) = delete;
    Ring& operator=(const Ring&) = delete;
    ~Ring() {
        for (auto& each : keks) forget(each.bytes);
    }
    [[nodiscard]] const HeldKek* find(std::string_view id) const {
        for (const auto& each : keks)
            if (each.id == id) return &each;
        return nullptr;
    }
    std::vector<HeldKek> keks;
    std::string active;
};

struct Keyring::Impl {
    std::string data_dir;
    std::map<std::string, std::string, std::less<>> purpose;  ///< name -> key
    std::mutex turn;                                          ///< held while a rotation runs
    std::optional<Millis> retired_at{};                       ///< the ring holds a key that was retired then

    [[nodiscard]] std::shared_ptr<const Ring> ring() const {
        const std::lock_guard lock(mutex_);
        return ring_;
    }
    void set(const std::vector<HeldKek>& keks, std::string active) {
        auto next = std::make_shared<const Ring>(keks, std::move(active));
        const std::lock_guard lock(mutex_);
        ring_.swap(next);
    }
    /// Also these, beside those that whoever reads an older state may still need.
    void hold(const HeldKek& from, const HeldKek& to, const std::string& active) {
        auto all = ring()->keks;
        for (const auto* each : {&from, &to})
            if (ring()->find(each->id) == nullptr) all.push_back(*each);
        set(all, active);
        for (auto& each : all) forget(each.bytes);
    }
    [[nodiscard]] const std::string& key(std::string_view name) const { return purpose.find(name)->second; }
    [[nodiscard]] Result<void> load_purpose_keys(const store::Transaction& tx);
    /// (key id, key)
    [[nodiscard]] std::optional<std::pair<std::string, std::string>> data_key(const store::Transaction& tx,
                                                                              std::string_view record) const;
    [[nodiscard]] std::pair<std::string, std::string> make_data_key(const store::Transaction& tx, std::string_view record) const;

private:
    mutable std::mutex mutex_;
    std::shared_ptr<const Ring> ring_;
};

// --- what wrapped keys are bound to
[[nodiscard]] std::string purpose_aad(std::string_view name);
[[nodiscard]] std::string data_key_aad(std::string_view key_id, std::string_view record);
/// A text that only this key could have made.
[[nodiscard]] std::string proof_of(const HeldKek& kek);
/// Keys with one purpose, by name.
inline constexpr std::array<std::string_view, 3> purposes{"blind", "slip", "mac"};
/// Those of the store that still wrap something or may, the oldest first.
[[nodiscard]] std::vector<store::Kek> in_use(const store::Transaction& tx);
/// Whether every key that the store uses is here and is the right one. Errors: keys_missing (no key at all), keys_wrong.
[[nodiscard]] Result<void> fits(const KeyFile& file, const store::Transaction& tx);

}  // namespace motcua::keys
