#include "server/registry/service.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include <fmt/format.h>
#include <sodium.h>

#include "server/registry/identify.hpp"
#include "server/registry/protocol.hpp"
#include "server/store/store.hpp"

namespace motcua::registry {
namespace {

constexpr std::size_t most_conditions = 16;
constexpr std::size_t most_probes = 16;
constexpr std::size_t largest_verify = 8 * 1024 * 1024;
constexpr int most_rows = 100;
constexpr int most_candidates = 100, usual_candidates = 10;

std::string query(const PeerRequest& request, const std::string& name) {
    const auto it = request.query.find(name);
    return it == request.query.end() ? "" : it->second;
}

int number(const std::string& text, int otherwise, int most) {
    int out = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (fault != std::errc{} || end != text.data() + text.size() || out < 0) return otherwise;
    return std::min(out, most);
}

bool known_gallery(std::string_view id) { return id == gallery || id == "ALL"; }

Json identity_json(const Identity& identity) {
    Json biometrics = Json::array();
    for (const auto& item : identity.biometrics) biometrics.push_back({{"biometricType", item.type}, {"biometricSubType", item.sub_type}});
    return {{"identityId", identity.identity_id}, {"identityType", "foreign-resident"},    {"status", identity.status},
            {"galleries", Json::array({gallery})}, {"biographicData", identity.attributes}, {"biometricData", biometrics}};
}

Json score_json(const Score& score) {
    Json others = {{"threshold", score.threshold}, {"match", score.match}};
    if (!score.model.empty()) others["model"] = score.model;
    if (score.false_match_rate) others["falseMatchRate"] = *score.false_match_rate;
    for (const auto& place : score.paired) others["pairedMinutiae"].push_back({place.x, place.y});
    if (score.caller_s_template) others["basis"] = "template";
    if (!score.error.empty()) others["error"] = score.error;
    return {{"score", score.score}, {"biometricType", score.type}, {"biometricSubType", score.sub_type}, {"others", others}};
}

Result<Condition> parse_condition(const Json& item) {
    const auto malformed = [](std::string_view field) { return Error{.code = ErrorCode::request_malformed, .field = std::string(field)}; };
    if (!item.is_object() || item.size() != 3) return malformed("expression");
    Condition out{.attribute = std::string(text_at(item, "attributeName")), .op = std::string(text_at(item, "operator"))};
    if (!known_attribute(out.attribute)) return malformed("attributeName");
    if (!known_operator(out.op)) return malformed("operator");
    const Json& value = member(item, "value");
    if (!value.is_primitive() || value.is_null()) return malformed("value");
    out.value = value.is_string() ? value.get<std::string>() : value.dump();
    return out;
}

Result<std::vector<Probe>> parse_probes(std::string_view body) {
    MOTCUA_TRY(json, parse_json(body, {.bytes = largest_verify}));
    const Json& list = member(json, "biometricData");
    if (!list.is_array() || list.empty() || list.size() > most_probes) return Error{.code = ErrorCode::request_malformed, .field = "biometricData"};
    std::vector<Probe> out;
    for (const Json& item : list) {
        MOTCUA_TRY(probe, parse_probe(item));
        const auto again = [&](const Probe& other) { return other.type == probe.type && other.sub_type == probe.sub_type; };
        // one finger twice would count as two that agree
        if (std::any_of(out.begin(), out.end(), again)) return Error{.code = ErrorCode::request_malformed, .field = "biometricSubType"};
        out.push_back(std::move(probe));
    }
    return out;
}

PeerAnswer bad_request(const Error& error) {
    const auto& row = describe(error.code);
    return error_answer(400, error.field.empty() ? std::string(row.code) : fmt::format("{}: {}", row.code, error.field));
}

}  // namespace

Result<std::vector<Condition>> parse_expressions(std::string_view body) {
    MOTCUA_TRY(json, parse_json(body));
    if (!json.is_array() || json.empty() || json.size() > most_conditions) return Error{.code = ErrorCode::request_malformed, .field = "expressions"};
    std::vector<Condition> out;
    for (const Json& item : json) {
        MOTCUA_TRY(condition, parse_condition(item));
        out.push_back(std::move(condition));
    }
    return out;
}

PeerAnswer Service::answer(const PeerRequest& request) {
    if (match_route(request, "GET", "/healthz")) return json_answer({{"status", "ok"}});
    if (!authorised(request)) return error_answer(401, "a bearer token is due");
    if (query(request, "transactionId").empty()) return error_answer(400, "transactionId is required");
    try {
        if (match_route(request, "POST", "/v1/persons")) return find(request);
        if (const auto ids = match_route(request, "GET", "/v1/persons/{}/identities")) return identities(ids->front(), "");
        if (const auto ids = match_route(request, "GET", "/v1/persons/{}/identities/{}")) return identities((*ids)[0], (*ids)[1]);
        if (const auto ids = match_route(request, "POST", "/v1/verify/{}/{}")) return verify(request, (*ids)[0], (*ids)[1]);
        if (const auto ids = match_route(request, "POST", "/v1/identify/{}")) return identify(request, ids->front());
    } catch (const store::StoreFailure&) {
        return error_answer(500, "the store failed");
    }
    return error_answer(404, "no such operation");
}

bool Service::authorised(const PeerRequest& request) const {
    const auto it = request.headers.find("authorization");
    const std::string due = "Bearer " + token_;
    return it != request.headers.end() && it->second.size() == due.size() && sodium_memcmp(it->second.data(), due.data(), due.size()) == 0;
}

PeerAnswer Service::find(const PeerRequest& request) {
    const auto conditions = parse_expressions(request.body);
    if (!conditions.ok()) return bad_request(conditions.error());
    if (const auto wanted = query(request, "gallery"); !wanted.empty() && !known_gallery(wanted)) return json_answer(Json::array());
    const auto found = records_.find(*conditions, number(query(request, "offset"), 0, 1'000'000), number(query(request, "limit"), most_rows, most_rows));
    const bool grouped = query(request, "group") == "true";
    Json out = Json::array();
    std::set<std::string> seen;
    for (const auto& row : found) {
        if (grouped && !seen.insert(row.person_id).second) continue;
        out.push_back(grouped ? Json{{"personId", row.person_id}} : Json{{"personId", row.person_id}, {"identityId", row.identity_id}});
    }
    return json_answer(out);
}

PeerAnswer Service::identities(const std::string& person, const std::string& identity) {
    const auto all = records_.identities(person);
    if (all.empty()) return error_answer(404, "unknown person");
    if (identity.empty()) {
        Json out = Json::array();
        for (const auto& one : all) out.push_back(identity_json(one));
        return json_answer(out);
    }
    for (const auto& one : all)
        if (one.identity_id == identity) return json_answer(identity_json(one));
    return error_answer(404, "unknown identity");
}

PeerAnswer Service::verify(const PeerRequest& request, const std::string& gallery_id, const std::string& person) {
    const auto probes = parse_probes(request.body);
    if (!probes.ok()) return bad_request(probes.error());
    if (!known_gallery(gallery_id) || !records_.has_person(person)) return error_answer(404, "unknown person or gallery");
    const auto on_record = records_.biometrics(person);
    std::vector<Score> scores;
    Json list = Json::array();
    for (const auto& probe : *probes) {
        const auto score = compare(probe, on_record, models_.get());
        if (!score) continue;
        scores.push_back(*score);
        list.push_back(score_json(*score));
    }
    return json_answer({{"decision", decide(scores)}, {"scores", list}});
}

PeerAnswer Service::identify(const PeerRequest& request, const std::string& gallery_id) {
    auto search = parse_search(request.body);
    if (!search.ok()) return bad_request(search.error());
    if (!known_gallery(gallery_id)) return error_answer(404, "unknown gallery");
    search->most = static_cast<std::size_t>(number(query(request, "maxNbCand"), usual_candidates, most_candidates));
    search->threshold = number(query(request, "threshold"), 0, 1000);
    const auto found = registry::identify(records_, *search);
    return found.ok() ? json_answer(*found) : bad_request(found.error());
}

}  // namespace motcua::registry
