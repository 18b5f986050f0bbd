#include "server/counter/file.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "server/counter/standing.hpp"
#include "server/keys/keyring.hpp"
#include "server/store/applications.hpp"
#include "server/store/bookings.hpp"
#include "server/store/consents.hpp"
#include "server/store/verifications.hpp"
#include "shared/application/reason.hpp"
#include "shared/base/text.hpp"
#include "shared/form/validate.hpp"

namespace motcua::counter {
namespace {

std::string record_of(std::string_view reference) { return fmt::format("application:{}", reference); }

Fingers fingers_of(const std::vector<CaptureState>& captures) {
    Fingers out;
    for (const auto& capture : captures) {
        const auto position = finger::parse_position(capture.position);
        if (!position) continue;
        if (!capture.missing.empty())
            out[*position] = FingerState::missing;
        else if (serves(capture.quality))
            out[*position] = FingerState::captured;
    }
    return out;
}

bool face_serves(const std::vector<CaptureState>& captures) {
    return std::any_of(captures.begin(), captures.end(), [](const auto& c) { return c.position == "face" && serves(c.quality); });
}

}  // namespace

std::string seal(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference, std::string_view table,
                 std::string_view column, std::string_view row, std::string_view plain) {
    return keys.seal(tx, {.record = record_of(reference), .table = table, .column = column, .row = row}, plain);
}

Result<std::string> unseal(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference,
                           std::string_view table, std::string_view column, std::string_view row, std::string_view sealed) {
    const std::string record = record_of(reference);
    return keys.unseal(tx, {.record = record, .table = table, .column = column, .row = row}, sealed);
}

Result<File> load_file(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference) {
    auto found = tx.applications().find(reference);
    if (!found) return ErrorCode::slip_unknown;
    MOTCUA_TRY(plain, unseal(tx, keys, reference, "applications", "filing", reference, found->filing));
    MOTCUA_TRY(filing, parse_json(plain));
    return File{.reference = std::move(found->reference),
                .state = found->state,
                .filed_for = std::move(found->filed_for),
                .language = std::move(found->language),
                .office = std::move(found->office),
                .claimed_by = std::move(found->claimed_by),
                .claimed_at = found->claimed_at,
                .filing = std::move(filing),
                .portrait_id = std::move(found->portrait_id),
                .due = std::move(found->due),
                .due_days = found->due_days};
}

bool serves(const Json& quality) {
    if (is_true(quality, "valid")) return true;
    const Json& tries = member(quality, "tries");
    return tries.is_number_integer() && tries.get<int>() >= 3 && member(quality, "quality").is_number();
}

Result<Json> filing_in_force(const store::Transaction& tx, const keys::Keyring& keys, const File& file) {
    MOTCUA_TRY(compared, load_comparison(tx, keys, file.reference));
    if (!compared) return file.filing;
    return accepted_filing(file.filing, compared->rows, compared->accepted);
}

eligibility::Answer eligibility_on(const http::Services& services, const Json& filing, Date day) {
    return eligibility::decide(form::eligibility_question(filing, day), *services.rules);
}

bool eligible(const eligibility::Answer& answer, std::string_view filed_for) {
    if (answer.decision == eligibility::Decision::eligible) return true;
    return answer.decision == eligibility::Decision::guardian_required && filed_for != "self";
}

Result<application::Context> context_of(const store::Transaction& tx, const http::Services& services, const File& file,
                                        const Officer& officer) {
    MOTCUA_TRY(compared, load_comparison(tx, *services.keys, file.reference));
    const Json filing = compared ? accepted_filing(file.filing, compared->rows, compared->accepted) : file.filing;
    const auto captures = capture_states(tx, file.reference);
    const auto decision = tx.verifications().decision_of(file.reference);
    MOTCUA_TRY(standing, standing_of(tx, services, file));
    return application::Context{
        .slot_taken = tx.bookings().of(file.reference).has_value(),
        .comparison_settled = compared && settled(compared->rows, compared->accepted),
        .face_captured = face_serves(captures),
        .fingers_captured = fingers_complete(fingers_of(captures)),
        .registry_answered = decision.has_value(),
        .registry_match = decision && !standing.doubts.mismatch,
        .sources_agree = !standing.doubts.contradicted,
        .second_person = application::override_state(standing.doubts) == application::OverrideState::approved,
        .consents_signed = tx.consents().note_of(file.reference).has_value(),
        .eligible_today = eligible(eligibility_on(services, filing, today(services)), file.filed_for),
        .claimed_by_actor = file.claimed_by == officer.id};
}

Result<void> advance(const store::Transaction& tx, const File& file, application::Event event, const intake::By& by,
                     const application::Context& context) {
    MOTCUA_CHECK(intake::set_state(tx, file.reference, event, by, context));
    return {};
}

Result<void> advance(const store::Transaction& tx, const File& file, application::Event event, const Officer& officer,
                     const application::Context& context) {
    return advance(tx, file, event, intake::By{.actor = application::Actor::officer, .id = officer.id}, context);
}

Result<File> open_to_read(const store::Transaction& tx, const keys::Keyring& keys, const Officer& officer,
                          std::string_view reference) {
    MOTCUA_TRY(file, load_file(tx, keys, reference));
    if (!file.office.empty() && file.office != officer.office)
        return Error{.code = ErrorCode::slip_other_office, .detail = file.office};
    return file;
}

Result<File> open_for_work(const store::Transaction& tx, const keys::Keyring& keys, const Officer& officer,
                           std::string_view reference) {
    MOTCUA_TRY(file, open_to_read(tx, keys, officer, reference));
    if (file.claimed_by != officer.id) return file.claimed_by.empty() ? ErrorCode::file_not_claimed : ErrorCode::file_claimed;
    if (file.state != application::State::at_counter) return ErrorCode::file_act;
    return file;
}

sandbox::Sender sender_of(const Officer& officer, std::string_view reference) {
    return {.actor = "officer:" + officer.id, .subject = std::string(reference)};
}

void audit(const store::Transaction& tx, const Officer& officer, std::string_view action, std::string_view reference,
           const Json& detail) {
    tx.audit({.actor = "officer:" + officer.id,
              .action = std::string(action),
              .subject = std::string(reference),
              .detail = detail.empty() ? std::string{} : dump_json(detail)});
}

Result<std::string> check_reason(std::string_view reason) {
    std::string tidy = text::tidy(reason);
    const auto length = text::length(tidy);
    if (length < application::shortest_reason || length > application::longest_reason || text::has_forbidden_character(tidy))
        return Error{.code = ErrorCode::reason_missing, .field = "reason"};
    return tidy;
}

Date today(const http::Services& services) { return date_in_vietnam(services.clock()); }

}  // namespace motcua::counter
