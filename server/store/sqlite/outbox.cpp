#include "server/store/outbox.hpp"

#include "server/store/sqlite/gateway.hpp"

namespace motcua::store {
namespace {

// A row may go when it is due, not leased, and no earlier row of its reference is still on its way.
#define MOTCUA_OPEN_ROWS                                                                                                     \
    " FROM outbox AS o WHERE kind=?1 AND delivered_at IS NULL AND NOT EXISTS (SELECT 1 FROM outbox AS p WHERE p.kind=o.kind" \
    " AND p.reference=o.reference AND p.position<o.position AND p.state IN ('waiting','sending'))"
constexpr std::string_view due_row = "SELECT id, kind, reference, payload, attempts, state, created_at" MOTCUA_OPEN_ROWS
                                     " AND next_try<=?2 AND lease_until<=?2 ORDER BY next_try, position LIMIT 1";
constexpr std::string_view due_next = "SELECT min(max(next_try, lease_until))" MOTCUA_OPEN_ROWS;
#undef MOTCUA_OPEN_ROWS

class SqliteOutbox final : public On<Outbox> {
public:
    using On::On;

    void add(std::string_view id, const OutboxItem& item) override {
        sql("INSERT INTO outbox(id, kind, reference, payload, state, next_try, created_at, give_up_at, updated_at, position)"
            " VALUES(?,?,?,?,'waiting',?,?,?,?,(SELECT coalesce(max(position),0)+1 FROM outbox))")
            .bind(1, id)
            .bind(2, item.kind)
            .bind(3, item.reference)
            .bind_blob(4, item.payload)
            .bind(5, now())
            .bind(6, now())
            .bind(7, item.give_up_at)
            .bind(8, now())
            .run();
    }
    [[nodiscard]] std::optional<OutboxView> newest(std::string_view kind, std::string_view reference) const override {
        auto row =
            sql("SELECT id, state, attempts, next_try, coalesce(last_error,'') FROM outbox WHERE kind=? AND reference=? ORDER BY "
                "position DESC LIMIT 1");
        row.bind(1, kind).bind(2, reference);
        if (!row.step()) return std::nullopt;
        return OutboxView{.id = row.text(0),
                          .state = row.text(1),
                          .attempts = static_cast<int>(row.integer(2)),
                          .next_try = row.integer(3),
                          .last_error = row.text(4)};
    }
    void make_due(std::string_view id, Millis give_up_at) override {
        sql("UPDATE outbox SET state='waiting', next_try=?, delivered_at=NULL, give_up_at=max(give_up_at, ?), updated_at=? WHERE "
            "id=?")
            .bind(1, now())
            .bind(2, give_up_at)
            .bind(3, now())
            .bind(4, id)
            .run();
    }
    [[nodiscard]] std::vector<std::string> to_give_up(std::string_view kind) const override {
        auto rows = sql("SELECT id FROM outbox WHERE kind=? AND delivered_at IS NULL AND lease_until<=?2 AND give_up_at<=?2");
        rows.bind(1, kind).bind(2, now());
        return texts(rows);
    }
    [[nodiscard]] std::optional<Leased> lease_due(std::string_view kind, std::string_view lease, Millis until) override;
    [[nodiscard]] bool is_held(std::string_view id, std::string_view lease) const override {
        auto held = sql("SELECT 1 FROM outbox WHERE id=? AND lease=? AND delivered_at IS NULL");
        return held.bind(1, id).bind(2, lease).step();
    }
    void put_back(std::string_view id, const Pending& pending) override {
        sql("UPDATE outbox SET state=?, next_try=?, last_error=?, lease='', lease_until=0, updated_at=? WHERE id=?")
            .bind(1, pending.state)
            .bind(2, pending.next_try)
            .bind(3, pending.error)
            .bind(4, now())
            .bind(5, id)
            .run();
    }
    void finish(std::string_view id, std::string_view state) override {
        put_back(id, {.state = state});
        sql("UPDATE outbox SET delivered_at=?, payload=x'' WHERE id=?").bind(1, now()).bind(2, id).run();
    }
    void fail(std::string_view id, std::string_view error) override {
        sql("UPDATE outbox SET state='failed', last_error=?, delivered_at=?, lease='', lease_until=0, next_try=0, updated_at=? "
            "WHERE id=?")
            .bind(1, error)
            .bind(2, now())
            .bind(3, now())
            .bind(4, id)
            .run();
    }
    bool take_back(std::string_view id) override {
        auto gone = sql("DELETE FROM outbox WHERE id=? AND delivered_at IS NULL AND lease_until<=? RETURNING 1");
        return gone.bind(1, id).bind(2, now()).step();
    }
    void answered(std::string_view reference) override {
        sql("UPDATE outbox SET state='answered', next_try=0, lease='', lease_until=0, delivered_at=?, updated_at=?, last_error=''"
            " WHERE kind='authority' AND reference=? AND state IN ('waiting','sending','sent','failed')")
            .bind(1, now())
            .bind(2, now())
            .bind(3, reference)
            .run();
    }
    [[nodiscard]] std::int64_t delivered_before(Millis instant) const override {
        auto row = sql("SELECT count(*) FROM outbox WHERE delivered_at < ? AND state <> 'failed'");
        row.bind(1, instant).step();
        return row.integer(0);
    }
    void forget_delivered_before(Millis instant) override {
        sql("DELETE FROM outbox WHERE delivered_at < ? AND state <> 'failed'").bind(1, instant).run();
    }
    void erase_of(std::string_view reference) override {
        sql("DELETE FROM outbox WHERE reference = ?").bind(1, reference).run();
    }
    [[nodiscard]] std::optional<Millis> next_due(std::string_view kind) const override {
        auto row = sql(due_next);
        row.bind(1, kind);
        if (!row.step() || row.is_null(0)) return std::nullopt;
        return row.integer(0);
    }
    [[nodiscard]] OutboxFigures figures(std::string_view kind, std::string_view today) const override;
};

std::optional<Leased> SqliteOutbox::lease_due(std::string_view kind, std::string_view lease, Millis until) {
    auto row = sql(due_row);
    row.bind(1, kind).bind(2, now());
    if (!row.step()) return std::nullopt;
    Leased item{.id = row.text(0),
                .kind = row.text(1),
                .reference = row.text(2),
                .payload = row.text(3),
                .lease = std::string(lease),
                .attempts = static_cast<int>(row.integer(4)) + 1,
                .awaiting_answer = row.text(5) == "sent",
                .created_at = row.integer(6)};
    sql("UPDATE outbox SET state=CASE state WHEN 'sent' THEN 'sent' ELSE 'sending' END, attempts=?, lease=?, lease_until=?, "
        "updated_at=? WHERE id=?")
        .bind(1, item.attempts)
        .bind(2, lease)
        .bind(3, until)
        .bind(4, now())
        .bind(5, item.id)
        .run();
    return item;
}

OutboxFigures SqliteOutbox::figures(std::string_view kind, std::string_view today) const {
    auto row =
        sql("SELECT coalesce(sum(o.delivered_at IS NULL),0), coalesce(sum(o.state='failed'),0),"
            " coalesce(sum(a.due_latest<?2),0), coalesce(min(CASE WHEN o.delivered_at IS NULL THEN o.created_at END),?3)"
            " FROM outbox AS o LEFT JOIN applications AS a ON a.reference=o.reference AND o.kind='authority'"
            " WHERE o.kind=?1 AND (o.delivered_at IS NULL OR o.state='failed')");
    row.bind(1, kind).bind(2, today).bind(3, now()).step();
    return {.kind = std::string(kind),
            .open = static_cast<std::uint64_t>(row.integer(0)),
            .failed = static_cast<std::uint64_t>(row.integer(1)),
            .overdue = static_cast<std::uint64_t>(row.integer(2)),
            .oldest = now() - row.integer(3)};
}

}  // namespace

template <>
std::unique_ptr<Outbox> make_gateway<Outbox>(const SqliteTransaction& tx) {
    return std::make_unique<SqliteOutbox>(tx);
}

}  // namespace motcua::store
