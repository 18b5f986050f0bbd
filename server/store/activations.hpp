// Activation codes of officers' accounts, and what was chosen with them but is not confirmed yet.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/store/staff.hpp"
#include "shared/base/date.hpp"

namespace motcua::store {

struct Activation {
    std::string staff;
    std::string code;  ///< keyed hash of it
    Millis expires_at = 0;
    StaffSecrets chosen{};  ///< empty: nothing yet
};

class Activations {
public:
    virtual ~Activations() = default;
    /// In place of the account's earlier one. Throws when there is no such account.
    virtual void put(const Activation& activation) = 0;
    /// Whether it is still alive is for the caller to judge.
    [[nodiscard]] virtual std::optional<Activation> of(std::string_view staff) const = 0;
    /// Keeps what was chosen, in place of what was before.
    virtual void choose(std::string_view staff, const StaffSecrets& chosen) = 0;
    virtual void remove(std::string_view staff) = 0;
    /// Forgets the codes whose time is over, with what was chosen.
    virtual void forget_ended() = 0;
};

}  // namespace motcua::store
