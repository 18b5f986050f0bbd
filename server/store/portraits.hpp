// Portraits sent from home; tied to an application when it is filed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/date.hpp"

namespace motcua::store {

/// A picture as it is kept, portrait or attachment.
struct Picture {
    std::string owner;
    std::string image;        ///< sealed
    int width = 0, height = 0;
    std::string reference{};  ///< of the application it is filed with; empty: of none
};

class Portraits {
public:
    virtual ~Portraits() = default;
    /// Not filed with any application yet. Throws when the id is taken.
    virtual void keep(std::string_view id, const Picture& picture, std::string_view verdict) = 0;
    [[nodiscard]] virtual std::optional<Picture> find(std::string_view id) const = 0;
    /// The JSON it was kept with; empty: no such portrait.
    [[nodiscard]] virtual std::string verdict(std::string_view id) const = 0;
    /// Whether the owner may file it with this application: it is the owner's, and filed with no other.
    [[nodiscard]] virtual bool may_file(std::string_view id, std::string_view owner, std::string_view reference) const = 0;
    /// Filed with the application from now on.
    virtual void file(std::string_view id, std::string_view reference) = 0;
    /// Ids of the owner's that are not filed, except the newest `kept`; newest first.
    [[nodiscard]] virtual std::vector<std::string> surplus(std::string_view owner, int kept) const = 0;
    /// Ids of those kept before an instant that are not filed, in order.
    [[nodiscard]] virtual std::vector<std::string> unfiled_since(Millis instant) const = 0;
    [[nodiscard]] virtual std::vector<std::string> filed_with(std::string_view reference) const = 0;
    virtual void erase(std::string_view id) = 0;
};

}  // namespace motcua::store
