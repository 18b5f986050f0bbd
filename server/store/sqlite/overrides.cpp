#include "server/store/overrides.hpp"

#include "server/store/sqlite/gateway.hpp"

namespace motcua::store {
namespace {

class SqliteOverrides final : public On<Overrides> {
public:
    using On::On;

    void propose(std::string_view reference, const Override& proposal) override {
        sql("UPDATE overrides SET decision='lapsed', decided_at=? WHERE reference=? AND decision IS NULL")
            .bind(1, now())
            .bind(2, reference)
            .run();
        sql("INSERT INTO overrides(reference, officer, at, reason, digest) VALUES(?,?,?,?,?)")
            .bind(1, reference)
            .bind(2, proposal.officer)
            .bind(3, now())
            .bind_blob(4, proposal.reason)
            .bind(5, proposal.digest)
            .run();
    }
    [[nodiscard]] std::optional<Override> newest(std::string_view reference) const override {
        auto row = sql("SELECT id, officer, reason, digest, at, decision, supervisor, decision_reason, decided_at FROM overrides "
                       "WHERE reference=? ORDER BY id DESC LIMIT 1");
        if (!row.bind(1, reference).step()) return std::nullopt;
        return Override{.id = row.integer(0),
                        .officer = row.text(1),
                        .reason = row.text(2),
                        .digest = row.text(3),
                        .at = row.integer(4),
                        .decision = row.text(5),
                        .supervisor = row.text(6),
                        .decision_reason = row.text(7),
                        .decided_at = row.integer(8)};
    }
    void decide(std::int64_t id, const OverrideDecision& decision) override {
        sql("UPDATE overrides SET decision=?, supervisor=?, decision_reason=?, decided_at=? WHERE id=? AND decision IS NULL")
            .bind(1, decision.decision)
            .bind(2, decision.supervisor)
            .bind_blob(3, decision.reason)
            .bind(4, now())
            .bind(5, id)
            .run();
    }
    void erase(std::string_view reference) override {
        sql("DELETE FROM overrides WHERE reference=?").bind(1, reference).run();
    }
};

}  // namespace

template <>
std::unique_ptr<Overrides> make_gateway<Overrides>(const SqliteTransaction& tx) {
    return std::make_unique<SqliteOverrides>(tx);
}

}  // namespace motcua::store
