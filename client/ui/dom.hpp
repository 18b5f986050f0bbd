// The semantics tree written out for the browser: JSON of elements (tag, rectangle, text, attributes, children). All
// decisions about tags and ARIA are made here, so that web/bridge.js only compares and applies.
#pragma once

#include <string>

#include "client/ui/sem.hpp"

namespace motcua::ui {

[[nodiscard]] std::string dom_json(const sem::Tree& tree, float height);

}  // namespace motcua::ui
