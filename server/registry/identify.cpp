#include "server/registry/identify.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "server/registry/protocol.hpp"
#include "shared/finger/match.hpp"
#include "shared/finger/position.hpp"

namespace motcua::registry {
namespace {

constexpr std::size_t largest_search = 8 * 1024 * 1024;
constexpr std::size_t most_probes = 16;
constexpr std::size_t most_named = 20;  // types or sub-types of a filter

constexpr std::string_view finger_type = "FINGER";

Error malformed(std::string field) { return {.code = ErrorCode::request_malformed, .field = std::move(field)}; }

Result<std::optional<Date>> date_at(const Json& filter, const std::string& name) {
    if (!filter.contains(name)) return std::optional<Date>{};
    const auto date = parse_date(text_at(filter, name));
    if (!date.ok()) return malformed("filter." + name);
    return std::optional(*date);
}

Result<std::vector<std::string>> texts_at(const Json& filter, const std::string& name) {
    std::vector<std::string> out;
    if (!filter.contains(name)) return out;
    const Json& list = member(filter, name);
    if (!list.is_array() || list.empty() || list.size() > most_named) return malformed("filter." + name);
    for (const Json& each : list) {
        if (!each.is_string()) return malformed("filter." + name);
        out.push_back(each.get<std::string>());
    }
    return out;
}

Result<Filter> parse_filter(const Json& json) {
    constexpr std::array known{"dateOfBirthMin", "dateOfBirthMax", "gender", "biometricType", "biometricSubType"};
    if (!json.is_object()) return malformed("filter");
    for (const auto& [name, value] : json.items())
        if (std::find(known.begin(), known.end(), name) == known.end()) return malformed("filter");
    Filter out;
    MOTCUA_TRY(from, date_at(json, "dateOfBirthMin"));
    MOTCUA_TRY(to, date_at(json, "dateOfBirthMax"));
    MOTCUA_TRY(types, texts_at(json, "biometricType"));
    MOTCUA_TRY(sub_types, texts_at(json, "biometricSubType"));
    if (json.contains("gender") && text_at(json, "gender").empty()) return malformed("filter.gender");
    if (json.contains("gender")) out.gender = text_at(json, "gender");
    out.born_from = from, out.born_to = to, out.types = std::move(types), out.sub_types = std::move(sub_types);
    return out;
}

bool listed(const std::vector<std::string>& list, std::string_view text) { return list.empty() || std::find(list.begin(), list.end(), text) != list.end(); }

bool born_within(const Filter& filter, const std::string& birth_date) {
    if (!filter.born_from && !filter.born_to) return true;
    const auto born = parse_date(birth_date);
    return born.ok() && (!filter.born_from || *born >= *filter.born_from) && (!filter.born_to || *born <= *filter.born_to);
}

bool fits(Records& records, const Filter& filter, const RecordedFinger& finger) {
    if (!listed(filter.sub_types, finger.sub_type)) return false;
    if (!filter.born_from && !filter.born_to && !filter.gender) return true;
    for (const auto& identity : records.identities(finger.person_id)) {
        if (identity.identity_id != finger.identity_id) continue;
        const auto of = [&](const char* name) { const auto it = identity.attributes.find(name); return it == identity.attributes.end() ? std::string{} : it->second; };
        return born_within(filter, of("dateOfBirth")) && (!filter.gender || of("gender") == *filter.gender);
    }
    return false;
}

struct Match {
    FingerHit hit;
    std::string probe;  ///< sub-type of the captured finger
    bool by_template = false;
};

/// What was found of each person, best first.
using Matches = std::map<std::string, std::vector<Match>>;

void sort_matches(std::vector<Match>& matches) {
    std::sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
        return std::tie(b.hit.score, a.hit.finger, a.probe) < std::tie(a.hit.score, b.hit.finger, b.probe);
    });
}

Result<Matches> search_all(Records& records, const Search& search, int least) {
    Matches out;
    for (std::size_t i = 0; i < search.probes.size(); ++i) {
        const auto probe = read_finger(search.probes[i]);
        if (!probe.ok()) return Error{.code = probe.error().code, .field = fmt::format("biometricData[{}]", i)};
        for (auto& hit : records.search(*probe, least))
            if (fits(records, search.filter, hit.finger)) out[hit.finger.person_id].push_back({.hit = std::move(hit), .probe = search.probes[i].sub_type, .by_template = search.probes[i].image.empty()});
    }
    for (auto& [person, matches] : out) sort_matches(matches);
    return out;
}

Json score_json(const Match& match, int threshold) {
    Json others = {{"threshold", threshold}, {"match", true}, {"falseMatchPpm", finger::false_match_ppm(match.hit.score)}, {"probeSubType", match.probe}};
    if (match.by_template) others["basis"] = "template";
    return {{"score", match.hit.score},
            {"encounterId", match.hit.finger.identity_id},
            {"biometricType", finger_type},
            {"biometricSubType", match.hit.finger.sub_type},
            {"others", std::move(others)}};
}

Json candidate_json(const std::string& person, const std::vector<Match>& matches, int threshold) {
    Json scores = Json::array();
    for (const auto& match : matches) scores.push_back(score_json(match, threshold));
    return {{"personId", person}, {"score", matches.front().hit.score}, {"scores", std::move(scores)}};
}

/// A person with more matching fingers is the likelier one, then who has the better.
std::vector<Matches::const_iterator> ranked(const Matches& found, std::size_t most) {
    std::vector<Matches::const_iterator> out;
    for (auto it = found.begin(); it != found.end(); ++it) out.push_back(it);
    std::stable_sort(out.begin(), out.end(), [](auto a, auto b) {
        return std::tuple(a->second.size(), a->second.front().hit.score) > std::tuple(b->second.size(), b->second.front().hit.score);
    });
    if (out.size() > most) out.resize(most);
    return out;
}

}  // namespace

Result<Search> parse_search(std::string_view body) {
    MOTCUA_TRY(json, parse_json(body, {.bytes = largest_search}));
    Search out;
    MOTCUA_TRY(filter, parse_filter(member(json, "filter")));
    out.filter = std::move(filter);
    const Json& list = member(json, "biometricData");
    if (!list.is_array() || list.empty() || list.size() > most_probes) return malformed("biometricData");
    for (const Json& item : list) {
        MOTCUA_TRY(probe, parse_probe(item));
        if (probe.type != finger_type) return malformed("biometricType");
        if (probe.sub_type.empty()) probe.sub_type = "UNKNOWN";
        if (!finger::parse_position(our_position(probe.sub_type))) return malformed("biometricSubType");  // four fingers in one picture
        out.probes.push_back(std::move(probe));
    }
    return out;
}

Result<Json> identify(Records& records, const Search& search) {
    const int least = std::max(search.threshold, finger::search_threshold(records.fingers()));
    Json out = Json::array();
    if (!listed(search.filter.types, finger_type)) return out;
    MOTCUA_TRY(found, search_all(records, search, least));
    for (const auto& each : ranked(found, search.most)) {
        Json candidate = candidate_json(each->first, each->second, least);
        candidate["rank"] = out.size() + 1;
        out.push_back(std::move(candidate));
    }
    return out;
}

}  // namespace motcua::registry
