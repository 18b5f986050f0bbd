#include "server/notify/envelope.hpp"

#include <fmt/format.h>

#include "server/keys/keyring.hpp"
#include "server/provisioning/outbox.hpp"
#include "server/store/notices.hpp"
#include "shared/base/json.hpp"

namespace motcua::notify {
namespace {

bool is_code(std::string_view reference) { return reference.starts_with("otp:"); }

// Messages of an application are erased with it; a one-time code has a key of its own that goes when it has arrived.
std::string record_of(std::string_view reference) { return is_code(reference) ? std::string(reference) : fmt::format("application:{}", reference); }

std::string content(const Envelope& envelope) {
    Json out = {{"subject", envelope.subject}, {"text", envelope.text}};
    const auto& fallback = envelope.fallback;
    if (!fallback.to.empty()) out["fallback"] = {{"to", fallback.to}, {"text", fallback.text}, {"until", fallback.until}};
    return dump_json(out);
}

void read_content(std::string_view json, Envelope& envelope) {
    const auto parsed = parse_json(json);
    if (!parsed.ok()) return;
    envelope.subject = text_at(*parsed, "subject");
    envelope.text = text_at(*parsed, "text");
    const Json& fallback = member(*parsed, "fallback");
    const Json& until = member(fallback, "until");
    envelope.fallback = {.to = std::string(text_at(fallback, "to")), .text = std::string(text_at(fallback, "text")),
                         .until = until.is_number_integer() ? until.get<Millis>() : 0};
}

keys::Place place(std::string_view record, std::string_view column, std::string_view id) {
    return {.record = record, .table = "notifications", .column = column, .row = id};
}

}  // namespace

std::string post(store::Transaction& tx, const keys::Keyring& keys, const Envelope& envelope, Millis give_up_at) {
    const auto kind = envelope.channel == Channel::sms ? provisioning::kind_sms : provisioning::kind_email;
    const auto id = provisioning::enqueue(tx, {.kind = std::string(kind), .reference = envelope.reference, .give_up_at = give_up_at});
    const auto record = record_of(envelope.reference);
    tx.notices().add(id, {.reference = envelope.reference, .channel = std::string(text(envelope.channel)), .topic = std::string(text(envelope.topic)),
                          .language = envelope.language, .address = keys.seal(tx, place(record, "address", id), envelope.to),
                          .body = keys.seal(tx, place(record, "body", id), content(envelope))});
    return id;
}

Result<Envelope> open(store::Transaction& tx, const keys::Keyring& keys, std::string_view id) {
    const auto found = tx.notices().find(id);
    if (!found) return ErrorCode::request_not_found;
    Envelope out{.reference = found->reference, .channel = found->channel == "sms" ? Channel::sms : Channel::email, .topic = parse_topic(found->topic),
                 .language = found->language};
    const auto record = record_of(out.reference);
    MOTCUA_TRY(address, keys.unseal(tx, place(record, "address", id), found->address));
    MOTCUA_TRY(body, keys.unseal(tx, place(record, "body", id), found->body));
    out.to = address;
    read_content(body, out);
    return out;
}

void fall_back(store::Transaction& tx, const keys::Keyring& keys, const Envelope& failed) {
    if (failed.fallback.to.empty()) return;
    (void)post(tx, keys, {.reference = failed.reference, .channel = Channel::sms, .topic = failed.topic, .language = failed.language,
                          .to = failed.fallback.to, .text = failed.fallback.text}, failed.fallback.until);
}

void mark_delivered(store::Transaction& tx, const keys::Keyring& keys, std::string_view id) {
    const auto reference = tx.notices().reference_of(id);
    if (!reference) return;
    if (!is_code(*reference)) return tx.notices().delivered(id);
    tx.notices().erase(id);
    keys.destroy(tx, record_of(*reference));
}

void mark_attempt(store::Transaction& tx, std::string_view id, std::string_view error, Attempt attempt) {
    tx.notices().attempted(id, attempt == Attempt::last ? "failed" : "queued", error);
}

Topic parse_topic(std::string_view name) {
    for (int i = 0; i <= static_cast<int>(Topic::account_rejected); ++i)
        if (text(static_cast<Topic>(i)) == name) return static_cast<Topic>(i);
    return Topic::code;
}

}  // namespace motcua::notify
