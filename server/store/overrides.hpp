// Proposals to go on with a file in spite of a doubt, and what a supervisor made of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/date.hpp"

namespace motcua::store {

struct Override {
    std::int64_t id = 0;  ///< filled in when read
    std::string officer;  ///< staff id of who proposed it
    std::string reason;   ///< sealed
    std::string digest;   ///< of the data it was made over
    Millis at = 0;        ///< filled in when read
    std::string decision{};  ///< "approved", "declined"; empty: none yet
    std::string supervisor{};
    std::string decision_reason{};  ///< sealed
    Millis decided_at = 0;
};
struct OverrideDecision {
    std::string decision, supervisor;
    std::string reason;  ///< sealed
};

class Overrides {
public:
    virtual ~Overrides() = default;
    /// Officer, reason and digest count. One that nobody decided has lapsed. Throws when there is no such application.
    virtual void propose(std::string_view reference, const Override& proposal) = 0;
    [[nodiscard]] virtual std::optional<Override> newest(std::string_view reference) const = 0;
    /// Decides one that nobody has decided; otherwise nothing happens. Throws when it is by who proposed it.
    virtual void decide(std::int64_t id, const OverrideDecision& decision) = 0;
    virtual void erase(std::string_view reference) = 0;
};

}  // namespace motcua::store
