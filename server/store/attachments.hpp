// Pictures of papers; tied to an application when it is filed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/portraits.hpp"
#include "shared/base/date.hpp"

namespace motcua::store {

struct Unfiled {
    std::string id;
    Millis created_at = 0;
};
struct Filed {
    std::string id, owner;
};

class Attachments {
public:
    virtual ~Attachments() = default;
    /// Not filed with any application yet. Throws when the id is taken.
    virtual void keep(std::string_view id, const Picture& picture) = 0;
    [[nodiscard]] virtual std::optional<Picture> find(std::string_view id) const = 0;
    /// Whether the owner's picture is filed; nothing when the owner has no such picture.
    [[nodiscard]] virtual std::optional<bool> is_filed(std::string_view id, std::string_view owner) const = 0;
    /// Whether the owner may file it with this application: it is the owner's, and filed with no other.
    [[nodiscard]] virtual bool may_file(std::string_view id, std::string_view owner, std::string_view reference) const = 0;
    /// Filed with the application from now on.
    virtual void file(std::string_view id, std::string_view reference) = 0;
    /// The owner's that are not filed, oldest first.
    [[nodiscard]] virtual std::vector<Unfiled> unfiled(std::string_view owner) const = 0;
    /// Those kept before an instant that are not filed, by id.
    [[nodiscard]] virtual std::vector<Filed> unfiled_since(Millis instant) const = 0;
    [[nodiscard]] virtual std::vector<Filed> filed_with(std::string_view reference) const = 0;
    virtual void erase(std::string_view id) = 0;
};

}  // namespace motcua::store
