#include "server/provisioning/authority_client.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace motcua::provisioning {
namespace {

constexpr Millis minute = 60'000;
constexpr Millis hour = 60 * minute;

Outcome from_error(const Error& error) {
    const std::string code(describe(error.code).code);
    // The store may be busy or memory short; what is missing or unreadable in the file stays so until somebody mends it.
    if (error.code == ErrorCode::request_internal || describe(error.code).http_status >= 502) return {.kind = Outcome::Kind::retry, .error = code};
    return {.kind = Outcome::Kind::refused, .error = code};
}

bool for_good(int status) { return status == 400 || status == 409 || status == 413 || status == 422; }

net::Call signed_call(const AuthorityOptions& options, const std::string& path, std::string body) {
    net::Call call{.method = "POST", .url = options.url + path, .body = std::move(body), .timeout_ms = 20000, .max_answer = 64 * 1024, .trust = options.trust};
    call.headers = net::sign(options.key, {.method = "POST", .path = path}, call.body, options.clock());
    if (!call.body.empty()) call.headers.emplace_back("Content-Type", "application/json");
    return call;
}

Outcome send(const AuthorityOptions& options, const Leased& item) {
    const auto body = options.load(item.reference);
    if (!body.ok()) return from_error(body.error());
    const auto path = fmt::format("/v1/enrollments/{}?transactionId={}&finalize=true", net::escape(item.reference), item.id);
    const auto answer = options.call(signed_call(options, path, dump_json(*body)));
    if (!answer.ok()) return {.kind = Outcome::Kind::retry, .error = std::string(describe(answer.error().code).code)};
    if (answer->status >= 200 && answer->status < 300) return {.kind = Outcome::Kind::accepted, .pause = answer_patience(1)};
    const auto error = fmt::format("authority.{}", answer->status);
    return {.kind = for_good(answer->status) ? Outcome::Kind::refused : Outcome::Kind::retry, .error = error};
}

// The answer may have been lost on its way: ask for it again. 404: the authority has forgotten the request itself, send it anew.
Outcome ask_again(const AuthorityOptions& options, const Leased& item) {
    const auto path = fmt::format("/v1/tasks/{}/redeliver?transactionId={}", net::escape(item.reference), item.id);
    const auto answer = options.call(signed_call(options, path, ""));
    const auto pause = answer_patience(item.attempts);
    if (!answer.ok()) return {.kind = Outcome::Kind::retry, .error = std::string(describe(answer.error().code).code), .pause = pause};
    if (answer->status == 404) return send(options, item);
    if (answer->status >= 300) return {.kind = Outcome::Kind::retry, .error = fmt::format("authority.{}", answer->status), .pause = pause};
    return {.kind = Outcome::Kind::accepted, .pause = pause};
}

}  // namespace

Millis answer_patience(int attempts) { return std::min(hour, minute << std::clamp(attempts - 1, 0, 6)); }

std::function<Outcome(const Leased&)> make_authority_lane(AuthorityOptions options) {
    while (options.url.ends_with('/')) options.url.pop_back();
    return [options = std::move(options)](const Leased& item) -> Outcome {
        if (options.url.empty()) return {.kind = Outcome::Kind::retry, .error = "authority.not_configured"};
        return item.awaiting_answer ? ask_again(options, item) : send(options, item);
    };
}

}  // namespace motcua::provisioning
