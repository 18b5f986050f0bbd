// Keys, all wrapped by the key-encryption key, which the store never sees.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace motcua::store {

/// The key of one record: destroying it erases everything sealed for the record.
struct DataKey {
    std::string id, wrapped;
};

class Keys {
public:
    virtual ~Keys() = default;
    /// By which it is known that a key-encryption key is the one of this store; empty: never sealed.
    [[nodiscard]] virtual std::string proof() const = 0;
    /// Throws when there is one.
    virtual void set_proof(std::string_view kek_id, std::string_view proof) = 0;
    /// A key with one purpose (blind index, slip MAC, …).
    [[nodiscard]] virtual std::optional<std::string> purpose_key(std::string_view name) const = 0;
    virtual void add_purpose_key(std::string_view name, std::string_view wrapped) = 0;
    [[nodiscard]] virtual std::optional<DataKey> data_key(std::string_view record) const = 0;
    /// Throws when the record has one.
    virtual void add_data_key(std::string_view record, const DataKey& key) = 0;
    virtual void destroy(std::string_view record) = 0;
};

}  // namespace motcua::store
