// Which answers belong in a filing, and which are due in it, given the others. Pages ask what belongs, validate() refuses the rest.
#pragma once

#include <optional>

#include "shared/base/json.hpp"
#include "shared/form/fields.hpp"
#include "shared/form/rules.hpp"

namespace motcua::form {

/// Set when an answer must not be given beside the others; holds the code that says so.
[[nodiscard]] std::optional<ErrorCode> misplaced(const Json& filing, const Field& field);
[[nodiscard]] inline bool belongs(const Json& filing, const Field& field) { return !misplaced(filing, field); }
/// The filing without answers that do not belong in it: left over from before another answer changed.
[[nodiscard]] Json without_misplaced(Json filing);
[[nodiscard]] bool is_due(const Case& filing, const Field& field);
/// What to say when a due answer is missing.
[[nodiscard]] ErrorCode missing_code(const Field& field);

}  // namespace motcua::form
