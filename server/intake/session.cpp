#include "server/intake/session.hpp"

#include "server/keys/keyring.hpp"
#include "server/store/sessions.hpp"

namespace motcua::intake {
namespace {

constexpr Millis minute = 60'000;
constexpr Millis absolute_life = 12 * 60 * minute;
constexpr std::size_t token_bytes = 32;

std::string session_id(const keys::Keyring& keys, std::string_view token) { return keys::hex(keys.mac("session", token)); }
std::string record(std::string_view id) { return "session:" + std::string(id); }
keys::Place place(const std::string& record, std::string_view column, std::string_view id) {
    return {.record = record, .table = "sessions", .column = column, .row = id};
}

Role role_of(std::string_view name) {
    if (name == "supervisor") return Role::supervisor;
    return name == "officer" ? Role::officer : Role::applicant;
}

Result<std::string> opened(store::Transaction& tx, const http::Services& services, std::string_view id, std::string_view column,
                           const std::string& sealed) {
    if (sealed.empty()) return std::string();
    return services.keys->unseal(tx, place(record(id), column, id), sealed);
}

Result<Session> opened(store::Transaction& tx, const http::Services& services, const store::Session& from) {
    Session out;
    out.caller = {.role = role_of(from.role),
                  .session_id = from.id,
                  .subject = from.subject,
                  .office = from.office,
                  .language = from.language};
    MOTCUA_TRY(name, opened(tx, services, from.id, "name", from.name));
    MOTCUA_TRY(phone, opened(tx, services, from.id, "phone", from.phone));
    out.caller.name = name;
    out.phone = phone;
    out.last_seen = from.last_seen;
    out.expires_at = from.expires_at;
    out.caller.verified_at = from.verified_at;
    return out;
}

std::string sealed(store::Transaction& tx, const http::Services& services, std::string_view id, std::string_view column,
                   const std::string& plain) {
    return plain.empty() ? std::string() : services.keys->seal(tx, place(record(id), column, id), plain);
}

}  // namespace

std::string_view text(Role role) {
    switch (role) {
        case Role::anyone:
            return "anyone";
        case Role::applicant:
            return "applicant";
        case Role::officer:
            return "officer";
        case Role::supervisor:
            return "supervisor";
        case Role::peer:
            return "peer";
    }
    return "anyone";
}

Millis idle_life(Role role) { return role == Role::applicant ? 60 * minute : 15 * minute; }

// Sessions that have ended are erased with their names and phones; a few at each sign-in keeps the table small.
static void forget_ended(store::Transaction& tx, const http::Services& services) {
    for (const auto& id : tx.sessions().ended(idle_life(Role::applicant))) end_session(tx, *services.keys, id);
}

std::string start_session(store::Transaction& tx, const http::Services& services, const NewSession& session) {
    forget_ended(tx, services);
    const auto token = keys::base64url(services.random_bytes(token_bytes));
    const auto id = session_id(*services.keys, token);
    tx.sessions().start({.id = id,
                         .role = std::string(text(session.role)),
                         .subject = session.subject,
                         .office = session.office,
                         .name = sealed(tx, services, id, "name", session.name),
                         .phone = sealed(tx, services, id, "phone", session.phone),
                         .language = session.language,
                         .expires_at = session.expires_at.value_or(tx.now() + absolute_life)});
    return token;
}

Result<std::optional<Session>> find_session(store::Transaction& tx, const http::Services& services, std::string_view token) {
    const auto found = tx.sessions().find(session_id(*services.keys, token));
    if (!found) return std::optional<Session>{};
    MOTCUA_TRY(session, opened(tx, services, *found));
    const bool alive = tx.now() < session.expires_at && tx.now() - session.last_seen < idle_life(session.caller.role);
    return alive ? std::optional<Session>{std::move(session)} : std::optional<Session>{};
}

Result<Session> session_of(store::Transaction& tx, const http::Services& services, const Caller& caller) {
    const auto found = tx.sessions().find(caller.session_id);
    if (!found) return ErrorCode::session_required;
    return opened(tx, services, *found);
}

Result<std::string> renew_session(store::Transaction& tx, const http::Services& services, const Caller& caller) {
    MOTCUA_TRY(old, session_of(tx, services, caller));
    end_session(tx, *services.keys, caller.session_id);
    return start_session(tx, services,
                         {.role = old.caller.role,
                          .subject = old.caller.subject,
                          .office = old.caller.office,
                          .name = old.caller.name,
                          .phone = old.phone,
                          .language = old.caller.language,
                          .expires_at = old.expires_at});
}

void touch_session(store::Transaction& tx, std::string_view id) { tx.sessions().touch(id); }

void end_session(store::Transaction& tx, const keys::Keyring& keys, std::string_view id) {
    tx.sessions().end(id);
    keys.destroy(tx, record(id));
}

static void end_sessions_except(store::Transaction& tx, const keys::Keyring& keys, std::string_view subject, std::string_view kept) {
    for (const auto& id : tx.sessions().of_subject(subject))
        if (id != kept) end_session(tx, keys, id);
}

void end_sessions_of(store::Transaction& tx, const keys::Keyring& keys, std::string_view subject) {
    end_sessions_except(tx, keys, subject, {});
}

void end_other_sessions(store::Transaction& tx, const http::Services& services, const Caller& caller) {
    end_sessions_except(tx, *services.keys, caller.subject, caller.session_id);
}

}  // namespace motcua::intake
