// OpenAPI 3.1 of the route table: what is documented is what is checked. Every answer the API tests see is held against it.
#pragma once

#include <vector>

#include "server/http/router.hpp"

namespace motcua::http {

/// The document of the rows under /api/v1; pages for developers are no part of the interface.
[[nodiscard]] Json openapi(const std::vector<Route>& routes);

/// openapi_schemas.cpp: the named objects of the interface. Each is closed: what is not listed is not sent.
[[nodiscard]] Json schema_components();
/// "string", "string|null", "array:Event", "map:Measure|null", "object:Booking" or "Booking|null" as JSON Schema; "object" alone
/// is any object.
[[nodiscard]] Json schema_of(std::string_view type);
/// A closed object of these members.
[[nodiscard]] Json closed_object(const std::vector<Member>& members);

}  // namespace motcua::http
