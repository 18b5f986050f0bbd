#include "server/notify/envelope.hpp"

#include <fmt/format.h>

#include "server/keys/keyring.hpp"
#include "server/provisioning/outbox.hpp"
#include "shared/base/json.hpp"

namespace motcua::notify {
namespace {

bool is_code(std::string_view reference) { return reference.starts_with("otp:"); }

// Messages of an application are erased with it; a one-time code has a key of its own that goes when it has arrived.
std::string record_of(std::string_view reference) { return is_code(reference) ? std::string(reference) : fmt::format("application:{}", reference); }

std::string content(const Envelope& envelope) {
    Json out = {{"subject", envelope.subject}, {"text", envelope.text}};
    if (!envelope.fallback.to.empty()) out["fallback"] = {{"to", envelope.fallback.to}, {"text", envelope.fallback.text}};
    return dump_json(out);
}

void read_content(std::string_view json, Envelope& envelope) {
    const auto parsed = parse_json(json);
    if (!parsed.ok()) return;
    envelope.subject = text_at(*parsed, "subject");
    envelope.text = text_at(*parsed, "text");
    const Json& fallback = member(*parsed, "fallback");
    envelope.fallback = {.to = std::string(text_at(fallback, "to")), .text = std::string(text_at(fallback, "text"))};
}

keys::Place place(std::string_view record, std::string_view column, std::string_view id) {
    return {.record = record, .table = "notifications", .column = column, .row = id};
}

}  // namespace

std::string post(store::Transaction& tx, const keys::Keyring& keys, const Envelope& envelope, Millis give_up_at) {
    const auto kind = envelope.channel == Channel::sms ? provisioning::kind_sms : provisioning::kind_email;
    const auto id = provisioning::enqueue(tx, {.kind = std::string(kind), .reference = envelope.reference, .give_up_at = give_up_at});
    const auto record = record_of(envelope.reference);
    tx.sql("INSERT INTO notifications(id, reference, channel, kind, language, address, body, state, created_at, at) VALUES(?,?,?,?,?,?,?,'queued',?,?)")
        .bind(1, id).bind(2, envelope.reference).bind(3, text(envelope.channel)).bind(4, text(envelope.topic)).bind(5, envelope.language)
        .bind_blob(6, keys.seal(tx, place(record, "address", id), envelope.to))
        .bind_blob(7, keys.seal(tx, place(record, "body", id), content(envelope))).bind(8, tx.now()).bind(9, tx.now()).run();
    return id;
}

Result<Envelope> open(store::Transaction& tx, const keys::Keyring& keys, std::string_view id) {
    auto row = tx.sql("SELECT reference, channel, kind, language, address, body FROM notifications WHERE id=? AND body IS NOT NULL");
    row.bind(1, id);
    if (!row.step()) return ErrorCode::request_not_found;
    Envelope out{.reference = row.text(0), .channel = row.text(1) == "sms" ? Channel::sms : Channel::email, .topic = parse_topic(row.text(2)),
                 .language = row.text(3)};
    const auto record = record_of(out.reference);
    MOTCUA_TRY(address, keys.unseal(tx, place(record, "address", id), row.text(4)));
    MOTCUA_TRY(body, keys.unseal(tx, place(record, "body", id), row.text(5)));
    out.to = address;
    read_content(body, out);
    return out;
}

void mark_delivered(store::Transaction& tx, const keys::Keyring& keys, std::string_view id) {
    auto row = tx.sql("SELECT reference FROM notifications WHERE id=?");
    row.bind(1, id);
    if (!row.step()) return;
    const auto reference = row.text(0);
    if (is_code(reference)) {
        tx.sql("DELETE FROM notifications WHERE id=?").bind(1, id).run();
        return keys.destroy(tx, record_of(reference));
    }
    tx.sql("UPDATE notifications SET state='delivered', body=NULL, last_error=NULL, attempts=attempts+1, at=? WHERE id=?").bind(1, tx.now()).bind(2, id).run();
}

void mark_attempt(store::Transaction& tx, std::string_view id, std::string_view error, Attempt attempt) {
    tx.sql("UPDATE notifications SET state=?, last_error=?, attempts=attempts+1, at=? WHERE id=?")
        .bind(1, attempt == Attempt::last ? "failed" : "queued").bind(2, error).bind(3, tx.now()).bind(4, id).run();
}

Topic parse_topic(std::string_view name) {
    for (int i = 0; i <= static_cast<int>(Topic::account_rejected); ++i)
        if (text(static_cast<Topic>(i)) == name) return static_cast<Topic>(i);
    return Topic::code;
}

}  // namespace motcua::notify
