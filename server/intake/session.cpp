#include "server/intake/session.hpp"

#include <vector>

#include "server/keys/keyring.hpp"

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

Result<Session> read_session(store::Transaction& tx, const http::Services& services, const store::Statement& row) {
    Session out;
    out.caller = {.role = role_of(row.text(1)),
                  .session_id = row.text(0),
                  .subject = row.text(2),
                  .office = row.text(3),
                  .language = row.text(6)};
    MOTCUA_TRY(name, opened(tx, services, out.caller.session_id, "name", row.text(4)));
    MOTCUA_TRY(phone, opened(tx, services, out.caller.session_id, "phone", row.text(5)));
    out.caller.name = name;
    out.phone = phone;
    out.created_at = row.integer(7);
    out.last_seen = row.integer(8);
    out.expires_at = row.integer(9);
    out.caller.verified_at = row.integer(10);
    return out;
}

constexpr std::string_view columns =
    "SELECT id, role, subject, office, name, phone, language, created_at, last_seen, expires_at, verified_at FROM sessions WHERE id = ?";

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
    std::vector<std::string> ended;
    auto rows = tx.sql("SELECT id FROM sessions WHERE expires_at <= ?1 OR last_seen <= ?1 - ?2 LIMIT 20");
    rows.bind(1, tx.now()).bind(2, idle_life(Role::applicant));
    while (rows.step()) ended.push_back(rows.text(0));
    for (const auto& id : ended) end_session(tx, services, id);
}

std::string start_session(store::Transaction& tx, const http::Services& services, const NewSession& session) {
    forget_ended(tx, services);
    const auto token = keys::base64url(services.random_bytes(token_bytes));
    const auto id = session_id(*services.keys, token);
    const auto key = record(id);
    auto row = tx.sql(
        "INSERT INTO sessions(id, role, subject, office, name, phone, language, created_at, last_seen, expires_at, verified_at) "
        "VALUES(?,?,?,?,?,?,?,?,?,?,?)");
    row.bind(1, id).bind(2, text(session.role)).bind(3, session.subject).bind(4, session.office);
    if (session.name.empty())
        row.bind(5, nullptr);
    else
        row.bind_blob(5, services.keys->seal(tx, place(key, "name", id), session.name));
    if (session.phone.empty())
        row.bind(6, nullptr);
    else
        row.bind_blob(6, services.keys->seal(tx, place(key, "phone", id), session.phone));
    const Millis until = session.expires_at.value_or(tx.now() + absolute_life);
    row.bind(7, session.language).bind(8, tx.now()).bind(9, tx.now()).bind(10, until).bind(11, tx.now()).run();
    return token;
}

Result<std::optional<Session>> find_session(store::Transaction& tx, const http::Services& services, std::string_view token) {
    auto row = tx.sql(columns);
    row.bind(1, session_id(*services.keys, token));
    if (!row.step()) return std::optional<Session>{};
    MOTCUA_TRY(session, read_session(tx, services, row));
    const bool alive = tx.now() < session.expires_at && tx.now() - session.last_seen < idle_life(session.caller.role);
    return alive ? std::optional<Session>{std::move(session)} : std::optional<Session>{};
}

Result<Session> session_of(store::Transaction& tx, const http::Services& services, const Caller& caller) {
    auto row = tx.sql(columns);
    row.bind(1, caller.session_id);
    if (!row.step()) return ErrorCode::session_required;
    return read_session(tx, services, row);
}

Result<std::string> renew_session(store::Transaction& tx, const http::Services& services, const Caller& caller) {
    MOTCUA_TRY(old, session_of(tx, services, caller));
    end_session(tx, services, caller.session_id);
    return start_session(tx, services,
                         {.role = old.caller.role,
                          .subject = old.caller.subject,
                          .office = old.caller.office,
                          .name = old.caller.name,
                          .phone = old.phone,
                          .language = old.caller.language,
                          .expires_at = old.expires_at});
}

void touch_session(store::Transaction& tx, std::string_view id) {
    tx.sql("UPDATE sessions SET last_seen = ? WHERE id = ?").bind(1, tx.now()).bind(2, id).run();
}

void end_session(store::Transaction& tx, const http::Services& services, std::string_view id) {
    tx.sql("DELETE FROM sessions WHERE id = ?").bind(1, id).run();
    services.keys->destroy(tx, record(id));
}

static void end_sessions_except(store::Transaction& tx, const http::Services& services, std::string_view subject, std::string_view kept) {
    std::vector<std::string> ids;
    auto rows = tx.sql("SELECT id FROM sessions WHERE subject = ? AND id <> ?");
    rows.bind(1, subject).bind(2, kept);
    while (rows.step()) ids.push_back(rows.text(0));
    for (const auto& id : ids) end_session(tx, services, id);
}

void end_sessions_of(store::Transaction& tx, const http::Services& services, std::string_view subject) {
    end_sessions_except(tx, services, subject, {});
}

void end_other_sessions(store::Transaction& tx, const http::Services& services, const Caller& caller) {
    end_sessions_except(tx, services, caller.subject, caller.session_id);
}

}  // namespace motcua::intake
