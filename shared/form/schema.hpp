// The form as JSON Schema 2020-12, made from the field table.
#pragma once

#include "shared/base/json.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::form {

/// Shape and formats of a filing in its normal writing (form::normalise); the rules between fields and days are validate()'s.
[[nodiscard]] Json json_schema(const rules::Rulebook& book);

}  // namespace motcua::form
