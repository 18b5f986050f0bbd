// Answers: problem+json (RFC 9457) for every error, and the headers that every answer carries.
#pragma once

#include <string>
#include <string_view>

#include "server/http/router.hpp"

namespace motcua::http {

/// {"code","status","field"?,"detail"?,"message":{"vi","en"},"requestId"}. Detail is left out of 5xx answers: it may name
/// what only we should see. A detail of digits on a 429 becomes Retry-After.
[[nodiscard]] Response problem(const Error& error, std::string_view request_id);
/// The same for several findings at once: the first decides code and status, all stand in "errors".
[[nodiscard]] Response problems(const std::vector<Error>& errors, std::string_view request_id);
/// One error as JSON, without status and request id.
[[nodiscard]] Json error_json(const Error& error);

/// Headers of security.md 3.5, on every answer whatever its status.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> security_headers(bool https);
/// "Tue, 24 Nov 2026 11:27:13 GMT".
[[nodiscard]] std::string http_date(Millis at);

}  // namespace motcua::http
