// Keys, all wrapped by a key-encryption key, which the store never sees: it knows each by its id. Two are in use only while
// one takes the other's place.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/date.hpp"

namespace motcua::store {

/// A key-encryption key as the store knows it.
struct Kek {
    std::string id;
    std::string proof;  ///< by which it is known that a key is this one
    Millis made_at = 0;
    std::optional<Millis> retired_at{};  ///< nothing is wrapped by it any more, nor will be
};

/// A key under the key-encryption key `kek`.
struct WrappedKey {
    std::string kek, wrapped;
};

/// The key of one record: destroying it erases everything sealed for the record.
struct DataKey {
    std::string id, kek, wrapped;
};
struct RecordKey {
    std::string record;
    DataKey key;
};

class Keys {
public:
    virtual ~Keys() = default;
    /// Every key-encryption key that this store has known, the oldest first; none: never sealed.
    [[nodiscard]] virtual std::vector<Kek> keks() const = 0;
    /// Made now. Throws when it is known.
    virtual void add_kek(std::string_view id, std::string_view proof) = 0;
    /// Throws when it is not in use, or a key is wrapped by it.
    virtual void retire_kek(std::string_view id) = 0;
    /// How many keys of records are wrapped by it.
    [[nodiscard]] virtual std::size_t wrapped_by(std::string_view kek) const = 0;

    /// A key with one purpose (blind index, slip MAC, …).
    [[nodiscard]] virtual std::optional<WrappedKey> purpose_key(std::string_view name) const = 0;
    /// Throws when there is one, or its key-encryption key is not in use.
    virtual void add_purpose_key(std::string_view name, const WrappedKey& key) = 0;
    /// The same key under another key-encryption key. Throws when that is not in use.
    virtual void rewrap_purpose_key(std::string_view name, const WrappedKey& key) = 0;

    [[nodiscard]] virtual std::optional<DataKey> data_key(std::string_view record) const = 0;
    /// Throws when the record has one, or its key-encryption key is not in use.
    virtual void add_data_key(std::string_view record, const DataKey& key) = 0;
    /// Some of the keys of records that are wrapped by it, in the order of their records.
    [[nodiscard]] virtual std::vector<RecordKey> data_keys_by(std::string_view kek, std::size_t most) const = 0;
    /// The same key under another key-encryption key. Throws when that is not in use.
    virtual void rewrap_data_key(std::string_view record, const WrappedKey& key) = 0;
    virtual void destroy(std::string_view record) = 0;
};

}  // namespace motcua::store
