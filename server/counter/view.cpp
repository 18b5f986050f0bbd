#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "server/counter/desk.hpp"
#include "server/counter/verified.hpp"
#include "server/keys/keyring.hpp"
#include "server/provisioning/outbox.hpp"
#include "server/store/consents.hpp"
#include "server/store/portraits.hpp"
#include "shared/form/validate.hpp"

namespace motcua::counter {
namespace {

std::string address(const File& file, std::string_view tail) { return fmt::format("/api/v1/counter/{}{}", file.reference, tail); }

Json comparison_json(const std::optional<Compared>& compared) {
    Json out = Json::array();
    if (!compared) return out;
    for (const auto& row : compared->rows) {
        Json each = to_json(row);
        const auto choice = compared->accepted.find(row.field);
        const bool chosen = choice != compared->accepted.end();
        each["accepted"] = chosen ? Json(text(choice->second)) : Json(nullptr);
        each["reason"] = chosen ? Json(compared->reasons.at(row.field)) : Json(nullptr);
        out.push_back(std::move(each));
    }
    return out;
}

Json face_json(const File& file, const std::vector<CaptureState>& captures) {
    const auto face = std::find_if(captures.begin(), captures.end(), [](const auto& c) { return c.position == "face"; });
    if (face == captures.end()) return nullptr;
    return {{"image", address(file, "/face.jpg")}, {"quality", face->quality}, {"serves", serves(face->quality)}};
}

Json fingers_json(const File& file, const std::vector<CaptureState>& captures) {
    Json out = Json::array();
    for (const auto& capture : captures) {
        if (capture.position == "face") continue;
        const bool missing = !capture.missing.empty();
        out.push_back({{"position", capture.position},
                       {"image", missing ? Json(nullptr) : Json(address(file, "/fingers/" + capture.position + ".png"))},
                       {"quality", missing ? Json(nullptr) : capture.quality},
                       {"serves", missing || serves(capture.quality)},
                       {"missing", missing ? Json(capture.missing) : Json(nullptr)}});
    }
    return out;
}

/// The places stay here: how many there are, and where they are drawn. A result of an earlier version has none.
void agreement_json(const File& file, const std::vector<CaptureState>& captures, Millis verified, Json& finger) {
    const std::size_t paired = member(finger, "paired").size();
    const auto shows = [&](const CaptureState& c) { return c.position == text_at(finger, "position") && c.missing.empty() && c.at <= verified; };
    finger["paired"] = paired;
    finger["agreement"] = paired > 0 && std::any_of(captures.begin(), captures.end(), shows) ? Json(address(file, fmt::format("/fingers/{}/agreement.png", text_at(finger, "position")))) : Json(nullptr);
}

Result<Json> verification_json(const store::Transaction& tx, const keys::Keyring& keys, const File& file, const std::vector<CaptureState>& captures) {
    MOTCUA_TRY(verified, load_verified(tx, keys, file.reference));
    if (!verified) return Json{};
    Json& out = verified->result;
    for (Json& finger : out["fingers"]) agreement_json(file, captures, verified->at, finger);
    out.erase("over");
    out.erase("candidates");  // other people's: for an inquiry, not for the desk
    out["at"] = verified->at;
    return std::move(out);
}

Json consent_json(const store::Transaction& tx, const File& file) {
    const auto note = tx.consents().note_of(file.reference);
    if (!note) return nullptr;
    return {{"language", note->language},
            {"textVersion", note->text_version},
            {"at", note->at},
            {"representativeSigned", note->representative_signed}};
}

Json outbox_json(store::Transaction& tx, const File& file) {
    const auto view = provisioning::outbox_view(tx, provisioning::kind_authority, file.reference);
    if (!view) return nullptr;
    return {{"state", view->state},
            {"attempts", view->attempts},
            {"nextTry", view->next_try == 0 ? Json(nullptr) : Json(view->next_try)},
            {"lastError", view->last_error.empty() ? Json(nullptr) : Json(view->last_error)}};
}

/// An event whose last need is the act itself (the registry's answer, the signatures) counts as allowed when everything before
/// it is done.
application::Context with_the_act(application::Event event, application::Context context) {
    if (event == application::Event::verify) context.registry_answered = context.registry_match = context.sources_agree = true;
    if (event == application::Event::consent) context.consents_signed = true;
    return context;
}

/// What the officer may do now.
Json allowed_json(const File& file, const Officer& officer, const application::Context& context) {
    using application::Event;
    const bool mine = file.claimed_by == officer.id;
    const bool working = mine && file.state == application::State::at_counter;
    Json out = Json::array();
    if (!mine && may_be_claimed(file.state)) out.push_back("claim");
    if (mine) out.push_back("release");
    for (const char* act : {"compare", "capture"})
        if (working) out.push_back(act);
    for (const Event event : {Event::verify, Event::consent, Event::send, Event::return_for_correction})
        if (application::is_allowed(file.state, event, application::Actor::officer, with_the_act(event, context)))
            out.push_back(application::text(event));
    return out;
}

Json eligibility_json(const http::Services& services, const File& file, const Json& filing) {
    const Date day = today(services);
    const auto answer = eligibility_on(services, filing, day);
    Json reasons = Json::array();
    for (const auto reason : answer.reasons)
        reasons.push_back({{"code", eligibility::code(reason)},
                           {"text", {{"vi", eligibility::describe(reason, "vi")}, {"en", eligibility::describe(reason, "en")}}}});
    return {{"decision", eligibility::code(answer.decision)},
            {"eligible", eligible(answer, file.filed_for)},
            {"reasons", std::move(reasons)},
            {"ruleSet", answer.rule_set},
            {"certain", answer.certain},
            {"age", answer.age},
            {"childAssentDue", form::child_assent_due(filing, day, *services.rules)}};
}

/// What was found when the portrait came from home: it may have been kept with faults.
Json portrait_verdict(const store::Transaction& tx, const File& file) {
    if (file.portrait_id.empty()) return nullptr;
    const auto kept = parse_json(tx.portraits().verdict(file.portrait_id));
    return kept ? *kept : Json(nullptr);
}

}  // namespace

Result<Json> file_view(store::Transaction& tx, const http::Services& services, const Officer& officer, const File& file) {
    MOTCUA_TRY(compared, load_comparison(tx, *services.keys, file.reference));
    MOTCUA_TRY(context, context_of(tx, services, file, officer));
    const auto captures = capture_states(tx, file.reference);
    MOTCUA_TRY(verification, verification_json(tx, *services.keys, file, captures));
    MOTCUA_TRY(in_spite, override_json(tx, services, officer, file));
    const Json filing = compared ? accepted_filing(file.filing, compared->rows, compared->accepted) : file.filing;
    const auto holder = file.claimed_by.empty() ? std::nullopt : staff::find(tx, file.claimed_by);
    return Json{{"filing", filing},
                {"portrait", file.portrait_id.empty() ? Json(nullptr) : Json("/api/v1/portraits/" + file.portrait_id)},
                {"portraitVerdict", portrait_verdict(tx, file)},
                {"comparison", comparison_json(compared)},
                {"mrz", compared ? Json(compared->mrz) : Json(nullptr)},
                {"registryAsked", compared && compared->asked},
                {"face", face_json(file, captures)},
                {"fingers", fingers_json(file, captures)},
                {"verification", std::move(verification)},
                {"override", std::move(in_spite)},
                {"consent", consent_json(tx, file)},
                {"consentVersion", consent_version(*services.rules, today(services))},
                {"outbox", outbox_json(tx, file)},
                {"claimedBy", holder ? Json(holder->name) : Json(nullptr)},
                {"claimedSince", holder ? Json(file.claimed_at) : Json(nullptr)},
                {"mine", file.claimed_by == officer.id},
                {"allowed", allowed_json(file, officer, context)},
                {"eligibilityToday", eligibility_json(services, file, filing)}};
}

}  // namespace motcua::counter
