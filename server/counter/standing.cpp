#include "server/counter/standing.hpp"
#include "server/counter/verified.hpp"

#include "server/keys/keyring.hpp"
#include "server/store/verifications.hpp"
#include "server/verification/decision.hpp"

namespace motcua::counter {
namespace {

std::string hashed(const keys::Keyring& keys, std::string_view bytes) { return keys::hex(keys.mac("override", bytes)); }

Json choices_json(const Compared& compared) {
    Json out = Json::object();
    for (const auto& [field, source] : compared.accepted) out[field] = {{"accept", text(source)}, {"reason", compared.reasons.at(field)}};
    return out;
}

Json rows_json(const Compared& compared) {
    Json out = Json::array();
    for (const auto& row : compared.rows) out.push_back(to_json(row));
    return out;
}

Result<Json> captures_json(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference) {
    MOTCUA_TRY(captures, load_captures(tx, keys, reference));
    Json out = Json::array();
    for (const auto& each : captures)
        out.push_back({{"position", each.position}, {"image", hashed(keys, each.image)}, {"missing", each.missing}});
    return Json(std::move(out));
}

/// What the registry answered, if it was asked about just these data.
struct Answer {
    Json result;
    bool present = false;
};
Result<Answer> answer_of(const store::Transaction& tx, const keys::Keyring& keys, const File& file, const std::string& data) {
    MOTCUA_TRY(verified, load_verified(tx, keys, file.reference));
    if (!verified) return Answer{};
    const bool present = text_at(verified->result, "over") == data;
    return Answer{.result = std::move(verified->result), .present = present};
}

// The day on which an answer would be due is no part of what was decided upon.
std::string digest_of(const keys::Keyring& keys, const std::string& data, Json result) {
    result.erase("deadline");
    return hashed(keys, dump_json({{"data", data}, {"verification", std::move(result)}}));
}

std::optional<application::Proposal> for_rule(const std::optional<store::Override>& proposal, const std::string& digest) {
    if (!proposal) return std::nullopt;
    return application::Proposal{.same_data = proposal->digest == digest, .decision = application::parse_decision(proposal->decision)};
}

}  // namespace

Result<std::string> data_digest(const store::Transaction& tx, const keys::Keyring& keys, const File& file, const Compared& compared) {
    MOTCUA_TRY(captures, captures_json(tx, keys, file.reference));
    return hashed(keys, dump_json({{"filing", file.filing},
                                   {"mrz", compared.mrz},
                                   {"rows", rows_json(compared)},
                                   {"person", compared.record ? Json(compared.record->person_id) : Json(nullptr)},
                                   {"choices", choices_json(compared)},
                                   {"captures", std::move(captures)}}));
}

std::vector<std::string> contradictions(const Compared& compared, const Json& filing, Date today) {
    std::vector<std::string> out;
    if (!settled(compared.rows, compared.accepted) || compared.accepted.empty()) return out;
    const auto mrz = identity::parse_mrz(compared.mrz, today);
    const auto rows = compare(accepted_filing(filing, compared.rows, compared.accepted), mrz.ok() ? &*mrz : nullptr,
                              compared.record ? &*compared.record : nullptr);
    for (const auto& row : rows)
        if (row.verdict == Verdict::different) out.push_back(row.field);
    return out;
}

Result<Standing> standing_of(const store::Transaction& tx, const http::Services& services, const File& file) {
    MOTCUA_TRY(compared, load_comparison(tx, *services.keys, file.reference));
    Standing out{.doubts = {.state = file.state}, .proposal = tx.overrides().newest(file.reference)};
    out.doubts.proposal = for_rule(out.proposal, out.digest);  // without a doubt, or an answer, it is over other data
    if (!compared) return out;
    const auto decision = tx.verifications().decision_of(file.reference);
    out.contradicted = contradictions(*compared, file.filing, today(services));
    out.doubts.contradicted = !out.contradicted.empty();
    out.doubts.mismatch = decision && *decision == verification::text(verification::Decision::mismatch);
    if (!out.doubts.any() || !decision) return out;
    MOTCUA_TRY(data, data_digest(tx, *services.keys, file, *compared));
    MOTCUA_TRY(answer, answer_of(tx, *services.keys, file, data));
    out.doubts.registry_answered = answer.present;
    out.digest = digest_of(*services.keys, data, answer.result);
    out.doubts.proposal = for_rule(out.proposal, out.digest);
    return out;
}

}  // namespace motcua::counter
