#include "server/store/notices.hpp"

#include "server/store/sqlite/gateway.hpp"

namespace motcua::store {
namespace {

class SqliteNotices final : public On<Notices> {
public:
    using On::On;

    void add(std::string_view id, const Notice& notice) override {
        sql("INSERT INTO notifications(id, reference, channel, kind, language, address, body, state, created_at, at) "
            "VALUES(?,?,?,?,?,?,?,'queued',?,?)")
            .bind(1, id)
            .bind(2, notice.reference)
            .bind(3, notice.channel)
            .bind(4, notice.topic)
            .bind(5, notice.language)
            .bind_blob(6, notice.address)
            .bind_blob(7, notice.body)
            .bind(8, now())
            .bind(9, now())
            .run();
    }
    [[nodiscard]] std::optional<Notice> find(std::string_view id) const override {
        auto row =
            sql("SELECT reference, channel, kind, language, address, body FROM notifications WHERE id=? AND body IS NOT NULL");
        if (!row.bind(1, id).step()) return std::nullopt;
        return Notice{.reference = row.text(0),
                      .channel = row.text(1),
                      .topic = row.text(2),
                      .language = row.text(3),
                      .address = row.text(4),
                      .body = row.text(5)};
    }
    [[nodiscard]] std::optional<std::string> reference_of(std::string_view id) const override {
        auto row = sql("SELECT reference FROM notifications WHERE id=?");
        return row.bind(1, id).step() ? std::optional(row.text(0)) : std::nullopt;
    }
    void delivered(std::string_view id) override {
        sql("UPDATE notifications SET state='delivered', body=NULL, last_error=NULL, attempts=attempts+1, at=? WHERE id=?")
            .bind(1, now())
            .bind(2, id)
            .run();
    }
    void attempted(std::string_view id, std::string_view state, std::string_view error) override {
        sql("UPDATE notifications SET state=?, last_error=?, attempts=attempts+1, at=? WHERE id=?")
            .bind(1, state)
            .bind(2, error)
            .bind(3, now())
            .bind(4, id)
            .run();
    }
    void failed(std::string_view id, std::string_view error) override {
        sql("UPDATE notifications SET state='failed', last_error=?, at=? WHERE id=?")
            .bind(1, error)
            .bind(2, now())
            .bind(3, id)
            .run();
    }
    void erase_of(std::string_view reference) override {
        sql("DELETE FROM notifications WHERE reference=?").bind(1, reference).run();
    }
    void erase(std::string_view id) override { sql("DELETE FROM notifications WHERE id=?").bind(1, id).run(); }
    [[nodiscard]] std::vector<std::string> queued(std::string_view reference, std::string_view topic) const override {
        auto rows = sql("SELECT id FROM notifications WHERE reference=? AND kind=? AND state='queued' ORDER BY id");
        rows.bind(1, reference).bind(2, topic);
        return texts(rows);
    }
    [[nodiscard]] std::vector<NoticeState> of(std::string_view reference) const override {
        auto rows = sql("SELECT channel, kind, state, at FROM notifications WHERE reference=? ORDER BY created_at, rowid");
        rows.bind(1, reference);
        return read_all(rows, [](const Statement& row) {
            return NoticeState{.channel = row.text(0), .topic = row.text(1), .state = row.text(2), .at = row.integer(3)};
        });
    }
};

}  // namespace

template <>
std::unique_ptr<Notices> make_gateway<Notices>(const SqliteTransaction& tx) {
    return std::make_unique<SqliteNotices>(tx);
}

}  // namespace motcua::store
