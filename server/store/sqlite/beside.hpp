// A look at a store from beside whoever serves it, if anybody does.
#pragma once

#include <functional>
#include <string>

#include "server/store/store.hpp"
#include "shared/base/result.hpp"

namespace motcua::store {

/// Shows `look` the store as it is at one moment; nothing can be written. Errors: store_unavailable.
[[nodiscard]] Result<void> read_beside(const std::string& path, const std::function<void(const Transaction&)>& look);

}  // namespace motcua::store
