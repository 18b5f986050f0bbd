#include "server/store/bookings.hpp"

#include "server/store/sqlite/gateway.hpp"

namespace motcua::store {
namespace {

constexpr std::string_view booked_that_day =
    "SELECT a.reference, b.time FROM applications a JOIN bookings b ON b.reference=a.reference AND b.cancelled_at IS NULL "
    "WHERE b.office=?1 AND b.date=?2 ORDER BY b.time, a.reference LIMIT 500";

class SqliteBookings final : public On<Bookings> {
public:
    using On::On;

    [[nodiscard]] std::map<std::string, int> taken_on(std::string_view office, std::string_view date) const override {
        auto rows =
            sql("SELECT time, count(*) FROM bookings WHERE office = ? AND date = ? AND cancelled_at IS NULL GROUP BY time");
        rows.bind(1, office).bind(2, date);
        std::map<std::string, int> out;
        while (rows.step()) out[rows.text(0)] = static_cast<int>(rows.integer(1));
        return out;
    }
    [[nodiscard]] std::optional<Booking> of(std::string_view reference) const override {
        auto row = sql("SELECT office, date, time FROM bookings WHERE reference = ? AND cancelled_at IS NULL");
        row.bind(1, reference);
        if (!row.step()) return std::nullopt;
        return Booking{.office = row.text(0), .date = row.text(1), .time = row.text(2)};
    }
    void take(std::string_view reference, const Booking& booking) override {
        sql("INSERT INTO bookings(reference, office, date, time, created_at) VALUES(?,?,?,?,?)")
            .bind(1, reference)
            .bind(2, booking.office)
            .bind(3, booking.date)
            .bind(4, booking.time)
            .bind(5, now())
            .run();
        sql("UPDATE applications SET office = ? WHERE reference = ?").bind(1, booking.office).bind(2, reference).run();
    }
    void free(std::string_view reference) override {
        sql("UPDATE bookings SET cancelled_at = ? WHERE reference = ? AND cancelled_at IS NULL")
            .bind(1, now())
            .bind(2, reference)
            .run();
    }
    [[nodiscard]] std::vector<Visitor> visitors_on(std::string_view office, std::string_view date) const override {
        auto rows = sql(booked_that_day);
        rows.bind(1, office).bind(2, date);
        return read_all(rows, [](const Statement& row) { return Visitor{.reference = row.text(0), .time = row.text(1)}; });
    }
};

}  // namespace

template <>
std::unique_ptr<Bookings> make_gateway<Bookings>(const SqliteTransaction& tx) {
    return std::make_unique<SqliteBookings>(tx);
}

}  // namespace motcua::store
