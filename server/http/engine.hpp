// Debian's cpp-httplib over memory: it parses the head that framing.cpp has checked, and builds the bytes of the answer.
// It never sees a socket, a body, a multipart form or a regular expression.
#pragma once

#include <functional>
#include <string>

#include "server/http/front.hpp"
#include "server/http/router.hpp"

namespace motcua::http {

using Application = std::function<Response(const Incoming&)>;

/// One request to the raw bytes of its answer. Any exception of `application` becomes a plain 500.
[[nodiscard]] std::string answer_bytes(const Incoming& incoming, const Application& application);
/// The raw bytes of an answer to what never became a request (the connection closes after it).
[[nodiscard]] std::string refusal_bytes(const Response& response);

}  // namespace motcua::http
