#include "server/provisioning/outbox.hpp"

#include <algorithm>

#include "server/keys/keyring.hpp"

namespace motcua::provisioning {
namespace {

constexpr Millis second = 1000;
constexpr Millis hour = 3600 * second;
constexpr Millis day = 24 * hour;

// The legal 7 working days take up to 19 calendar days round Tết (2026 to 2028): a request must not be given up before its own deadline has passed.
Millis default_limit(std::string_view kind) { return kind == kind_authority ? 30 * day : 3 * day; }

// The newest row of a kind for a reference.
constexpr std::string_view newest = " FROM outbox WHERE kind=? AND reference=? ORDER BY position DESC LIMIT 1";

// A row may go when it is due, not leased, and no earlier row of its reference is still on its way.
#define MOTCUA_OPEN_ROWS                                                                                                    \
    " FROM outbox AS o WHERE kind=?1 AND delivered_at IS NULL AND NOT EXISTS (SELECT 1 FROM outbox AS p WHERE p.kind=o.kind" \
    " AND p.reference=o.reference AND p.position<o.position AND p.state IN ('waiting','sending'))"
constexpr std::string_view due_row =
    "SELECT id, kind, reference, payload, attempts, state, created_at" MOTCUA_OPEN_ROWS
    " AND next_try<=?2 AND lease_until<=?2 ORDER BY next_try, position LIMIT 1";
constexpr std::string_view due_next = "SELECT min(max(next_try, lease_until))" MOTCUA_OPEN_ROWS;
#undef MOTCUA_OPEN_ROWS

void end_as_failed(store::Transaction& tx, const std::string& id, std::string_view error) {
    tx.sql("UPDATE outbox SET state='failed', last_error=?, delivered_at=?, lease='', lease_until=0, next_try=0, updated_at=? WHERE id=?")
        .bind(1, error).bind(2, tx.now()).bind(3, tx.now()).bind(4, id).run();
    tx.sql("UPDATE notifications SET state='failed', last_error=?, at=? WHERE id=?").bind(1, error).bind(2, tx.now()).bind(3, id).run();
    tx.audit({.actor = "system", .action = "outbox.failed", .subject = id, .detail = ""});
}

void update(store::Transaction& tx, const Leased& item, std::string_view state, Millis next_try, std::string_view error) {
    tx.sql("UPDATE outbox SET state=?, next_try=?, last_error=?, lease='', lease_until=0, updated_at=? WHERE id=?")
        .bind(1, state).bind(2, next_try).bind(3, error).bind(4, tx.now()).bind(5, item.id).run();
}

void record(store::Transaction& tx, const Leased& item, const Outcome& outcome, double jitter) {
    const Millis pause = outcome.pause > 0 ? outcome.pause : backoff(item.attempts, jitter);
    switch (outcome.kind) {
        case Outcome::Kind::done:
            update(tx, item, item.kind == kind_authority ? "answered" : "sent", 0, "");
            tx.sql("UPDATE outbox SET delivered_at=?, payload=x'' WHERE id=?").bind(1, tx.now()).bind(2, item.id).run();
            return;
        case Outcome::Kind::accepted: return update(tx, item, "sent", tx.now() + pause, "");
        case Outcome::Kind::retry: return update(tx, item, item.awaiting_answer ? "sent" : "waiting", tx.now() + pause, outcome.error);
        case Outcome::Kind::refused: return end_as_failed(tx, item.id, outcome.error);
    }
}

}  // namespace

std::string enqueue(store::Transaction& tx, const OutboxItem& item) {
    const std::string id = keys::hex(keys::random_bytes(16));
    const Millis limit = item.give_up_at > 0 ? item.give_up_at : tx.now() + default_limit(item.kind);
    tx.sql("INSERT INTO outbox(id, kind, reference, payload, state, next_try, created_at, give_up_at, updated_at, position)"
           " VALUES(?,?,?,?,'waiting',?,?,?,?,(SELECT coalesce(max(position),0)+1 FROM outbox))")
        .bind(1, id).bind(2, item.kind).bind(3, item.reference).bind_blob(4, item.payload).bind(5, tx.now()).bind(6, tx.now())
        .bind(7, limit).bind(8, tx.now()).run();
    return id;
}

std::optional<OutboxView> outbox_view(store::Transaction& tx, std::string_view kind, std::string_view reference) {
    auto row = tx.sql("SELECT id, state, attempts, next_try, coalesce(last_error,'')" + std::string(newest));
    row.bind(1, kind).bind(2, reference);
    if (!row.step()) return std::nullopt;
    return OutboxView{.id = row.text(0), .state = row.text(1), .attempts = static_cast<int>(row.integer(2)), .next_try = row.integer(3),
                      .last_error = row.text(4)};
}

bool send_now(store::Transaction& tx, std::string_view kind, std::string_view reference) {
    const auto view = outbox_view(tx, kind, reference);
    if (!view || (view->state != "waiting" && view->state != "failed")) return false;
    tx.sql("UPDATE outbox SET state='waiting', next_try=?, delivered_at=NULL, give_up_at=max(give_up_at, ?), updated_at=? WHERE id=?")
        .bind(1, tx.now()).bind(2, tx.now() + default_limit(kind)).bind(3, tx.now()).bind(4, view->id).run();
    return true;
}

Millis backoff(int attempt, double jitter) {
    const int doublings = std::clamp(attempt - 1, 0, 12);
    const Millis base = std::min(hour, second << doublings);
    return std::min(hour, base + static_cast<Millis>(static_cast<double>(base) / 4 * std::clamp(jitter, 0.0, 1.0)));
}

std::vector<DeadLetter> give_up(store::Transaction& tx, std::string_view kind) {
    auto rows = tx.sql("SELECT id FROM outbox WHERE kind=? AND delivered_at IS NULL AND lease_until<=?2 AND give_up_at<=?2");
    rows.bind(1, kind).bind(2, tx.now());
    std::vector<DeadLetter> out;
    while (rows.step()) out.push_back({.id = rows.text(0), .kind = std::string(kind), .error = "outbox.gave_up"});
    for (const auto& dead : out) end_as_failed(tx, dead.id, dead.error);
    return out;
}

std::optional<Leased> lease(store::Transaction& tx, std::string_view kind, Millis duration) {
    auto row = tx.sql(due_row);
    row.bind(1, kind).bind(2, tx.now());
    if (!row.step()) return std::nullopt;
    Leased item{.id = row.text(0), .kind = row.text(1), .reference = row.text(2), .payload = row.text(3), .lease = keys::hex(keys::random_bytes(8)),
                .attempts = static_cast<int>(row.integer(4)) + 1, .awaiting_answer = row.text(5) == "sent", .created_at = row.integer(6)};
    tx.sql("UPDATE outbox SET state=CASE state WHEN 'sent' THEN 'sent' ELSE 'sending' END, attempts=?, lease=?, lease_until=?, updated_at=? WHERE id=?")
        .bind(1, item.attempts).bind(2, item.lease).bind(3, tx.now() + duration).bind(4, tx.now()).bind(5, item.id).run();
    return item;
}

bool finish(store::Transaction& tx, const Leased& item, const Outcome& outcome, double jitter) {
    auto held = tx.sql("SELECT 1 FROM outbox WHERE id=? AND lease=? AND delivered_at IS NULL");
    held.bind(1, item.id).bind(2, item.lease);
    if (!held.step()) return false;
    record(tx, item, outcome, jitter);
    if (outcome.also) outcome.also(tx);
    return true;
}

std::optional<Millis> next_due(store::Transaction& tx, std::string_view kind) {
    auto row = tx.sql(due_next);
    row.bind(1, kind);
    if (!row.step() || row.is_null(0)) return std::nullopt;
    return row.integer(0);
}

std::vector<OutboxFigures> outbox_figures(store::Transaction& tx) {
    std::vector<OutboxFigures> out;
    const auto today = format_date(date_in_vietnam(tx.now()));
    for (const auto kind : {kind_authority, kind_sms, kind_email}) {
        auto row = tx.sql("SELECT coalesce(sum(o.delivered_at IS NULL),0), coalesce(sum(o.state='failed'),0),"
                          " coalesce(sum(a.due_latest<?2),0), coalesce(min(CASE WHEN o.delivered_at IS NULL THEN o.created_at END),?3)"
                          " FROM outbox AS o LEFT JOIN applications AS a ON a.reference=o.reference AND o.kind='authority'"
                          " WHERE o.kind=?1 AND (o.delivered_at IS NULL OR o.state='failed')");
        row.bind(1, kind).bind(2, today).bind(3, tx.now()).step();
        out.push_back({.kind = std::string(kind), .open = static_cast<std::uint64_t>(row.integer(0)), .failed = static_cast<std::uint64_t>(row.integer(1)),
                       .overdue = static_cast<std::uint64_t>(row.integer(2)), .oldest = tx.now() - row.integer(3)});
    }
    return out;
}

}  // namespace motcua::provisioning
