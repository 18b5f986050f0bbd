#include "server/http/responses.hpp"

#include <algorithm>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "shared/base/json.hpp"
#include "shared/base/text.hpp"

namespace motcua::http {
namespace {

// 'wasm-unsafe-eval' is what compiling WebAssembly needs; no inline script or style, no eval, no other origin.
constexpr std::string_view content_policy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' "
    "blob:; "
    "connect-src 'self'; worker-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; object-src 'none'";

bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), text::is_digit); }

/// RFC 6266 without its traps: such a name needs neither quoting nor encoding.
std::string plain_name(std::string_view name) {
    std::string out(name);
    for (char& c : out) {
        const bool plain = text::is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-';
        if (!plain) c = '_';
    }
    return out;
}

Response problem_response(const Json& body, const Error& error) {
    Response out{.status = describe(error.code).http_status,
                 .content_type = "application/problem+json; charset=utf-8",
                 .body = dump_json(body),
                 .error = error};
    if (out.status == 429 || out.status == 503)
        out.headers.emplace_back("Retry-After", all_digits(error.detail) ? error.detail : (out.status == 503 ? "1" : "60"));
    return out;
}

}  // namespace

Response Response::json(const Json& value, int status) { return {.status = status, .body = dump_json(value)}; }
Response Response::bytes(std::string body, std::string content_type) {
    return {.content_type = std::move(content_type), .body = std::move(body)};
}
Response Response::file(std::string body, std::string content_type, std::string_view name) {
    auto out = bytes(std::move(body), std::move(content_type));
    out.headers.emplace_back("Content-Disposition", "inline; filename=\"" + plain_name(name) + '"');
    return out;
}
Response Response::empty(int status) { return {.status = status, .content_type = {}}; }

Json error_json(const Error& error) {
    const auto& text = describe(error.code);
    Json out{{"code", text.code}, {"message", {{"vi", text.vi}, {"en", text.en}}}};
    if (!error.field.empty()) out["field"] = error.field;
    if (!error.detail.empty() && text.http_status < 500) out["detail"] = error.detail;
    return out;
}

Response problem(const Error& error, std::string_view request_id) {
    Json body = error_json(error);
    body["status"] = describe(error.code).http_status;
    body["requestId"] = request_id;
    return problem_response(body, error);
}

Response problems(const std::vector<Error>& errors, std::string_view request_id) {
    Json body = error_json(errors.front());
    body["status"] = describe(errors.front().code).http_status;
    body["requestId"] = request_id;
    for (const auto& error : errors) body["errors"].push_back(error_json(error));
    return problem_response(body, errors.front());
}

std::vector<std::pair<std::string, std::string>> security_headers(bool https) {
    std::vector<std::pair<std::string, std::string>> out{
        {"Content-Security-Policy", std::string(content_policy)},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Embedder-Policy", "require-corp"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "no-referrer"},
        {"Permissions-Policy", "camera=(self), geolocation=(), microphone=()"},
    };
    if (https) out.emplace_back("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
    return out;
}

std::string http_date(Millis at) {
    return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(static_cast<std::time_t>(at / 1000)));
}

}  // namespace motcua::http
