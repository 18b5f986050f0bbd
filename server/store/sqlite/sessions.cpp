#include "server/store/sessions.hpp"

#include "server/store/sqlite/gateway.hpp"

namespace motcua::store {
namespace {

class SqliteSessions final : public On<Sessions> {
public:
    using On::On;

    void start(const Session& session) override {
        auto row =
            sql("INSERT INTO sessions(id, role, subject, office, name, phone, language, created_at, last_seen, expires_at, verified_at) "
                "VALUES(?,?,?,?,?,?,?,?,?,?,?)");
        row.bind(1, session.id).bind(2, session.role).bind(3, session.subject).bind(4, session.office);
        bind_blob_or_null(row, 5, session.name);
        bind_blob_or_null(row, 6, session.phone);
        row.bind(7, session.language).bind(8, now()).bind(9, now()).bind(10, session.expires_at).bind(11, now()).run();
    }
    [[nodiscard]] std::optional<Session> find(std::string_view id) const override {
        auto row =
            sql("SELECT id, role, subject, office, name, phone, language, created_at, last_seen, expires_at, verified_at FROM sessions WHERE "
                "id = ?");
        row.bind(1, id);
        if (!row.step()) return std::nullopt;
        return Session{.id = row.text(0),
                       .role = row.text(1),
                       .subject = row.text(2),
                       .office = row.text(3),
                       .name = row.text(4),
                       .phone = row.text(5),
                       .language = row.text(6),
                       .created_at = row.integer(7),
                       .last_seen = row.integer(8),
                       .expires_at = row.integer(9),
                       .verified_at = row.integer(10)};
    }
    void touch(std::string_view id) override {
        sql("UPDATE sessions SET last_seen = ? WHERE id = ?").bind(1, now()).bind(2, id).run();
    }
    void end(std::string_view id) override { sql("DELETE FROM sessions WHERE id = ?").bind(1, id).run(); }
    [[nodiscard]] std::vector<std::string> of_subject(std::string_view subject) const override {
        auto rows = sql("SELECT id FROM sessions WHERE subject = ?");
        rows.bind(1, subject);
        return texts(rows);
    }
    [[nodiscard]] std::vector<std::string> ended(Millis idle) const override {
        auto rows = sql("SELECT id FROM sessions WHERE expires_at <= ?1 OR last_seen <= ?1 - ?2 LIMIT ?3");
        rows.bind(1, now()).bind(2, idle).bind(3, sessions_listed);
        return texts(rows);
    }
};

}  // namespace

template <>
std::unique_ptr<Sessions> make_gateway<Sessions>(const SqliteTransaction& tx) {
    return std::make_unique<SqliteSessions>(tx);
}

}  // namespace motcua::store
