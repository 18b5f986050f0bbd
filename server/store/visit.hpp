// What a visit to the counter leaves in the store.
#pragma once

#include <string_view>

#include "server/store/store.hpp"

namespace motcua::store {

/// Erases what was compared, captured, verified, proposed and signed at the counter.
void erase_visit(const Transaction& tx, std::string_view reference);

}  // namespace motcua::store
