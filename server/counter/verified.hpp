// What the registry said about a file, as it was sealed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/keys/keyring.hpp"
#include "server/store/store.hpp"
#include "shared/base/date.hpp"
#include "shared/base/json.hpp"
#include "shared/base/result.hpp"

namespace motcua::counter {

struct Verified {
    Json result;
    std::string decision;  ///< of server/verification
    Millis at = 0;
};
/// None: never verified. Errors: those of unseal; json_*.
[[nodiscard]] Result<std::optional<Verified>> load_verified(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference);

}  // namespace motcua::counter
