#include "server/http/media.hpp"
#include "server/http/middleware.hpp"

#include <algorithm>

#include "server/http/about.hpp"
#include "server/http/address_limit.hpp"
#include "server/http/assets.hpp"
#include "server/http/log.hpp"
#include "server/http/metrics.hpp"
#include "server/http/responses.hpp"
#include "server/http/sessions.hpp"
#include "server/http/sides.hpp"
#include "server/keys/keyring.hpp"
#include "server/scan/scanner.hpp"
#include "server/staff/step_up.hpp"
#include "server/store/note.hpp"
#include "shared/base/json.hpp"

namespace motcua::http {
namespace {

constexpr Millis touch_after = 30'000;  // last_seen is written at most this often: a read should not cost an fsync

constexpr std::size_t empty_body = 16;  // "{}" of a client that always sends JSON

bool is_reading(std::string_view method) { return method == "GET" || method == "HEAD" || method == "OPTIONS"; }

// --- who
/// A page that refreshes itself says so (X-Quiet) and does not lengthen the session: an officer who walked away is signed out.
Result<std::optional<Session>> who(const Chain& chain, const Head& head, const std::string& token) {
    if (token.empty()) return std::optional<Session>{};
    auto& services = chain.services;
    MOTCUA_TRY(session, services.db->read<std::optional<Session>>(
                            [&](store::Transaction& tx) { return find_session(tx, services, token); }));
    if (session && head.header("x-quiet").empty() && services.clock() - session->last_seen > touch_after) {
        MOTCUA_CHECK(services.db->write<void>([&](store::Transaction& tx) -> Result<void> {
            touch_session(tx, session->caller.session_id);
            return {};
        }));
    }
    return std::move(session);
}

/// The client's address: the peer's, or what a trusted proxy says of it (the last entry is the proxy's own knowledge;
/// those before it were written by the client).
std::string client_address(const std::string& trusted_proxy, const Incoming& incoming) {
    const auto forwarded = incoming.head.header("x-forwarded-for");
    if (trusted_proxy.empty() || incoming.address != trusted_proxy || forwarded.empty()) return incoming.address;
    auto last = forwarded.substr(forwarded.rfind(',') + 1);
    while (!last.empty() && last.front() == ' ') last.remove_prefix(1);
    return std::string(last.substr(0, 64));
}

/// Whoever is not signed in shares one allowance per address. This machine itself is exempt (proxy, tests, ./run).
Result<void> within_limits(const Chain& chain, const Request& request) {
    if (request.caller.role != Role::anyone || is_loopback(request.remote_address)) return {};
    const auto wait = chain.addresses.take(request.remote_address, chain.services.clock());
    return wait == 0 ? Result<void>{}
                     : Result<void>{Error{.code = ErrorCode::request_rate, .detail = std::to_string(wait / 1000 + 1)}};
}

// --- where from: the page must be ours, and must know the session's secret
Result<void> same_site(const Chain& chain, const Head& head, Access access, const std::string& token, const Request& request) {
    if (is_reading(head.method) || access == Access::peer) return {};
    const auto origin = head.header("origin");
    const auto site = head.header("sec-fetch-site");
    const auto host = head.header("host");
    const auto side = request.side;
    const bool ours = origin.empty() || origin == origin_of(chain.services, side) || origin == "http://" + std::string(host) ||
                      origin == "https://" + std::string(host);
    // officers and applicants on two hosts of one domain are "same-site", and still strangers
    if (!ours || site == "cross-site" || (side != Side::shared && site == "same-site")) return ErrorCode::session_origin;
    if (request.caller.role == Role::anyone) return {};
    const bool known = keys::same_secret(head.header("x-csrf"), csrf_token(chain.services, token));
    return known ? Result<void>{} : Result<void>{ErrorCode::session_origin};
}

/// Who may call, and is still the one who signed in.
Result<void> permitted(const Chain& chain, Access access, const Caller& caller) {
    if (!may_call(access, caller.role)) return caller.role == Role::anyone ? ErrorCode::session_required : ErrorCode::session_forbidden;
    const bool stale = chain.services.clock() - caller.verified_at >= staff::fresh_for;
    return needs_fresh_factor(access) && stale ? Result<void>{ErrorCode::session_step_up_needed} : Result<void>{};
}

// --- what
bool has_type(const Json& value, std::string_view type) {
    if (type == "string") return value.is_string();
    if (type == "integer") return value.is_number_integer();
    if (type == "number") return value.is_number();
    if (type == "boolean") return value.is_boolean();
    if (type.starts_with("array")) return value.is_array();
    if (type.starts_with("object")) return value.is_object();
    return true;
}

Result<void> check_members(const Route& route, const Json& body) {
    if (!body.is_object()) return ErrorCode::request_malformed;
    for (const auto& [name, value] : body.items()) {
        const auto it = std::find_if(route.members.begin(), route.members.end(), [&](const Member& m) { return m.name == name; });
        if (it == route.members.end()) return Error{.code = ErrorCode::request_unknown_field, .field = name.substr(0, 64)};
        if (!has_type(value, it->type)) return Error{.code = ErrorCode::request_field_type, .field = name};
    }
    for (const auto& member : route.members)
        if (member.required && !body.contains(member.name))
            return Error{.code = ErrorCode::request_missing_field, .field = member.name};
    return {};
}

std::string media_type(std::string_view header) {
    auto out = std::string(header.substr(0, std::min(header.find(';'), header.size())));
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

Result<void> read_body(const Route& route, const Incoming& incoming, Request& request) {
    request.content_type = media_type(incoming.head.header("content-type"));
    if (is_picture(route.body) || route.body == BodyKind::bytes) {
        if (is_picture(route.body) && !is_taken_as(route.body, request.content_type)) return ErrorCode::request_media_type;
        request.body = incoming.body;
        return {};
    }
    if (route.body == BodyKind::none)
        return incoming.body.empty() || incoming.body == "{}" ? Result<void>{} : Result<void>{ErrorCode::request_malformed};
    if (request.content_type != "application/json") return ErrorCode::request_media_type;
    MOTCUA_TRY(body, parse_json(incoming.body, {.bytes = route.max_body}));
    MOTCUA_CHECK(check_members(route, body));
    request.json = std::move(body);
    return {};
}

Result<void> check_query(const Route& route, const Head& head) {
    for (const auto& [name, value] : head.query) {
        const auto it = std::find_if(route.query.begin(), route.query.end(), [&](const Member& m) { return m.name == name; });
        if (it == route.query.end()) return Error{.code = ErrorCode::request_unknown_field, .field = name.substr(0, 64)};
    }
    return {};
}

Result<void> note_infected(const Chain& chain, const Route& route, const Request& request, const std::string& name) {
    const auto& caller = request.caller;
    const Json detail{{"found", name}, {"bytes", request.body.size()}};
    return store::note(*chain.services.db, {.actor = std::string(text(caller.role)) + ':' + caller.subject,
                                    .action = "upload.infected",
                                    .subject = route.path,
                                    .detail = dump_json(detail)});
}

/// Every picture that anyone sends, before a handler sees it. Without the scanner that is configured none is taken.
Result<void> scan(const Chain& chain, const Route& route, const Request& request) {
    const auto& scanner = chain.services.edges.scanner;
    if (!scanner || route.body != BodyKind::image) return {};
    auto turn = chain.services.decoder->turn();  // a scanner that hangs must not hold every worker
    if (!turn.ok()) return turn.error();
    MOTCUA_TRY(found, scanner->scan(request.body));
    if (!found.infected) return {};
    MOTCUA_CHECK(note_infected(chain, route, request, found.name));
    return ErrorCode::upload_infected;  // what was found is for us, not for who sent it
}

Result<Response> call(const Chain& chain, const Incoming& incoming, Found found, Request& request) {
    const auto& route = *found.route;
    const auto side = request.side;
    const auto token = cookie_token(chain.services.settings, incoming.head.header("cookie"), side);
    MOTCUA_TRY(session, who(chain, incoming.head, token));
    if (session && belongs(session->caller.role, side)) request.caller = session->caller;
    MOTCUA_CHECK(within_limits(chain, request));
    MOTCUA_CHECK(same_site(chain, incoming.head, route.access, token, request));
    MOTCUA_CHECK(permitted(chain, route.access, request.caller));
    MOTCUA_CHECK(check_query(route, incoming.head));
    MOTCUA_CHECK(read_body(route, incoming, request));
    MOTCUA_CHECK(scan(chain, route, request));
    request.path = std::move(found.path);
    return route.handler(request, chain.services);
}

// --- everything that is not the API
bool is_api(std::string_view path) { return path.starts_with("/api/"); }

// Not full means a tenth is free: a load balancer that asks now and then should turn away before the front must.
bool has_room(const FrontFigures& front) {
    return front.waiting * 10 < front.queue_limit * 9 && front.connections * 10 < front.connection_limit * 9;
}

Response readiness(const Chain& chain) {
    const bool store = chain.services.db->can_write().ok(), key = chain.services.keys != nullptr,
               front = has_room(chain.front_figures());
    const auto word = [](bool fine, std::string_view otherwise) { return fine ? std::string_view("ok") : otherwise; };
    return Response::json({{"status", store && key && front ? "ready" : "not ready"},
                           {"store", word(store, "not writable")},
                           {"key", word(key, "not loaded")},
                           {"front", word(front, "full")}},
                          store && key && front ? 200 : 503);
}

// A store that cannot be read takes the outbox's figures with it, not the others: those tell why.
Response metrics(const Chain& chain) {
    using Figures = std::vector<provisioning::OutboxFigures>;
    auto outbox = chain.services.db->read<Figures>([](store::Transaction& tx) -> Result<Figures> { return provisioning::outbox_figures(tx); });
    const auto keys = chain.services.db->read<keys::Figures>(
        [&](store::Transaction& tx) -> Result<keys::Figures> { return keys::figures(tx, chain.services.clock()); });
    return Response::bytes(chain.metrics.text(chain.front_figures(), chain.services.db->figures(), outbox.value_or({}), *chain.services.decoder,
                                              keys.value_or({})),
                           "text/plain; version=0.0.4; charset=utf-8");
}

Response moved(std::string_view to) {
    auto out = Response::empty(303);
    out.headers.emplace_back("Location", to);
    return out;
}

Result<Response> serve_other(const Chain& chain, const Incoming& incoming, Side side) {
    const auto& path = incoming.head.path;
    if (!belongs(path, side)) return ErrorCode::request_not_found;
    if (!is_reading(incoming.head.method)) return ErrorCode::request_method;
    if (const auto first = first_page(path, side); !first.empty()) return moved(first);
    if (path == "/healthz") return Response::json({{"status", "ok"}});
    if (path == "/readyz") return readiness(chain);
    if (path == "/metrics") return metrics(chain);
    return chain.assets.serve(incoming.head);
}

Result<Response> dispatch(const Chain& chain, const Incoming& incoming, Request& request, RoutePattern& pattern) {
    request.side = side_of(chain.services, incoming.head);
    auto found = find_on(request.side, chain.routes, incoming.head);
    if (found.route) {
        pattern = RoutePattern(*found.route);
        return call(chain, incoming, std::move(found), request);
    }
    if (found.other_method) return ErrorCode::request_method;
    if (is_api(incoming.head.path)) pattern = RoutePattern("/api/…");
    if (is_api(incoming.head.path)) return ErrorCode::request_not_found;
    return serve_other(chain, incoming, request.side);
}

Result<Response> guarded(const Chain& chain, const Incoming& incoming, Request& request, RoutePattern& pattern) {
    try {
        return dispatch(chain, incoming, request, pattern);
    } catch (...) {  // a bug of ours: the text may hold anything, so it is neither sent nor logged
        return ErrorCode::request_internal;
    }
}

constexpr std::initializer_list<Word> methods{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
constexpr std::initializer_list<Word> roles{"anyone", "applicant", "officer", "supervisor", "peer"};

Level level_of(int status) { return status >= 500 ? Level::error : (status >= 400 ? Level::warning : Level::info); }

LogParts parts_of(const Chain& chain, const Incoming& incoming, const Request& request, const RoutePattern& pattern,
                  const Response& response, Millis began, Millis now) {
    const auto& caller = request.caller;
    const auto& keys = *chain.services.keys;
    LogParts out{{"id", RandomId(request.request_id)},
                 {"method", Word::among(incoming.head.method, methods)},
                 {"route", pattern},
                 {"status", response.status},
                 {"ms", now - began},
                 {"role", Word::among(text(caller.role), roles)},
                 {"from", Redacted(keys, Personal(request.remote_address), now)}};
    if (!caller.session_id.empty()) out.push_back({"session", Redacted(keys, Personal(caller.session_id), now)});
    if (response.error) out.push_back({"code", response.error->code});
    const auto kind = about({.method = incoming.head.method, .pattern = pattern.text(), .role = caller.role, .status = response.status});
    if (kind) out.push_back({"about", *kind});
    return out;
}

void record(const Chain& chain, const Incoming& incoming, const Request& request, const RoutePattern& pattern,
            const Response& response, Millis began) {
    const auto now = chain.services.clock();
    chain.metrics.count(incoming.head.method, pattern.text(), response.status, now - began);
    log(level_of(response.status), Event::request, parts_of(chain, incoming, request, pattern, response, began, now), now);
}

}  // namespace

Result<std::size_t> body_limit(const Services& services, const RouteTable& routes, const Head& head) {
    const auto found = find_on(side_of(services, head), routes, head);
    if (!found.route)
        return head.body_size == 0
                   ? Result<std::size_t>{std::size_t{0}}
                   : Result<std::size_t>{found.other_method ? ErrorCode::request_method : ErrorCode::request_not_found};
    return found.route->body == BodyKind::none ? empty_body : found.route->max_body;
}

void finish(const Services& services, Response& response) {
    for (auto& header : security_headers(services.settings.public_url.starts_with("https://")))
        response.headers.push_back(std::move(header));
    const bool said =
        std::any_of(response.headers.begin(), response.headers.end(), [](const auto& h) { return h.first == "Cache-Control"; });
    if (!said) response.headers.emplace_back("Cache-Control", "no-store");
    response.headers.emplace_back("Date", http_date(services.clock()));
}

Response handle(const Chain& chain, const Incoming& incoming) {
    const auto began = chain.services.clock();
    Request request{.query = incoming.head.query,
                    .headers = incoming.head.headers,
                    .remote_address = client_address(chain.trusted_proxy, incoming),
                    .request_id = keys::hex(chain.services.random_bytes(8))};
    RoutePattern pattern("/…");
    auto result = guarded(chain, incoming, request, pattern);
    auto response = result.ok() ? *std::move(result) : problem(result.error(), request.request_id);
    response.headers.emplace_back("X-Request-Id", request.request_id);
    finish(chain.services, response);
    record(chain, incoming, request, pattern, response, began);
    return response;
}

}  // namespace motcua::http
