#include "server/verification/registry_client.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "server/net/base64.hpp"
#include "server/registry/protocol.hpp"
#include "shared/base/date.hpp"
#include "shared/finger/position.hpp"

namespace motcua::verification {
namespace {

constexpr std::size_t longest_value = 200;
constexpr std::size_t largest_answer = 512 * 1024;
constexpr std::size_t most_candidates = 100;

std::string text_of(const Json& object, const char* name) { return std::string(text_at(object, name).substr(0, longest_value)); }

std::string date_of(const Json& object, const char* name) {
    const std::string text = text_of(object, name);
    return parse_date(text).ok() ? text : std::string{};
}

// An id goes into the path of the next call: nothing but these characters may.
bool safe_id(std::string_view id) {
    return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](unsigned char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    });
}

Json condition(const char* name, const std::string& value) {
    return {{"attributeName", name}, {"operator", "="}, {"value", value}};
}

bool is_face(std::string_view position) { return position == "face"; }

Json biometric(const Probe& probe) {
    Json out = {{"biometricType", is_face(probe.position) ? "FACE" : "FINGER"},
                {"biometricSubType", osia_sub_type(probe.position)},
                {"image", net::encode_base64(probe.image)},
                {"mimeType", probe.media_type},
                {"quality", probe.quality}};
    if (!is_face(probe.position)) out.update({{"impressionType", "LIVE_SCAN_PLAIN"}, {"resolution", 500}});
    return out;
}

const Json* identity_in_force(const Json& identities) {
    const Json* claimed = nullptr;
    for (const auto& identity : identities) {
        if (!identity.is_object()) continue;
        const std::string status = text_of(identity, "status");
        if (status == "VALID") return &identity;
        if (status == "CLAIMED") claimed = &identity;
    }
    return claimed;
}

void read_biometrics(const Json& identity, Record& record) {
    const auto list = identity.find("biometricData");
    if (list == identity.end() || !list->is_array()) return;
    for (const auto& item : *list) {
        if (!item.is_object() || item.contains("missing")) continue;
        const std::string type = text_of(item, "biometricType");
        if (type == "FACE") record.face_on_record = true;
        if (type == "FINGER") record.fingers_on_record.push_back(registry::our_position(text_of(item, "biometricSubType")));
    }
}

struct Comparison {
    bool match = false;
    double score = 0;
    std::optional<double> threshold{};
    std::vector<finger::Place> paired{};
};

constexpr std::size_t most_paired = 255;
constexpr int largest_place = 2000;  // pixels at 500 ppi: no finger reaches farther

/// others.pairedMinutiae: [[x, y], …]. All or nothing: what is not as said is no picture to decide by.
std::vector<finger::Place> paired_of(const Json& others) {
    const Json& list = member(others, "pairedMinutiae");
    if (!list.is_array() || list.size() > most_paired) return {};
    std::vector<finger::Place> out;
    for (const Json& place : list) {
        const auto fits = [&](std::size_t i) { return place[i].is_number_integer() && place[i] >= 0 && place[i] <= largest_place; };
        if (!place.is_array() || place.size() != 2 || !fits(0) || !fits(1)) return {};
        out.push_back({place[0].get<int>(), place[1].get<int>()});
    }
    return out;
}

Result<Comparison> parse_comparison(const Json& answer) {
    const auto decision = answer.find("decision");
    if (decision == answer.end() || !decision->is_boolean()) return ErrorCode::registry_answer;
    Comparison out{.match = decision->get<bool>()};
    const auto scores = answer.find("scores");
    if (scores == answer.end() || !scores->is_array() || scores->empty()) return out;
    const Json& first = scores->front();
    if (!first.is_object() || !first.contains("score") || !first["score"].is_number()) return ErrorCode::registry_answer;
    out.score = first["score"].get<double>();
    const Json& others = member(first, "others");
    // the registry's fault, not the person's: no mismatch may come of it
    if (text_at(others, "error") == describe(ErrorCode::portrait_other_model).code) return ErrorCode::portrait_other_model;
    const Json& threshold = member(others, "threshold");
    if (threshold.is_number()) out.threshold = threshold.get<double>();
    if (!std::isfinite(out.score)) return ErrorCode::registry_answer;
    out.paired = paired_of(others);
    return out;
}

