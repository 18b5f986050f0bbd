// Asking the registry about the person of a file.
#pragma once

#include <optional>

#include "server/http/services.hpp"
#include "server/verification/registry_client.hpp"
#include "shared/base/json.hpp"

namespace motcua::counter {

[[nodiscard]] verification::Query query_of(const Json& applicant);
/// None when the registry knows nobody, or when there is no passport number to ask with.
/// Errors: registry_unavailable (also when no registry is configured), registry_answer, registry_ambiguous.
[[nodiscard]] Result<std::optional<verification::Record>> look_up(const http::Services& services,
                                                                  const verification::Query& query);
/// A transaction id for the registry: random, it names nobody.
[[nodiscard]] std::string transaction_id(const http::Services& services);

}  // namespace motcua::counter
