#include "server/http/openapi.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "server/http/media.hpp"
#include "server/staff/step_up.hpp"
#include "shared/finger/input/limits.hpp"
#include "shared/picture/picture.hpp"

namespace motcua::http {
namespace {

constexpr std::string_view root = "/api/v1/";

struct Words {
    std::string_view name, says;
};
constexpr std::array tag_words{
    Words{"applications", "Filed forms and their progress"},
    Words{"attachments", "Pictures of papers to integrate"},
    Words{"bookings", "Visits to an office"},
    Words{"callbacks", "What other systems send"},
    Words{"config", "What the client must know before anyone signs in"},
    Words{"counter", "The officer's work on a file"},
    Words{"draft", "A form that is not filed yet"},
    Words{"health", "Whether the service lives and can take work"},
    Words{"offices", "Offices and their free times"},
    Words{"openapi.json", "This document"},
    Words{"otp", "One-time codes by SMS"},
    Words{"portraits", "Portraits and their judgement"},
    Words{"session", "Who is signed in"},
    Words{"staff", "Officers' sign-in, security keys and step-up"},
};

struct StatusWords {
    int status;
    std::string_view says;
};
constexpr std::array status_words{
    StatusWords{200, "Done"},
    StatusWords{201, "Made"},
    StatusWords{202, "Taken up"},
    StatusWords{204, "Done; nothing to say"},
    StatusWords{400, "The request cannot be read"},
    StatusWords{401, "Nobody is signed in, or the sign-in failed"},
    StatusWords{403, "Not for this caller, or not sent by our own page"},
    StatusWords{404, "Not there, or not for this caller to know"},
    StatusWords{408, "The request took too long to arrive"},
    StatusWords{409, "Not possible as things stand now"},
    StatusWords{410, "The data was erased for good"},
    StatusWords{411, "The length is missing"},
    StatusWords{413, "Too large"},
    StatusWords{415, "Not a type that is taken here"},
    StatusWords{422, "Understood, but wrong"},
    StatusWords{429, "Too often; Retry-After says when"},
    StatusWords{500, "Our fault"},
    StatusWords{502, "Another system answered what cannot be used"},
    StatusWords{503, "Busy, or another system is out of reach; Retry-After says when"},
};

template <class Rows, class Key>
std::string_view words_for(const Rows& rows, Key key) {
    for (const auto& [name, says] : rows)
        if (name == key) return says;
    return {};
}

bool is_writing(const Route& route) { return route.method != "GET"; }
bool by_session(const Route& route) { return !may_call(route.access, Role::anyone); }

/// What a request may meet before its handler: see middleware.cpp and framing.cpp.
std::set<int> refusals_of(const Route& route) {
    std::set<int> out{400, 429, 500, 503};
    out.insert(route.refusals.begin(), route.refusals.end());
    if (by_session(route)) out.insert({401, 403, 410});
    if (is_writing(route)) out.insert(403);
    if (is_writing(route) && route.method != "DELETE") out.insert({408, 411, 413});
    if (route.body == BodyKind::json || is_picture(route.body)) out.insert(415);
    return out;
}

Json problem_of(int status) {
    Json out{{"description", words_for(status_words, status)},
             {"content", {{"application/problem+json", {{"schema", schema_of("Problem")}}}}}};
    if (status == 429 || status == 503)
        out["headers"]["Retry-After"] = {{"description", "seconds"}, {"schema", {{"type", "integer"}}}};
    return out;
}

std::string problem_name(int status) { return "Problem" + std::to_string(status); }

Json content_of(const Route& route) {
    if (route.answer == "application/json") return {{route.answer, {{"schema", {{"type", "object"}}}}}};
    if (route.answer.find('/') != std::string::npos)
        return {{route.answer, {{"schema", {{"type", "string"}, {"format", "binary"}}}}}};
    return {{"application/json", {{"schema", schema_of(route.answer)}}}};
}

Json answers_of(const Route& route) {
    Json out = Json::object();
    for (const int status : route.done) {
        Json answer{{"description", words_for(status_words, status)}};
        if (!route.answer.empty()) answer["content"] = content_of(route);
        out[std::to_string(status)] = std::move(answer);
    }
    for (const int status : refusals_of(route))
        out[std::to_string(status)] = {{"$ref", "#/components/responses/" + problem_name(status)}};
    return out;
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
    return text;
}

std::string operation_id(const Route& route) {
    std::string out = lower(route.method);
    for (char c : route.path.substr(root.size() - 1))
        out += (c == '{' || c == '}') ? std::string() : std::string(1, (c == '/' || c == '.') ? '_' : c);
    return out;
}

Json parameters_of(const Route& route) {
    Json out = Json::array();
    for (std::size_t open = route.path.find('{'); open != std::string::npos; open = route.path.find('{', open + 1)) {
        const auto close = route.path.find('}', open);
        out.push_back({{"name", route.path.substr(open + 1, close - open - 1)},
                       {"in", "path"},
                       {"required", true},
                       {"schema", {{"type", "string"}}}});
    }
    for (const auto& member : route.query)
        out.push_back({{"name", member.name},
                       {"in", "query"},
                       {"required", member.required},
                       {"description", member.description},
                       {"schema", schema_of(member.type)}});
    return out;
}

Json binary_of(const Route& route) {
    return {{"schema", {{"type", "string"}, {"format", "binary"}, {"maxLength", route.max_body}}}};
}

/// What a picture may be: the limits are those that the framing, picture::inspect, finger::inspect_prints and the sandbox hold to.
struct PictureRules {
    std::string_view forms;
    std::int64_t pixels;
    int side;
};

PictureRules rules_of(BodyKind kind) {
    if (kind == BodyKind::finger)
        return {.forms = "One JPEG, PNG, BMP, WSQ or JPEG 2000 picture of a finger, or a record of ISO/IEC 19794-4 that holds one,",
                .pixels = finger::most_pixels,
                .side = finger::most_side};
    return {.forms = "One JPEG, PNG or BMP picture", .pixels = picture::max_pixels, .side = picture::max_side};
}

Json picture_body(const Route& route) {
    const auto rules = rules_of(route.body);
    Json content;
    for (const auto type : picture_types(route.body)) content[type] = binary_of(route);
    return {{"required", true},
            {"description",
             fmt::format("{} of at most {} bytes, {} pixels and {} pixels a side, told by its first bytes. "
                         "It is decoded in a locked-up process and kept only as pixels written anew, without metadata; a virus "
                         "scanner, where one is configured, sees it first. Refused: 413 (bytes), 415 (type), 422 (pixels, "
                         "damage, virus), 503 (scanner out of reach).",
                         rules.forms, route.max_body, rules.pixels, rules.side)},
            {"x-limits", {{"bytes", route.max_body}, {"pixels", rules.pixels}, {"side", rules.side}}},
            {"content", std::move(content)}};
}

Json body_of(const Route& route) {
    if (route.body == BodyKind::json)
        return {{"required", true}, {"content", {{"application/json", {{"schema", closed_object(route.members)}}}}}};
    if (is_picture(route.body)) return picture_body(route);
    return {{"required", true}, {"content", {{"application/octet-stream", binary_of(route)}}}};
}

std::string tag_of(const Route& route) {
    const auto rest = route.path.substr(root.size());
    return rest.substr(0, rest.find('/'));
}

/// A session's cookie reads; a change needs the session's secret beside it.
Json security_of(const Route& route) {
    if (route.access == Access::peer) return Json::array({{{"signature", Json::array()}}});
    if (!by_session(route)) return Json::array();
    Json needs{{"session", Json::array()}};
    if (is_writing(route)) needs["csrf"] = Json::array();
    return Json::array({needs});
}

std::string callers_of(const Route& route) {
    std::string who;
    for (const auto role : callers(route.access)) who += (who.empty() ? "For " : ", ") + std::string(role);
    return who + (needs_fresh_factor(route.access) ? fmt::format(", with a second factor shown in the last {} minutes", staff::fresh_for / 60'000) : std::string());
}

std::string description_of(const Route& route) {
    const std::string who = callers_of(route);
    switch (reach(route.access)) {
        case Reach::nothing: return who + '.';
        case Reach::own: return who + "; what belongs to somebody else is not there.";
        case Reach::office: return who + "; a file of another office is not there.";
        case Reach::own_or_office:
            return who + "; neither what belongs to somebody else nor what lies at another office is there.";
    }
    return who;
}

Json operation_of(const Route& route) {
    Json out{{"operationId", operation_id(route)},     {"summary", route.summary},
             {"description", description_of(route)},   {"tags", {tag_of(route)}},
             {"responses", answers_of(route)},         {"security", security_of(route)},
             {"x-access", text(Access(route.access))}, {"x-callers", callers(route.access)},
             {"x-reach", text(reach(route.access))},
             {"x-fresh-factor", needs_fresh_factor(route.access)}};
    if (auto parameters = parameters_of(route); !parameters.empty()) out["parameters"] = std::move(parameters);
    if (route.body != BodyKind::none) out["requestBody"] = body_of(route);
    return out;
}

Json components_of(const std::set<int>& refusals) {
    Json responses = Json::object();
    for (const int status : refusals) responses[problem_name(status)] = problem_of(status);
    return {
        {"schemas", schema_components()},
        {"responses", std::move(responses)},
        {"securitySchemes",
         {{"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "motcua"}, {"description", "__Host-motcua with https; officers' own host has …-counter"}}},
          {"csrf", {{"type", "apiKey"}, {"in", "header"}, {"name", "X-CSRF"}, {"description", "csrf of the Session object"}}},
          {"signature",
           {{"type", "apiKey"},
            {"in", "header"},
            {"name", "Signature"},
            {"description", "Ed25519 over request target, date and digest"}}}}}};
}

Json head() {
    return {
        {"openapi", "3.1.0"},
        {"info",
         {{"title", "Một Cửa"},
          {"version", "1.0.0"},
          {"description",
           "Registration of foreigners' electronic identification accounts, level 2. Every error is a Problem with a stable "
           "code. A page "
           "that refreshes itself sends X-Quiet: 1; such a request does not lengthen the session. Before a request reaches any "
           "operation it may be refused with 405, 414, 431 or 501."},
          {"contact", {{"name", "The office that runs this server"}}},
          {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
        {"servers", {{{"url", "/"}}}},
        {"paths", Json::object()}};
}

/// Live and ready stand outside /api/v1, where load balancers look for them.
Json health_path(std::string_view id, std::string_view summary, std::string_view answer) {
    const Json content{{"application/json", {{"schema", schema_of(answer)}}}};
    Json answers{{"200", {{"description", "Yes"}, {"content", content}}}, {"400", {{"$ref", "#/components/responses/" + problem_name(400)}}}};
    if (answer == "Readiness") answers["503"] = {{"description", "No; the members say why"}, {"content", content}};
    return {{"get",
             {{"operationId", id}, {"summary", summary}, {"description", "For anyone."}, {"tags", {"health"}}, {"responses", std::move(answers)}, {"security", Json::array()},
              {"x-access", text(Access::everybody)}, {"x-callers", callers(Access::everybody)}, {"x-reach", text(reach(Access::everybody))}}}};
}

}  // namespace

Json openapi(const std::vector<Route>& routes) {
    Json out = head();
    std::set<std::string> tags;
    std::set<int> refusals;
    for (const auto& route : routes) {
        if (!route.path.starts_with(root)) continue;
        out["paths"][route.path][lower(route.method)] = operation_of(route);
        tags.insert(tag_of(route));
        refusals.merge(refusals_of(route));
    }
    out["paths"]["/healthz"] = health_path("healthz", "Whether the process lives", "Liveness");
    out["paths"]["/readyz"] = health_path("readyz", "Whether it can take work: store writable, key loaded, front not full", "Readiness");
    tags.insert("health");
    out["tags"] = Json::array();
    for (const auto& tag : tags)
        out["tags"].push_back({{"name", tag}, {"description", words_for(tag_words, std::string_view(tag))}});
    out["components"] = components_of(refusals);
    return out;
}

}  // namespace motcua::http
