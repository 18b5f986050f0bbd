#include "server/registry/peer_server.hpp"

#include <csignal>
#include <optional>

#include <fmt/format.h>

#include "server/cli/options.hpp"
#include "server/http/front.hpp"

namespace motcua::registry {
namespace {

// A signal handler can reach nothing else. Set before the handler is installed, cleared after it is removed.
http::Front* running_front = nullptr;
void on_signal(int) { if (running_front) running_front->stop(); }

std::string_view reason(int status) {
    switch (status) {
        case 200: return "OK";
        case 201: return "Created";
        case 202: return "Accepted";
        case 204: return "No Content";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 409: return "Conflict";
        case 413: return "Content Too Large";
        case 503: return "Service Unavailable";
        default: return status < 500 ? "Error" : "Internal Server Error";
    }
}

enum class Connection : std::uint8_t { keep, close };

std::string raw(const PeerAnswer& answer, Connection connection) {
    std::string head = fmt::format("HTTP/1.1 {} {}\r\n", answer.status, reason(answer.status));
    if (answer.status != 204) head += fmt::format("Content-Type: {}\r\nContent-Length: {}\r\n", answer.content_type, answer.body.size());
    head += "X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n";
    head += connection == Connection::keep ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
    return answer.status == 204 ? head : head + answer.body;
}

std::vector<std::string> segments(std::string_view path) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < path.size();) {
        if (path[at] == '/') { ++at; continue; }
        const auto end = std::min(path.find('/', at), path.size());
        out.emplace_back(path.substr(at, end - at));
        at = end;
    }
    return out;
}

PeerAnswer guarded(const PeerServerOptions& options, const PeerRequest& request) {
    try {
        return options.answer(request);
    } catch (const std::exception&) {
        return error_answer(500, "internal error");
    }
}

std::string answer_raw(const PeerServerOptions& options, http::Incoming&& incoming) {
    const auto connection = incoming.head.keep_alive ? Connection::keep : Connection::close;
    PeerRequest request{.method = std::move(incoming.head.method), .target = std::move(incoming.head.target), .path = segments(incoming.head.path),
                        .query = std::move(incoming.head.query), .headers = std::move(incoming.head.headers), .body = std::move(incoming.body)};
    return raw(guarded(options, request), connection);
}

http::FrontOptions front_options(const PeerServerOptions& options) {
    http::FrontOptions out{.bind = options.bind, .port = options.port, .workers = 4};
    out.body_limit = [limit = options.max_body](const http::Head&) -> Result<std::size_t> { return limit; };
    out.serve = [&options](http::Incoming&& incoming) { return answer_raw(options, std::move(incoming)); };
    out.refuse = [](const Error& error) {
        const auto& row = describe(error.code);
        return raw(error_answer(row.http_status, row.en), Connection::close);
    };
    return out;
}

}  // namespace

PeerAnswer json_answer(const Json& value, int status) { return {.status = status, .body = dump_json(value)}; }
PeerAnswer error_answer(int status, std::string_view message) { return json_answer({{"code", status}, {"message", message}}, status); }
PeerAnswer empty_answer(int status) { return {.status = status}; }

std::optional<std::vector<std::string>> match_route(const PeerRequest& request, std::string_view method, std::string_view pattern) {
    if (request.method != method) return std::nullopt;
    const auto parts = segments(pattern);
    if (parts.size() != request.path.size()) return std::nullopt;
    std::vector<std::string> out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i] == "{}") out.push_back(request.path[i]);
        else if (parts[i] != request.path[i]) return std::nullopt;
    }
    return out;
}

int serve_until_signal(PeerServerOptions options) {
    auto front = http::Front::create(front_options(options));
    if (!front.ok()) return cli::complain(front.error());
    running_front = front->get();
    std::signal(SIGTERM, on_signal);
    std::signal(SIGINT, on_signal);
    std::signal(SIGPIPE, SIG_IGN);
    fmt::print("motcua {}: http://{}:{}/\n", options.name, options.bind, (*front)->port());
    std::fflush(stdout);
    (*front)->run();
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGINT, SIG_DFL);
    running_front = nullptr;
    return 0;
}

}  // namespace motcua::registry
