// Who holds a file at the counter, and who held it before.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/base/date.hpp"

namespace motcua::store {

struct Claim {
    std::string officer;   ///< staff id
    std::string office;    ///< a file of no office belongs to this one from now on
    std::string reason{};  ///< sealed, of taking it over; empty: none
};
struct ClaimHolder {
    std::string officer;
    Millis since = 0;
};

class Claims {
public:
    virtual ~Claims() = default;
    /// Throws when there is no such application.
    virtual void begin(std::string_view reference, const Claim& claim) = 0;
    /// Nobody holds it from now on.
    virtual void end(std::string_view reference) = 0;
    [[nodiscard]] virtual std::optional<ClaimHolder> holder(std::string_view reference) const = 0;
};

}  // namespace motcua::store
