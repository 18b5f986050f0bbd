// Going on in spite of a doubt, by two people: an officer proposes with a reason, a supervisor who is somebody else decides.
#include <fmt/format.h>

#include "server/counter/desk.hpp"
#include "server/counter/standing.hpp"
#include "server/keys/keyring.hpp"
#include "server/store/applications.hpp"
#include "server/store/overrides.hpp"
#include "server/store/verifications.hpp"
#include "server/verification/decision.hpp"
#include "shared/calendar/calendar.hpp"

namespace motcua::counter {
namespace {

std::string row_of(std::string_view reference, std::string_view digest) { return fmt::format("{}/{}", reference, digest); }

application::Person person_of(const Officer& officer, const File& file, const Standing& standing) {
    return {.holds_file = file.claimed_by == officer.id,
            .supervisor = officer.role == staff::StaffRole::supervisor,
            .proposed = standing.proposal && standing.proposal->officer == officer.id};
}

Json audited(const Standing& standing) {
    return {{"mismatch", standing.doubts.mismatch}, {"contradicted", standing.contradicted}};
}

Result<void> propose_in(const store::Transaction& tx, const http::Services& services, const Officer& officer,
                        std::string_view reference, const std::string& reason) {
    const auto& keys = *services.keys;
    MOTCUA_TRY(file, open_for_work(tx, keys, officer, reference));
    MOTCUA_TRY(standing, standing_of(tx, services, file));
    MOTCUA_CHECK(application::check_override(application::OverrideAct::propose, standing.doubts, person_of(officer, file, standing)));
    tx.overrides().propose(reference, {.officer = officer.id,
                                       .reason = seal(tx, keys, reference, "overrides", "reason", row_of(reference, standing.digest), reason),
                                       .digest = standing.digest});
    audit(tx, officer, "file.override_proposed", reference, audited(standing));
    return {};
}

// The deadline is the one that the registry's answer leaves, as if the officer had gone on alone.
Result<void> go_on(const store::Transaction& tx, const http::Services& services, const Officer& officer, const File& file) {
    const auto decision = tx.verifications().decision_of(file.reference);
    const int days = verification::working_days(verification::parse_decision(decision.value_or("")));
    tx.applications().promise(file.reference, calendar::deadline(today(services), days, services.rules->calendar));
    MOTCUA_TRY(context, context_of(tx, services, file, officer));
    return advance(tx, file, application::Event::verify, {.actor = application::Actor::supervisor, .id = officer.id}, context);
}

Result<void> decide_in(const store::Transaction& tx, const http::Services& services, const Officer& officer,
                       std::string_view reference, const OverrideVerdict& verdict, const std::string& reason) {
    const auto& keys = *services.keys;
    MOTCUA_TRY(file, open_to_read(tx, keys, officer, reference));
    MOTCUA_TRY(standing, standing_of(tx, services, file));
    MOTCUA_CHECK(application::check_override(application::OverrideAct::decide, standing.doubts, person_of(officer, file, standing)));
    // another proposal than the one that was shown: its reason was never read
    if (standing.proposal->id != verdict.proposal) return ErrorCode::override_lapsed;
    const std::string decision(application::text(verdict.decision));
    tx.overrides().decide(verdict.proposal,
                          {.decision = decision,
                           .supervisor = officer.id,
                           .reason = seal(tx, keys, reference, "overrides", "decision_reason", row_of(reference, standing.digest), reason)});
    audit(tx, officer, "file.override_" + decision, reference, audited(standing));
    return verdict.decision == application::Decision::approved ? go_on(tx, services, officer, file) : Result<void>{};
}

Json name_of(const store::Transaction& tx, const std::string& id) {
    const auto account = id.empty() ? std::nullopt : staff::find(tx, id);
    return account ? Json(account->name) : Json(nullptr);
}

Result<Json> proposal_json(const store::Transaction& tx, const http::Services& services, const Officer& officer, const File& file,
                           const Standing& standing) {
    if (!standing.proposal) return Json{};
    const auto& proposal = *standing.proposal;
    const std::string row = row_of(file.reference, proposal.digest);
    MOTCUA_TRY(reason, unseal(tx, *services.keys, file.reference, "overrides", "reason", row, proposal.reason));
    Json out{{"id", proposal.id},
             {"by", name_of(tx, proposal.officer)},
             {"mine", proposal.officer == officer.id},
             {"at", proposal.at},
             {"reason", reason},
             {"sameData", standing.doubts.proposal->same_data},
             {"decision", nullptr},
             {"decidedBy", name_of(tx, proposal.supervisor)},
             {"decidedAt", nullptr},
             {"decisionReason", nullptr}};
    if (proposal.decision.empty()) return Json(std::move(out));
    MOTCUA_TRY(why, unseal(tx, *services.keys, file.reference, "overrides", "decision_reason", row, proposal.decision_reason));
    out.update({{"decision", proposal.decision}, {"decidedAt", proposal.decided_at}, {"decisionReason", why}});
    return Json(std::move(out));
}

}  // namespace

Result<void> propose_override(const http::Services& services, const Officer& officer, std::string_view reference,
                              std::string_view reason) {
    MOTCUA_TRY(given, check_reason(reason));
    return services.db->write<void>([&](store::Transaction& tx) { return propose_in(tx, services, officer, reference, given); });
}

Result<void> decide_override(const http::Services& services, const Officer& officer, std::string_view reference,
                             const OverrideVerdict& verdict) {
    MOTCUA_TRY(given, check_reason(verdict.reason));
    return services.db->write<void>(
        [&](store::Transaction& tx) { return decide_in(tx, services, officer, reference, verdict, given); });
}

Result<Json> override_json(const store::Transaction& tx, const http::Services& services, const Officer& officer, const File& file) {
    MOTCUA_TRY(standing, standing_of(tx, services, file));
    if (!standing.doubts.any()) return Json{};
    MOTCUA_TRY(proposal, proposal_json(tx, services, officer, file, standing));
    return Json{{"state", application::text(application::override_state(standing.doubts))},
                {"mismatch", standing.doubts.mismatch},
                {"contradicted", standing.contradicted},
                {"registryAnswered", standing.doubts.registry_answered},
                {"proposal", std::move(proposal)}};
}

Result<bool> awaits_supervisor(const store::Transaction& tx, const http::Services& services, const File& file) {
    const auto proposal = tx.overrides().newest(file.reference);
    if (!proposal || !proposal->decision.empty()) return false;
    MOTCUA_TRY(standing, standing_of(tx, services, file));
    return application::override_state(standing.doubts) == application::OverrideState::waiting;
}

}  // namespace motcua::counter
