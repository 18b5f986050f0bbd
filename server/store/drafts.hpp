// Drafts: one an owner, with the revision by which two devices notice each other.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/date.hpp"

namespace motcua::store {

struct Draft {
    std::int64_t revision = 0;
    std::string body;  ///< sealed
};

class Drafts {
public:
    virtual ~Drafts() = default;
    [[nodiscard]] virtual std::optional<Draft> find(std::string_view owner) const = 0;
    /// 0: there is none yet.
    [[nodiscard]] virtual std::int64_t revision_of(std::string_view owner) const = 0;
    /// The first one or the next.
    virtual void save(std::string_view owner, const Draft& draft) = 0;
    /// Owners whose draft was last saved before an instant, in order.
    [[nodiscard]] virtual std::vector<std::string> unchanged_since(Millis instant) const = 0;
    [[nodiscard]] virtual bool is_unchanged_since(std::string_view owner, Millis instant) const = 0;
    virtual void erase(std::string_view owner) = 0;
};

}  // namespace motcua::store
