#include "server/http/openapi.hpp"

#include <algorithm>

#include "server/http/sessions.hpp"

namespace motcua::http {
namespace {

Json reference(std::string_view name) { return {{"$ref", "#/components/schemas/" + std::string(name)}}; }

// "string", "array:Filing", "object:Booking" -> JSON Schema
Json schema_of(std::string_view type) {
    const auto colon = type.find(':');
    if (colon != std::string_view::npos && type.starts_with("array"))
        return {{"type", "array"}, {"items", schema_of(type.substr(colon + 1))}};
    if (colon != std::string_view::npos) return reference(type.substr(colon + 1));
    if (!type.empty() && type[0] >= 'A' && type[0] <= 'Z') return reference(type);
    if (type == "array") return {{"type", "array"}, {"items", Json::object()}};
    return {{"type", type}};
}

Json object_of(const std::vector<Member>& members, const Json& extra) {
    Json out{{"type", "object"}, {"properties", Json::object()}};
    Json required = Json::array();
    for (const auto& member : members) {
        auto schema = schema_of(member.type);
        if (!member.description.empty() && !schema.contains("$ref")) schema["description"] = member.description;
        out["properties"][member.name] = std::move(schema);
        if (member.required) required.push_back(member.name);
    }
    if (!required.empty()) out["required"] = required;
    out.update(extra);
    return out;
}

Json open_object(std::initializer_list<std::pair<std::string_view, std::string_view>> members) {
    std::vector<Member> rows;
    for (const auto& [name, type] : members)
        rows.push_back({.name = std::string(name), .type = std::string(type), .required = false});
    return object_of(rows, Json::object());
}

Json components() {
    Json out = Json::object();
    out["Text"] = open_object({{"vi", "string"}, {"en", "string"}});
    out["Problem"] = open_object({{"code", "string"},
                                  {"status", "integer"},
                                  {"field", "string"},
                                  {"detail", "string"},
                                  {"message", "object:Text"},
                                  {"requestId", "string"},
                                  {"errors", "array"}});
    out["Problem"]["required"] = {"code", "status", "message", "requestId"};
    out["Liveness"] = open_object({{"status", "string"}});
    out["Readiness"] = open_object({{"status", "string"}, {"store", "string"}, {"key", "string"}, {"front", "string"}});
    out["Session"] = open_object({{"role", "string"},
                                  {"csrf", "string"},
                                  {"phone", "string"},
                                  {"name", "string"},
                                  {"office", "string"},
                                  {"language", "string"},
                                  {"expiresIn", "integer"}});
    out["Config"] = open_object({{"version", "string"},
                                 {"formVersion", "string"},
                                 {"languages", "array:string"},
                                 {"ruleSet", "string"},
                                 {"demo", "boolean"},
                                 {"today", "string"},
                                 {"maxUpload", "integer"},
                                 {"hotline", "string"}});
    out["CodeRequest"] = open_object({{"requestId", "string"}, {"expiresIn", "integer"}, {"resendIn", "integer"}});
    out["Draft"] = open_object({{"revision", "integer"}, {"draft", "object"}});
    out["Revision"] = open_object({{"revision", "integer"}});
    out["Portrait"] = open_object({{"portraitId", "string"}, {"verdict", "object"}});
    out["Attachment"] = open_object({{"attachmentId", "string"}});
    out["Filing"] = open_object({{"formVersion", "string"},
                                 {"filedFor", "string"},
                                 {"language", "string"},
                                 {"applicant", "object"},
                                 {"representative", "object"},
                                 {"dependants", "array"},
                                 {"integration", "array"},
                                 {"consents", "object"},
                                 {"portrait", "string"}});
    out["Booking"] = open_object({{"office", "string"}, {"date", "string"}, {"time", "string"}});
    out["BookingAnswer"] = open_object({{"booking", "object:Booking"}});
    out["OfficeName"] = open_object({{"id", "string"}, {"name", "object:Text"}});
    out["Deadline"] = open_object({{"due", "string"}, {"latest", "string"}, {"days", "integer"}, {"certain", "boolean"}});
    out["Account"] = open_object({{"number", "string"}, {"createdAt", "integer"}, {"activateBy", "string"}});
    out["Event"] = open_object({{"at", "integer"}, {"event", "string"}});
    out["Notification"] = open_object({{"channel", "string"}, {"kind", "string"}, {"state", "string"}, {"at", "integer"}});
    out["Slip"] = open_object({{"token", "string"}, {"qr", "array:string"}});
    out["Application"] = open_object({{"reference", "string"},
                                      {"state", "string"},
                                      {"filedFor", "string"},
                                      {"name", "string"},
                                      {"submittedAt", "integer"},
                                      {"language", "string"},
                                      {"history", "array:Event"},
                                      {"notifications", "array:Notification"},
                                      {"slip", "object:Slip"}});
    for (const auto& [name, schema] : {std::pair{"office", "OfficeName"}, std::pair{"booking", "Booking"},
                                       std::pair{"deadline", "Deadline"}, std::pair{"account", "Account"}})
        out["Application"]["properties"][name] = {{"oneOf", {reference(schema), {{"type", "null"}}}}};
    out["Application"]["properties"]["return"] = {{"oneOf", {open_object({{"reason", "string"}}), {{"type", "null"}}}}};
    out["Applications"] = open_object({{"applications", "array:Application"}});
    out["Office"] = open_object({{"id", "string"},
                                 {"name", "object:Text"},
                                 {"province", "string"},
                                 {"address", "string"},
                                 {"hours", "array"},
                                 {"hotline", "string"}});
    for (const auto* name : {"lat", "lon"}) out["Office"]["properties"][name] = {{"type", {"number", "null"}}};
    out["Offices"] = open_object({{"offices", "array:Office"}});
    out["Slot"] = open_object({{"time", "string"}, {"free", "integer"}});
    out["Day"] = open_object({{"date", "string"}, {"slots", "array:Slot"}});
    out["Day"]["properties"]["closed"] = {{"oneOf", {reference("Text"), {{"type", "null"}}}}};
    out["Days"] = open_object({{"days", "array:Day"}});
    out["CounterReference"] = open_object({{"reference", "string"}});
    out["CounterEntry"] = open_object(
        {{"reference", "string"}, {"name", "string"}, {"filedFor", "string"}, {"state", "string"}, {"breach", "boolean"}});
    for (const auto* name : {"time", "claimedBy", "due", "outbox"})
        out["CounterEntry"]["properties"][name] = {{"type", {"string", "null"}}};
    out["CounterDay"] = open_object({{"date", "string"}, {"office", "string"}, {"files", "array:CounterEntry"}});
    out["CounterFile"] = open_object({{"application", "object:Application"},
                                      {"filing", "object:Filing"},
                                      {"comparison", "array"},
                                      {"fingers", "array"},
                                      {"allowed", "array:string"},
                                      {"eligibilityToday", "object"},
                                      {"mine", "boolean"},
                                      {"registryAsked", "boolean"},
                                      {"consentVersion", "string"}});
    for (const auto* name : {"face", "verification", "consent", "outbox"})
        out["CounterFile"]["properties"][name] = {{"type", {"object", "null"}}};
    for (const auto* name : {"portrait", "mrz", "claimedBy"})
        out["CounterFile"]["properties"][name] = {{"type", {"string", "null"}}};
    out["CounterFile"]["properties"]["claimedSince"] = {{"type", {"integer", "null"}}};
    return out;
}

std::string operation_id(const Route& route) {
    std::string out = route.method;
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
    for (char c : route.path.substr(std::string_view("/api/v1").size()))
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

Json body_of(const Route& route) {
    if (route.body == BodyKind::json)
        return {{"required", true},
                {"content", {{"application/json", {{"schema", object_of(route.members, {{"additionalProperties", false}})}}}}}};
    const Json binary{{"schema", {{"type", "string"}, {"format", "binary"}}}};
    if (route.body == BodyKind::image) return {{"required", true}, {"content", {{"image/jpeg", binary}, {"image/png", binary}}}};
    return {{"required", true}, {"content", {{"application/octet-stream", binary}}}};
}

Json answers_of(const Route& route) {
    Json ok{{"description", "Done"}};
    if (route.answer.find('/') != std::string::npos)
        ok["content"] = {{route.answer, {{"schema", {{"type", "string"}, {"format", "binary"}}}}}};
    else if (!route.answer.empty())
        ok["content"] = {{"application/json", {{"schema", reference(route.answer)}}}};
    const Json wrong{{"description", "Problem"}, {"content", {{"application/problem+json", {{"schema", reference("Problem")}}}}}};
    return {{"2XX", ok}, {"4XX", wrong}, {"5XX", wrong}};
}

/// Live and ready stand outside /api/v1, where load balancers look for them.
Json health_path(std::string_view id, std::string_view summary, std::string_view answer) {
    const Json content{{"application/json", {{"schema", reference(answer)}}}};
    Json answers{{"200", {{"description", "Yes"}, {"content", content}}}};
    if (answer == "Readiness") answers["503"] = {{"description", "No; the members say why"}, {"content", content}};
    answers["4XX"] = {{"description", "Problem"}, {"content", {{"application/problem+json", {{"schema", reference("Problem")}}}}}};
    return {{"get", {{"operationId", id}, {"summary", summary}, {"tags", {"health"}}, {"security", Json::array()}, {"responses", answers}, {"x-role", text(Role::anyone)}}}};
}

std::string tag_of(const Route& route) {
    const auto rest = route.path.substr(std::string_view("/api/v1/").size());
    return rest.substr(0, rest.find('/'));
}

}  // namespace

Json openapi(const std::vector<Route>& routes) {
    Json out{{"openapi", "3.1.0"},
             {"info",
              {{"title", "Một Cửa"},
               {"version", "1.0.0"},
               {"description", "Registration of foreigners' electronic identification accounts, level 2. A page that refreshes itself sends X-Quiet: 1; such a request does not lengthen the session."},
               {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
             {"servers", {{{"url", "/"}}}},
             {"paths", Json::object()}};
    Json tags = Json::array();
    auto schemas = components();
    for (const auto& route : routes) {
        if (!route.path.starts_with("/api/v1/")) continue;  // pages for developers are no part of the interface
        Json operation{{"operationId", operation_id(route)},
                       {"summary", route.summary},
                       {"tags", {tag_of(route)}},
                       {"responses", answers_of(route)}};
        if (auto parameters = parameters_of(route); !parameters.empty()) operation["parameters"] = parameters;
        if (route.body != BodyKind::none) operation["requestBody"] = body_of(route);
        operation["security"] =
            route.role == Role::anyone || route.role == Role::peer ? Json::array() : Json::array({{{"session", Json::array()}}});
        operation["x-role"] = text(route.role);
        auto method = operation["operationId"].get<std::string>();
        out["paths"][route.path][method.substr(0, method.find('_'))] = operation;
        const Json tag{{"name", tag_of(route)}};
        if (std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(tag);
        if (!route.answer.empty() && route.answer.find('/') == std::string::npos && !schemas.contains(route.answer))
            schemas[route.answer] = {{"type", "object"}};
    }
    out["paths"]["/healthz"] = health_path("healthz", "Whether the process lives", "Liveness");
    out["paths"]["/readyz"] = health_path("readyz", "Whether it can take work: store writable, key loaded, front not full", "Readiness");
    tags.push_back({{"name", "health"}});
    out["tags"] = tags;
    out["components"] = {{"schemas", schemas},
                         {"securitySchemes", {{"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "motcua"}}}}}};
    return out;
}

}  // namespace motcua::http
