// What an officer does at the counter: one function a use case, each in a file of its own. Every act writes its effect and
// its audit row in one transaction. Errors named at a function come beside those of open_for_work.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/counter/file.hpp"
#include "shared/application/override.hpp"

namespace motcua::counter {

// --- day.cpp
/// {"date","office","files":[…]}: bookings of the day, then walk-ins and files in progress; of today also what was sent and
/// is not answered. At most 500.
[[nodiscard]] Result<Json> day_list(const http::Services& services, const Officer& officer, Date date);

// --- open.cpp
/// The reference behind a slip token or a typed reference. Errors: slip_unknown, slip_other_office, reference_format,
/// reference_check.
[[nodiscard]] Result<std::string> open_slip(const http::Services& services, const Officer& officer, std::string_view code);

/// Writes down that the officer looked into a file, once in 15 minutes: who saw whose data can be told afterwards.
[[nodiscard]] Result<void> note_view(const http::Services& services, const Officer& officer, std::string_view reference);

// --- claim.cpp
/// Whether a file in this state can be taken by an officer at all.
[[nodiscard]] bool may_be_claimed(application::State state);
/// Takes the file; opens it at the counter on the first claim. A supervisor may take it over from somebody, with a reason.
/// Errors: file_claimed, file_act, reason_missing.
[[nodiscard]] Result<void> claim(const http::Services& services, const Officer& officer, std::string_view reference,
                                 std::string_view reason);
/// Lays the file down, for oneself or (supervisors) for the one who forgot to. Errors: file_claimed.
[[nodiscard]] Result<void> release(const http::Services& services, const Officer& officer, std::string_view reference);
/// Who holds a file, and since when.
struct Holder {
    staff::Account account;
    Millis since = 0;
};
[[nodiscard]] Result<std::optional<Holder>> holder_of(const http::Services& services, std::string_view reference);

// --- comparison.cpp
/// Compares typed, MRZ and registry. Without a passport the MRZ is empty. A registry out of reach does not stop the desk:
/// it is asked again at verification. Errors: those of parse_mrz and of Mrz::errors (field "mrz").
[[nodiscard]] Result<void> compare_file(const http::Services& services, const Officer& officer, std::string_view reference,
                                        std::string_view mrz);

// --- differences.cpp
/// Errors: comparison_due, difference_unknown, difference_source, reason_missing.
[[nodiscard]] Result<void> accept_difference(const http::Services& services, const Officer& officer, std::string_view reference,
                                             std::string_view field, std::string_view source, std::string_view reason);

// --- face.cpp, finger.cpp
/// Judged again here, whatever the browser said; the best of the tries is kept. Errors: picture_*, portrait_no_face.
[[nodiscard]] Result<void> capture_face(const http::Services& services, const Officer& officer, std::string_view reference,
                                        std::string_view image);
/// Errors: picture_*, finger_*, capture_position, capture_repeated (detail: the position that has the same finger).
[[nodiscard]] Result<void> capture_finger(const http::Services& services, const Officer& officer, std::string_view reference,
                                          std::string_view position, std::string_view image);
/// Errors: capture_position, capture_missing_reason.
[[nodiscard]] Result<void> mark_missing(const http::Services& services, const Officer& officer, std::string_view reference,
                                        std::string_view position, std::string_view reason);

// --- verification.cpp
/// Asks the registry, decides, sets the deadline; a doubt is recorded and leaves the file where it is: two people go on from there.
/// Errors: application_need_*, registry_unavailable, registry_answer, registry_ambiguous, portrait_other_model (the face on
/// record cannot be compared: the registry's operator must enrol it anew).
[[nodiscard]] Result<void> verify(const http::Services& services, const Officer& officer, std::string_view reference);

// --- override.cpp
/// Proposes to go on in spite of a doubt, over just the data of now. Errors: override_*, reason_missing.
[[nodiscard]] Result<void> propose_override(const http::Services& services, const Officer& officer, std::string_view reference,
                                            std::string_view reason);
/// What a supervisor makes of the proposal that was shown.
struct OverrideVerdict {
    std::int64_t proposal = 0;
    application::Decision decision{};
    std::string reason;
};
/// Approving takes the file on, as an agreeing verification would have. Errors: override_*, application_need_*, reason_missing.
[[nodiscard]] Result<void> decide_override(const http::Services& services, const Officer& officer, std::string_view reference,
                                           const OverrideVerdict& verdict);
/// The Override object of the API; null where nothing is in doubt.
[[nodiscard]] Result<Json> override_json(const store::Transaction& tx, const http::Services& services, const Officer& officer,
                                         const File& file);
/// Whether a proposal waits for a supervisor.
[[nodiscard]] Result<bool> awaits_supervisor(const store::Transaction& tx, const http::Services& services, const File& file);

// --- consent.cpp
struct ConsentGiven {
    std::string language, text_version;
    Json applicant_signature = Json::array();
    Json representative_signature = Json::array();
};
/// The version of the text an officer affirms on a day: its parts' versions joined by "+".
[[nodiscard]] std::string consent_version(const rules::Rulebook& book, Date day);
/// Errors: consent_text, consent_signature, consent_representative, file_act.
[[nodiscard]] Result<void> give_consent(const http::Services& services, const Officer& officer, std::string_view reference,
                                        const ConsentGiven& consent);

// --- send.cpp
/// State, outbox row, deadline, notice to the applicant and audit rows in one transaction. Errors: application_*.
[[nodiscard]] Result<void> send(const http::Services& services, const Officer& officer, std::string_view reference);

// --- give_back.cpp
/// Returns the file for correction: the work of this visit is undone, the claim ends, the applicant is told why.
[[nodiscard]] Result<void> give_back(const http::Services& services, const Officer& officer, std::string_view reference,
                                     std::string_view reason);

// --- agreement.cpp
/// PNG: a captured print with the minutiae that the registry found again on record. Errors: slip_unknown, slip_other_office;
/// request_not_found (not compared, nothing found again, or the finger was taken anew since); picture_*.
[[nodiscard]] Result<std::string> agreement_picture(const http::Services& services, const Officer& officer, std::string_view reference,
                                                    std::string_view position);

// --- view.cpp
/// The File object of the API, without "application", which the intake knows how to show.
[[nodiscard]] Result<Json> file_view(store::Transaction& tx, const http::Services& services, const Officer& officer,
                                     const File& file);

}  // namespace motcua::counter
