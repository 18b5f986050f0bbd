// What the registry answered for a file.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/base/date.hpp"

namespace motcua::store {

struct Verification {
    std::string result;    ///< sealed
    std::string decision;  ///< of server/verification
    Millis at = 0;         ///< filled in when read
};

class Verifications {
public:
    virtual ~Verifications() = default;
    /// Takes the place of the one before. Throws when there is no such application.
    virtual void save(std::string_view reference, std::string_view officer, const Verification& verification) = 0;
    [[nodiscard]] virtual std::optional<Verification> find(std::string_view reference) const = 0;
    [[nodiscard]] virtual std::optional<std::string> decision_of(std::string_view reference) const = 0;
    virtual void erase(std::string_view reference) = 0;
};

}  // namespace motcua::store