Result<Json> parsed(const net::Answer& answer) {
    const auto json = parse_json(answer.body, {.bytes = largest_answer});
    if (!json.ok()) return Error{.code = ErrorCode::registry_answer, .detail = std::string(describe(json.error().code).code)};
    return *json;
}

Error unexpected(const net::Answer& answer) {
    if (answer.status >= 500 || answer.status == 429) return {.code = ErrorCode::registry_unavailable};
    return {.code = ErrorCode::registry_answer, .detail = fmt::format("status {}", answer.status)};
}

/// 202: the answer would come to a callback, later than an officer waits.
bool offers_no_search(long status) { return status == 404 || status == 405 || status == 501 || status == 403 || status == 202; }
bool could_not_read(long status) { return status == 400 || status == 413 || status == 415 || status == 422; }

/// OSIA's sub-types in small letters; whatever is none of the ten fingers is unknown.
std::string recorded_as(const Json& score) {
    const auto position = finger::parse_position(registry::our_position(text_at(score, "biometricSubType")));
    return std::string(finger::text(position.value_or(finger::Position::unknown)));
}

bool denied(const Json& score) {
    const Json& match = member(member(score, "others"), "match");
    return match.is_boolean() && !match.get<bool>();
}

/// `scores`; before ABIS 1.4 `scoreList`.
Result<void> read_candidate(const Json& candidate, std::string_view position, std::vector<FingerHit>& out) {
    const std::string person = text_of(candidate, "personId");
    if (!safe_id(person)) return ErrorCode::registry_answer;
    const Json& scores = member(candidate, candidate.contains("scores") ? "scores" : "scoreList");
    if (!scores.is_null() && (!scores.is_array() || scores.size() > most_candidates)) return ErrorCode::registry_answer;
    if (scores.empty()) out.push_back({.position = std::string(position), .person_id = person, .recorded_as = "unknown"});
    for (const Json& score : scores) {
        if (!score.is_object()) return ErrorCode::registry_answer;
        if (!denied(score)) out.push_back({.position = std::string(position), .person_id = person, .recorded_as = recorded_as(score)});
    }
    return {};
}

bool on_record(const Record& record, const Probe& probe) {
    if (is_face(probe.position)) return record.face_on_record;
    return std::find(record.fingers_on_record.begin(), record.fingers_on_record.end(), probe.position) !=
           record.fingers_on_record.end();
}

}  // namespace

std::string osia_sub_type(std::string_view position) {
    return is_face(position) ? "PORTRAIT" : registry::osia_position(position);
}

Result<Record> parse_identities(const Json& answer, std::string_view person_id) {
    if (!answer.is_array()) return ErrorCode::registry_answer;
    const Json* identity = identity_in_force(answer);
    if (!identity || !identity->contains("biographicData") || !(*identity)["biographicData"].is_object())
        return ErrorCode::registry_answer;
    const Json& data = (*identity)["biographicData"];
    Record record{.person_id = std::string(person_id),
                  .family_name = text_of(data, "lastName"),
                  .given_names = text_of(data, "firstName"),
                  .birth_date = date_of(data, "dateOfBirth"),
                  .sex = text_of(data, "gender"),
                  .nationality = text_of(data, "nationality"),
                  .passport_number = text_of(data, "passportNumber"),
                  .passport_expiry = date_of(data, "passportExpiry"),
                  .card_type = text_of(data, "residenceCardType"),
                  .card_number = text_of(data, "residenceCardNumber"),
                  .card_symbol = text_of(data, "residenceCardSymbol"),
                  .card_expiry = date_of(data, "residenceCardExpiry"),
                  .foreigner_number = text_of(data, "foreignerNumber")};
    read_biometrics(*identity, record);
    return record;
}

RegistryClient::RegistryClient(Options options, Transport transport)
    : options_(std::move(options)), transport_(std::move(transport)) {
    while (options_.url.ends_with('/')) options_.url.pop_back();
}

Result<std::vector<FingerHit>> parse_candidates(const Json& answer, std::string_view position) {
    if (!answer.is_array() || answer.size() > most_candidates) return ErrorCode::registry_answer;
    std::vector<FingerHit> out;
    for (const Json& candidate : answer) {
        if (!candidate.is_object()) return ErrorCode::registry_answer;
        MOTCUA_CHECK(read_candidate(candidate, position, out));
    }
    return out;
}

