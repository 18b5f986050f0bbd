#include "server/store/reminders.hpp"

#include "server/store/sqlite/gateway.hpp"

namespace motcua::store {
namespace {

class SqliteReminders final : public On<Reminders> {
public:
    using On::On;

    [[nodiscard]] std::vector<std::string> visits(std::string_view date, Millis booked_before) const override {
        auto rows = sql("SELECT reference FROM bookings WHERE cancelled_at IS NULL AND reminded_at IS NULL AND date = ? AND created_at < ? "
                        "ORDER BY created_at, reference LIMIT ?");
        rows.bind(1, date).bind(2, booked_before).bind(3, reminders_listed);
        return texts(rows);
    }
    [[nodiscard]] std::optional<OpenVisit> visit_of(std::string_view reference) const override {
        auto row = sql("SELECT office, date, time, created_at FROM bookings WHERE reference = ? AND cancelled_at IS NULL AND reminded_at IS NULL");
        if (!row.bind(1, reference).step()) return std::nullopt;
        return OpenVisit{.seat = {.office = row.text(0), .date = row.text(1), .time = row.text(2)}, .booked_at = row.integer(3)};
    }
    void settle_visit(std::string_view reference) override {
        sql("UPDATE bookings SET reminded_at = ? WHERE reference = ? AND cancelled_at IS NULL").bind(1, now()).bind(2, reference).run();
    }
    [[nodiscard]] std::vector<std::string> accounts(const AccountSpan& span) const override {
        auto rows = sql("SELECT reference FROM applications WHERE account_at >= ? AND account_at < ? AND activation_reminded < ? "
                        "ORDER BY account_at, activation_reminded, reference LIMIT ?");
        rows.bind(1, span.from).bind(2, span.before).bind(3, span.day).bind(4, reminders_listed);
        return texts(rows);
    }
    [[nodiscard]] std::optional<OpenAccount> account_of(std::string_view reference) const override {
        auto row = sql("SELECT account_at, activate_by, activation_reminded FROM applications WHERE reference = ? AND account_at IS NOT NULL");
        if (!row.bind(1, reference).step()) return std::nullopt;
        return OpenAccount{.created_at = row.integer(0), .activate_by = row.text(1), .reminded = static_cast<int>(row.integer(2))};
    }
    void settle_activation(std::string_view reference, int day) override {
        sql("UPDATE applications SET activation_reminded = ? WHERE reference = ?").bind(1, day).bind(2, reference).run();
    }
};

}  // namespace

template <>
std::unique_ptr<Reminders> make_gateway<Reminders>(const SqliteTransaction& tx) {
    return std::make_unique<SqliteReminders>(tx);
}

}  // namespace motcua::store
