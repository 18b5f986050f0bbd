// Rows as one line of text, every member of them: two answers are the same when their lines are.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "server/store/activations.hpp"
#include "server/store/applications.hpp"
#include "server/store/attachments.hpp"
#include "server/store/audit_log.hpp"
#include "server/store/bookings.hpp"
#include "server/store/captures.hpp"
#include "server/store/claims.hpp"
#include "server/store/closures.hpp"
#include "server/store/codes.hpp"
#include "server/store/comparisons.hpp"
#include "server/store/consents.hpp"
#include "server/store/drafts.hpp"
#include "server/store/keys.hpp"
#include "server/store/mailbox.hpp"
#include "server/store/notices.hpp"
#include "server/store/outbox.hpp"
#include "server/store/overrides.hpp"
#include "server/store/portraits.hpp"
#include "server/store/reminders.hpp"
#include "server/store/security_keys.hpp"
#include "server/store/sessions.hpp"
#include "server/store/staff.hpp"
#include "server/store/submissions.hpp"
#include "server/store/throttles.hpp"
#include "server/store/verifications.hpp"

namespace motcua::test {

template <class... Parts>
std::string line(const Parts&... parts) {
    std::string out;
    ((out += fmt::format("{}|", parts)), ...);
    return out;
}

inline std::string show(bool value) { return value ? "yes" : "no"; }
inline std::string show(std::int64_t value) { return std::to_string(value); }
inline std::string show(const std::string& text) { return text; }
inline std::string show(const store::Submission& r) { return line(r.hash, fmt::format("[{};]", fmt::join(r.references, ";"))); }
inline std::string show(const store::Draft& r) { return line(r.revision, r.body); }
inline std::string show(const store::Session& r) {
    return line(r.id, r.role, r.subject, r.office, r.name, r.phone, r.language, r.created_at, r.last_seen, r.expires_at, r.verified_at);
}
inline std::string show(const store::Code& r) {
    return line(r.id, r.phone_index, r.phone, r.mac, r.language, r.expires_at, r.tries, static_cast<int>(r.state));
}
inline std::string show(const store::Window& r) { return line(r.count, r.first, r.last); }
inline std::string show(const store::Picture& r) { return line(r.owner, r.image, r.width, r.height, r.reference); }
inline std::string show(const store::Unfiled& r) { return line(r.id, r.created_at); }
inline std::string show(const store::Filed& r) { return line(r.id, r.owner); }
inline std::string show(application::State state) { return std::string(application::text(state)); }
inline std::string show(const store::Application& r) {
    return line(r.reference, r.owner, r.filed_for, r.language, application::text(r.state), r.filing, r.portrait_id, r.office,
                r.claimed_by, r.claimed_at, r.submitted_at, r.due, r.due_days);
}
inline std::string show(const store::Outcome& r) {
    const auto promise =
        r.promise ? line(r.promise->due, r.promise->latest, r.promise->days, r.promise->certain) : std::string("none");
    return line(promise, r.account, r.account_at, r.activate_by, r.reason);
}
inline std::string show(const store::PastEvent& r) { return line(r.at, r.event); }
inline std::string show(const store::AtRest& r) { return line(r.reference, show(r.state), r.changed_at, r.held); }
inline std::string show(const store::OpenCount& r) { return line(r.all, r.own); }
inline std::string show(const store::Booking& r) { return line(r.office, r.date, r.time); }
inline std::string show(const store::OpenVisit& r) { return line(show(r.seat), r.booked_at); }
inline std::string show(const store::OpenAccount& r) { return line(r.created_at, r.activate_by, r.reminded); }
inline std::string show(const store::Visitor& r) { return line(r.reference, r.time); }
inline std::string show(const store::Closure& r) {
    return line(r.id, r.office, r.from, r.to, r.reason_vi, r.reason_en, r.closed_at, r.open_from);
}
inline std::string show(const store::Moved& r) { return line(r.closure, r.from); }
inline std::string show(const store::StaffAccount& r) {
    return line(r.id, r.user, r.name, r.office, r.role, r.language, r.demo, r.disabled, r.active);
}
inline std::string show(const store::StaffSecrets& r) { return line(r.password_hash, r.totp); }
inline std::string show(const store::Activation& r) { return line(r.staff, r.code, r.expires_at, show(r.chosen)); }
inline std::string show(const store::ClaimHolder& r) { return line(r.officer, r.since); }
inline std::string show(const store::Comparison& r) { return line(r.mrz, r.result); }
inline std::string show(const store::Choice& r) { return line(r.field, r.source, r.reason); }
inline std::string show(const store::Capture& r) { return line(r.position, r.image, r.minutiae, r.quality, r.missing, r.at); }
inline std::string show(const store::TakenFinger& r) { return line(r.reference, r.position, r.minutiae); }
inline std::string show(const store::Verification& r) { return line(r.result, r.decision, r.at); }
inline std::string show(const store::Override& r) {
    return line(r.id, r.officer, r.reason, r.digest, r.at, r.decision, r.supervisor, r.decision_reason, r.decided_at);
}
inline std::string show(const store::Consent& r) {
    return line(r.language, r.text_version, r.applicant_signature, r.representative_signature, r.officer, r.at);
}
inline std::string show(const store::ConsentNote& r) { return line(r.language, r.text_version, r.at, r.representative_signed); }
inline std::string show(const store::SecurityKey& r) {
    return line(r.id, r.staff, r.handle, r.credential, r.public_key, r.name, r.algorithm, r.counter, r.added_at, r.used_at.value_or(0));
}
inline std::string show(const store::KeyChallenge& r) { return line(r.id, r.purpose, r.staff, r.session, r.expires_at); }
inline std::string show(const store::OutboxView& r) { return line(r.id, r.state, r.attempts, r.next_try, r.last_error); }
inline std::string show(const store::Leased& r) {
    return line(r.id, r.kind, r.reference, r.payload, r.lease, r.attempts, r.awaiting_answer, r.created_at);
}
inline std::string show(const store::OutboxFigures& r) { return line(r.kind, r.open, r.failed, r.overdue, r.oldest); }
inline std::string show(const store::Notice& r) { return line(r.reference, r.channel, r.topic, r.language, r.address, r.body); }
inline std::string show(const store::NoticeState& r) { return line(r.channel, r.topic, r.state, r.at); }
inline std::string show(const store::MailboxEntry& r) { return line(r.channel, r.to, r.subject, r.text, r.at); }
inline std::string show(const store::Kek& r) { return line(r.id, r.proof, r.made_at, r.retired_at.value_or(0)); }
inline std::string show(const store::WrappedKey& r) { return line(r.kek, r.wrapped); }
inline std::string show(const store::DataKey& r) { return line(r.id, r.kek, r.wrapped); }
inline std::string show(const store::RecordKey& r) { return line(r.record) + ' ' + show(r.key); }
inline std::string show(const store::AuditHead& r) { return line(r.seq, r.hash); }
inline std::string show(const store::AuditRow& r) {
    return line(r.seq, r.at, r.actor, r.action, r.subject, r.detail, r.previous, r.hash);
}

template <class Row>
std::string show(const std::optional<Row>& row) {
    return row ? show(*row) : std::string("none");
}
template <class Row>
std::string show(const std::vector<Row>& rows) {
    std::string out = "[";
    for (const auto& row : rows) out += show(row) + ';';
    return out + ']';
}
inline std::string show(const std::map<std::string, int>& counts) {
    std::string out;
    for (const auto& [name, count] : counts) out += line(name, count);
    return out;
}
}  // namespace motcua::test