Result<net::Answer> RegistryClient::send(std::string_view method, const std::string& path, const Json& body) const {
    const net::Call call{.method = std::string(method),
                         .url = options_.url + path,
                         .headers = {{"Content-Type", "application/json"}, {"Authorization", "Bearer " + options_.token}},
                         .body = method == "POST" ? dump_json(body) : std::string{},
                         .connect_timeout_ms = 2000,
                         .timeout_ms = 10000,
                         .max_answer = largest_answer,
                         .trust = options_.trust};
    auto answer = transport_(call);
    if (!answer.ok())
        return Error{.code = ErrorCode::registry_unavailable, .detail = std::string(describe(answer.error().code).code)};
    return answer;
}

Result<Json> RegistryClient::call(std::string_view method, const std::string& path, const Json& body) const {
    MOTCUA_TRY(answer, send(method, path, body));
    if (answer.status == 404) return Json{};
    if (answer.status != 200) return unexpected(answer);
    return parsed(answer);
}

Result<std::optional<std::string>> RegistryClient::find_person(const Query& query, std::string_view transaction) const {
    const Json conditions = {condition("passportNumber", query.passport_number), condition("nationality", query.nationality),
                             condition("dateOfBirth", query.birth_date)};
    MOTCUA_TRY(people, call("POST", fmt::format("/v1/persons?transactionId={}&group=true&limit=2", transaction), conditions));
    if (people.is_null()) return std::optional<std::string>{};
    if (!people.is_array()) return ErrorCode::registry_answer;
    if (people.empty()) return std::optional<std::string>{};
    if (people.size() > 1) return ErrorCode::registry_ambiguous;
    const std::string id = people[0].is_object() ? text_of(people[0], "personId") : std::string{};
    if (!safe_id(id)) return ErrorCode::registry_answer;
    return std::optional<std::string>{id};
}

Result<std::optional<Record>> RegistryClient::find(const Query& query, std::string_view transaction) const {
    MOTCUA_TRY(person, find_person(query, transaction));
    if (!person) return std::optional<Record>{};
    MOTCUA_TRY(identities, call("GET", fmt::format("/v1/persons/{}/identities?transactionId={}", *person, transaction), {}));
    MOTCUA_TRY(record, parse_identities(identities, *person));
    return std::optional<Record>{record};
}

Result<Evidence> RegistryClient::compare(const Record& record, const std::vector<Probe>& probes,
                                         std::string_view transaction) const {
    Evidence evidence{.found = true};
    for (const auto& probe : probes) {
        if (!on_record(record, probe)) continue;
        const std::string path =
            fmt::format("/v1/verify/{}/{}?transactionId={}", registry::gallery, record.person_id, transaction);
        MOTCUA_TRY(answer, call("POST", path, {{"biometricData", Json::array({biometric(probe)})}}));
        if (!answer.is_object()) return ErrorCode::registry_answer;
        MOTCUA_TRY(result, parse_comparison(answer));
        if (is_face(probe.position))
            evidence.face = FaceResult{.score = result.score, .threshold = result.threshold, .match = result.match};
        else
            evidence.fingers.push_back({.position = probe.position, .score = result.score, .match = result.match, .paired = std::move(result.paired)});
    }
    return evidence;
}

Result<Search> RegistryClient::identify(const std::vector<Probe>& probes, std::string_view transaction) const {
    const std::string path = fmt::format("/v1/identify/{}?transactionId={}", registry::gallery, transaction);
    Search out;
    bool offered = true;
    for (const auto& probe : probes) {
        if (is_face(probe.position)) continue;
        if (!offered) {
            out.not_searched.push_back(probe.position);
            continue;
        }
        MOTCUA_TRY(answer, send("POST", path, {{"filter", {{"biometricType", {"FINGER"}}}}, {"biometricData", Json::array({biometric(probe)})}}));
        offered = !offers_no_search(answer.status);
        if (!offered || could_not_read(answer.status)) {
            out.not_searched.push_back(probe.position);
            continue;
        }
        if (answer.status != 200) return unexpected(answer);
        MOTCUA_TRY(json, parsed(answer));
        MOTCUA_TRY(hits, parse_candidates(json, probe.position));
        out.searched.push_back(probe.position);
        out.hits.insert(out.hits.end(), hits.begin(), hits.end());
    }
    return out;
}

}  // namespace motcua::verification
