// Codes of the authenticator app against the store: each works once.
#pragma once

#include <string_view>

#include "server/store/store.hpp"

namespace motcua::staff {

/// Whether the code is the one of now and was not used; it is used up then.
[[nodiscard]] bool take_code(const store::Transaction& tx, std::string_view staff, std::string_view secret, std::string_view code);

}  // namespace motcua::staff
