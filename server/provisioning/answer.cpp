#include "server/provisioning/answer.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "server/keys/keyring.hpp"
#include "server/net/call.hpp"
#include "server/net/signature.hpp"
#include "server/notify/notifier.hpp"
#include "server/provisioning/outbox.hpp"
#include "server/store/answers.hpp"
#include "server/store/applications.hpp"
#include "server/store/store.hpp"
#include "shared/application/lifecycle.hpp"
#include "shared/base/json.hpp"
#include "shared/calendar/calendar.hpp"
#include "shared/i18n/text.hpp"

namespace motcua::provisioning {
namespace {

using Kind = AuthorityAnswer::Kind;
constexpr std::string_view callback_path = "/api/v1/callbacks/authority";
constexpr std::size_t longest_account = 64;
constexpr std::array known_members{"enrollmentId", "result", "accountNumber", "reason", "decidedAt"};

struct Applicant {
    application::State state{};
    notify::Recipient told;
};

bool printable(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c > 32 && c < 127; });
}

keys::Place place(const std::string& record, std::string_view column, std::string_view reference) {
    return {.record = record, .table = "applications", .column = column, .row = reference};
}

std::string record_of(std::string_view reference) { return fmt::format("application:{}", reference); }

Result<Applicant> load(store::Transaction& tx, const http::Services& services, const std::string& reference) {
    const auto found = tx.applications().find(reference);
    if (!found) return ErrorCode::callback_unknown;
    MOTCUA_TRY(plain, services.keys->unseal(tx, place(record_of(reference), "filing", reference), found->filing));
    MOTCUA_TRY(filing, parse_json(plain));
    return Applicant{.state = found->state, .told = notify::recipient_of(filing, text_at(filing, "filedFor"), found->language)};
}

/// True: seen before, with the same content. Errors: callback_conflict.
Result<bool> seen_before(store::Transaction& tx, const AuthorityAnswer& answer) {
    const auto digest = tx.answers().digest_of(answer.enrollment_id);
    if (!digest) return false;
    return *digest == answer.digest ? Result<bool>(true) : Result<bool>(ErrorCode::callback_conflict);
}

void write_state(store::Transaction& tx, const std::string& reference, application::Event event, application::State next) {
    tx.applications().take_step(reference, {.event = event, .state = next, .actor = "authority"});
    tx.audit({.actor = "authority", .action = fmt::format("application.{}", application::text(event)), .subject = reference});
}

void write_account(store::Transaction& tx, const http::Services& services, const AuthorityAnswer& answer, Date last_day) {
    const auto sealed = services.keys->seal(tx, place(record_of(answer.enrollment_id), "account", answer.enrollment_id), answer.account);
    tx.applications().grant(answer.enrollment_id, sealed, last_day);
}

void write_refusal(store::Transaction& tx, const http::Services& services, const AuthorityAnswer& answer, const std::string& reason) {
    const auto sealed = services.keys->seal(tx, place(record_of(answer.enrollment_id), "return_reason", answer.enrollment_id), reason);
    tx.applications().refuse(answer.enrollment_id, sealed);
}

void close_request(store::Transaction& tx, const AuthorityAnswer& answer) {
    tx.outbox().answered(answer.enrollment_id);
    tx.answers().accept(answer.enrollment_id, answer.digest, answer.kind == Kind::created ? "CREATED" : "REJECTED");
}

// A person without any usable address is told by the status page alone: that must not undo the account.
void tell(store::Transaction& tx, const http::Services& services, const notify::Message& message) {
    const auto queued = services.notifier->enqueue(tx, message);
    if (!queued.ok()) tx.audit({.actor = "system", .action = "notification.impossible", .subject = message.reference});
}

notify::Message message_for(const Applicant& applicant, const AuthorityAnswer& answer) {
    return {.topic = answer.kind == Kind::created ? notify::Topic::account_created : notify::Topic::account_rejected,
            .to = applicant.told,
            .reference = answer.enrollment_id};
}

Result<void> apply_answer(store::Transaction& tx, const http::Services& services, const AuthorityAnswer& answer) {
    MOTCUA_TRY(repeated, seen_before(tx, answer));
    if (repeated) return {};
    MOTCUA_TRY(applicant, load(tx, services, answer.enrollment_id));
    const auto event = answer.kind == Kind::created ? application::Event::authority_created : application::Event::authority_rejected;
    MOTCUA_TRY(next, application::apply(applicant.state, event, application::Actor::authority, {}));
    write_state(tx, answer.enrollment_id, event, next);
    close_request(tx, answer);
    auto message = message_for(applicant, answer);
    if (answer.kind == Kind::created) {
        const Date last_day = calendar::activation_last_day(date_in_vietnam(tx.now()));
        write_account(tx, services, answer, last_day);
        message.values = {{"account", answer.account}, {"activate_by", i18n::date(last_day, applicant.told.language)}};
    } else {
        const auto reason = services.notifier->reason_text(answer.reason, applicant.told.language);
        write_refusal(tx, services, answer, reason);
        message.values = {{"reason", reason}};
    }
    tell(tx, services, message);
    return {};
}

}  // namespace

Result<void> check_callback_signature(const http::Services& services, const std::map<std::string, std::string>& query,
                                      const std::map<std::string, std::string>& headers, std::string_view body) {
    MOTCUA_TRY(key, net::peer_key(services.settings.data_dir, "authority"));
    std::string target(callback_path);
    for (const auto& [name, value] : query) target += fmt::format("{}{}={}", target.find('?') == std::string::npos ? '?' : '&', name, net::escape(value));
    return net::verify(key, {.method = "POST", .path = target}, headers, body, services.clock());
}

Result<AuthorityAnswer> parse_answer(std::string_view body) {
    MOTCUA_TRY(json, parse_json(body));
    if (!json.is_object()) return ErrorCode::request_malformed;
    for (const auto& item : json.items())
        if (std::find(known_members.begin(), known_members.end(), item.key()) == known_members.end())
            return Error{.code = ErrorCode::request_unknown_field, .field = item.key().substr(0, 64)};
    AuthorityAnswer out{.enrollment_id = std::string(text_at(json, "enrollmentId")), .account = std::string(text_at(json, "accountNumber")),
                        .reason = std::string(text_at(json, "reason")), .digest = net::digest(body)};
    const auto result = text_at(json, "result");
    if (out.enrollment_id.empty()) return Error{.code = ErrorCode::request_missing_field, .field = "enrollmentId"};
    if (result != "CREATED" && result != "REJECTED") return Error{.code = ErrorCode::request_missing_field, .field = "result"};
    out.kind = result == "CREATED" ? Kind::created : Kind::rejected;
    const bool account_due = out.kind == Kind::created;
    if (account_due && (out.account.empty() || out.account.size() > longest_account || !printable(out.account)))
        return Error{.code = ErrorCode::request_missing_field, .field = "accountNumber"};
    return out;
}

Result<void> accept_answer(const http::Services& services, const AuthorityAnswer& answer) {
    MOTCUA_CHECK(services.db->write<void>([&](store::Transaction& tx) { return apply_answer(tx, services, answer); }));
    if (services.wake_outbox) services.wake_outbox();
    return {};
}

}  // namespace motcua::provisioning
