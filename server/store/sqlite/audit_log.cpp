#include "server/store/audit_log.hpp"

#include "server/store/sqlite/gateway.hpp"

namespace motcua::store {
namespace {

AuditRow read(const Statement& rows) {
    return {.seq = rows.integer(0),
            .at = rows.integer(1),
            .actor = rows.text(2),
            .action = rows.text(3),
            .subject = rows.text(4),
            .detail = rows.text(5),
            .previous = rows.text(6),
            .hash = rows.text(7)};
}

class SqliteAuditLog final : public On<AuditLog> {
public:
    using On::On;

    [[nodiscard]] AuditHead head() const override {
        auto row = sql("SELECT entries, hash FROM audit_head WHERE id = 1");
        if (!row.step()) return {};
        return {.seq = row.integer(0), .hash = row.text(1)};
    }
    void append(const AuditRow& row) override {
        sql("INSERT INTO audit(seq, at, actor, action, subject, detail, previous, hash) VALUES(?,?,?,?,?,?,?,?)")
            .bind(1, row.seq)
            .bind(2, row.at)
            .bind(3, row.actor)
            .bind(4, row.action)
            .bind(5, row.subject)
            .bind(6, row.detail)
            .bind_blob(7, row.previous)
            .bind_blob(8, row.hash)
            .run();
        sql("INSERT INTO audit_head(id, entries, hash) VALUES(1, ?1, ?2) ON CONFLICT(id) DO UPDATE SET entries = ?1, hash = ?2")
            .bind(1, row.seq)
            .bind_blob(2, row.hash)
            .run();
    }
    [[nodiscard]] std::optional<std::string> hash_at(std::int64_t seq) const override {
        auto row = sql("SELECT hash FROM audit WHERE seq = ?");
        return row.bind(1, seq).step() ? std::optional(row.text(0)) : std::nullopt;
    }
    void walk(std::int64_t seq, const std::function<bool(const AuditRow&)>& look) const override {
        auto rows =
            sql("SELECT seq, at, actor, action, subject, detail, previous, hash FROM audit WHERE seq >= ? ORDER BY seq");
        rows.bind(1, seq);
        while (rows.step())
            if (!look(read(rows))) return;
    }
    [[nodiscard]] bool happened(std::string_view subject, std::string_view actor, std::string_view action,
                                Millis after) const override {
        auto seen = sql("SELECT 1 FROM audit WHERE subject=? AND actor=? AND action=? AND at>?");
        return seen.bind(1, subject).bind(2, actor).bind(3, action).bind(4, after).step();
    }
};

}  // namespace

template <>
std::unique_ptr<AuditLog> make_gateway<AuditLog>(const SqliteTransaction& tx) {
    return std::make_unique<SqliteAuditLog>(tx);
}

}  // namespace motcua::store
