#include "server/store/drafts.hpp"

#include "server/store/sqlite/gateway.hpp"

namespace motcua::store {
namespace {

class SqliteDrafts final : public On<Drafts> {
public:
    using On::On;

    [[nodiscard]] std::optional<Draft> find(std::string_view owner) const override {
        auto row = sql("SELECT revision, body FROM drafts WHERE owner = ?");
        row.bind(1, owner);
        if (!row.step()) return std::nullopt;
        return Draft{.revision = row.integer(0), .body = row.text(1)};
    }
    [[nodiscard]] std::int64_t revision_of(std::string_view owner) const override {
        auto row = sql("SELECT revision FROM drafts WHERE owner = ?");
        row.bind(1, owner);
        return row.step() ? row.integer(0) : 0;
    }
    void save(std::string_view owner, const Draft& draft) override {
        sql("INSERT INTO drafts(owner, revision, body, updated_at) VALUES(?1,?2,?3,?4) ON CONFLICT(owner) DO UPDATE SET "
            "revision = ?2, body = ?3, updated_at = ?4")
            .bind(1, owner)
            .bind(2, draft.revision)
            .bind_blob(3, draft.body)
            .bind(4, now())
            .run();
    }
    [[nodiscard]] std::vector<std::string> unchanged_since(Millis instant) const override {
        auto rows = sql("SELECT owner FROM drafts WHERE updated_at < ? ORDER BY owner");
        rows.bind(1, instant);
        return texts(rows);
    }
    [[nodiscard]] bool is_unchanged_since(std::string_view owner, Millis instant) const override {
        return sql("SELECT 1 FROM drafts WHERE owner = ? AND updated_at < ?").bind(1, owner).bind(2, instant).step();
    }
    void erase(std::string_view owner) override { sql("DELETE FROM drafts WHERE owner = ?").bind(1, owner).run(); }
};

}  // namespace

template <>
std::unique_ptr<Drafts> make_gateway<Drafts>(const SqliteTransaction& tx) {
    return std::make_unique<SqliteDrafts>(tx);
}

}  // namespace motcua::store
