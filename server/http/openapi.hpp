// OpenAPI 3.1 of the route table: what is documented is what is checked.
#pragma once

#include <vector>

#include "server/http/router.hpp"

namespace motcua::http {

[[nodiscard]] Json openapi(const std::vector<Route>& routes);

}  // namespace motcua::http
