#include "server/store/closures.hpp"

#include "server/store/sqlite/gateway.hpp"

namespace motcua::store {
namespace {

Closure closure_of(const Statement& row) {
    return {.id = row.integer(0), .office = row.text(1), .from = row.text(2), .to = row.text(3), .reason_vi = row.text(4), .reason_en = row.text(5),
            .closed_at = row.integer(6), .open_from = row.text(7)};
}

class SqliteClosures final : public On<Closures> {
public:
    using On::On;

    [[nodiscard]] std::int64_t close(const Closure& closure) override {
        auto row = sql("INSERT INTO closures(office, from_day, to_day, reason_vi, reason_en, closed_at) VALUES(?,?,?,?,?,?) RETURNING id");
        row.bind(1, closure.office).bind(2, closure.from).bind(3, closure.to).bind(4, closure.reason_vi).bind(5, closure.reason_en).bind(6, now());
        return row.step() ? row.integer(0) : 0;
    }
    void open(std::int64_t id, std::string_view from) override {
        sql("UPDATE closures SET open_from = ? WHERE id = ? AND open_from IS NULL").bind(1, from).bind(2, id).run();
    }
    [[nodiscard]] std::optional<Closure> find(std::int64_t id) const override {
        auto row = sql("SELECT id, office, from_day, to_day, reason_vi, reason_en, closed_at, coalesce(open_from, '') FROM closures WHERE id = ?");
        return row.bind(1, id).step() ? std::optional(closure_of(row)) : std::nullopt;
    }
    [[nodiscard]] std::optional<Closure> on(std::string_view office, std::string_view date) const override {
        auto row = sql("SELECT id, office, from_day, to_day, reason_vi, reason_en, closed_at, coalesce(open_from, '') FROM closures "
                       "WHERE office = ?1 AND from_day <= ?2 AND to_day >= ?2 AND (open_from IS NULL OR open_from > ?2) ORDER BY id LIMIT 1");
        return row.bind(1, office).bind(2, date).step() ? std::optional(closure_of(row)) : std::nullopt;
    }
    [[nodiscard]] std::vector<Closure> all() const override {
        auto rows = sql("SELECT id, office, from_day, to_day, reason_vi, reason_en, closed_at, coalesce(open_from, '') FROM closures ORDER BY id DESC LIMIT ?");
        rows.bind(1, closures_listed);
        return read_all(rows, closure_of);
    }
    [[nodiscard]] std::vector<std::string> affected(std::string_view date, std::string_view time) const override {
        // from the few closures to their visits: the look comes every minute
        auto rows = sql("SELECT DISTINCT b.reference, b.created_at, b.time FROM closures c CROSS JOIN bookings b ON b.office = c.office "
                        "AND b.date >= max(c.from_day, ?1) AND b.date <= c.to_day AND b.cancelled_at IS NULL AND (b.date > ?1 OR b.time > ?2) "
                        "JOIN applications a ON a.reference = b.reference AND a.state = 'booked' WHERE c.to_day >= ?1 "
                        "AND (c.open_from IS NULL OR c.open_from > b.date) ORDER BY b.created_at, b.time, b.reference LIMIT ?3");
        rows.bind(1, date).bind(2, time).bind(3, closures_listed);
        return texts(rows);
    }
    [[nodiscard]] std::vector<Visitor> party_of(std::string_view reference) const override {
        auto rows = sql("SELECT b.reference, b.time FROM bookings own JOIN applications o ON o.reference = own.reference "
                        "JOIN bookings b ON b.office = own.office AND b.date = own.date AND b.created_at = own.created_at "
                        "JOIN applications a ON a.reference = b.reference AND a.owner = o.owner WHERE own.reference = ? AND own.cancelled_at IS NULL "
                        "AND o.state = 'booked' AND b.cancelled_at IS NULL AND a.state = 'booked' ORDER BY b.time, b.reference");
        rows.bind(1, reference);
        return read_all(rows, [](const Statement& row) { return Visitor{.reference = row.text(0), .time = row.text(1)}; });
    }
    void mark_moved(std::string_view reference, const Moved& moved) override {
        sql("UPDATE bookings SET closure = ?, moved_from = ? WHERE reference = ? AND cancelled_at IS NULL")
            .bind(1, moved.closure)
            .bind(2, moved.from)
            .bind(3, reference)
            .run();
    }
    [[nodiscard]] std::optional<Moved> moved_of(std::string_view reference) const override {
        auto row = sql("SELECT closure, moved_from FROM bookings WHERE reference = ? AND cancelled_at IS NULL AND closure IS NOT NULL");
        if (!row.bind(1, reference).step()) return std::nullopt;
        return Moved{.closure = row.integer(0), .from = row.text(1)};
    }
};

}  // namespace

template <>
std::unique_ptr<Closures> make_gateway<Closures>(const SqliteTransaction& tx) {
    return std::make_unique<SqliteClosures>(tx);
}

}  // namespace motcua::store
