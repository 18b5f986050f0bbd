// A small HTTP server for the two outside systems we ship (registry, authority): serve's front (framing, limits, deadlines)
// with one function that answers. JSON in, JSON out, errors as OSIA has them: {"code":<int>,"message":"…"}.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/json.hpp"
#include "shared/base/result.hpp"

namespace motcua::registry {

struct PeerRequest {
    std::string method;
    std::string target;                          ///< path and query as sent
    std::vector<std::string> path;               ///< decoded segments
    std::map<std::string, std::string> query;
    std::map<std::string, std::string> headers;  ///< lower-case names
    std::string body;
};

struct PeerAnswer {
    int status = 200;
    std::string body{};
    std::string content_type{"application/json"};
};

[[nodiscard]] PeerAnswer json_answer(const Json& value, int status = 200);
/// OSIA's Error object; `code` is our own number for the case, here the HTTP status.
[[nodiscard]] PeerAnswer error_answer(int status, std::string_view message);
[[nodiscard]] PeerAnswer empty_answer(int status = 204);

/// "VERB a/{}/b" against a request; the segments at {} in order. nullopt: another route.
[[nodiscard]] std::optional<std::vector<std::string>> match_route(const PeerRequest& request, std::string_view method, std::string_view pattern);

struct PeerServerOptions {
    std::string name;  ///< for the line on stdout
    std::string bind{"127.0.0.1"};
    int port = 0;
    std::size_t max_body = 8 * 1024 * 1024;
    std::function<PeerAnswer(const PeerRequest&)> answer;
};

/// Serves until SIGTERM or SIGINT. Gives the process's exit code.
int serve_until_signal(PeerServerOptions options);

}  // namespace motcua::registry
