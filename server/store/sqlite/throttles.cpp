#include "server/store/throttles.hpp"

#include "server/store/sqlite/gateway.hpp"

namespace motcua::store {
namespace {

class SqliteThrottles final : public On<Throttles> {
public:
    using On::On;

    void note(std::string_view bucket) override {
        sql("INSERT INTO throttle(bucket, at) VALUES(?,?)").bind(1, bucket).bind(2, now()).run();
    }
    [[nodiscard]] std::optional<Millis> nth_newest(std::string_view bucket, Millis after, int count) const override {
        auto row = sql("SELECT at FROM throttle WHERE bucket = ? AND at > ? ORDER BY at DESC LIMIT 1 OFFSET ?");
        row.bind(1, bucket).bind(2, after).bind(3, count - 1);
        return row.step() ? std::optional(row.integer(0)) : std::nullopt;
    }
    [[nodiscard]] Window window(std::string_view bucket, Millis after) const override {
        auto row = sql("SELECT COUNT(*), COALESCE(MIN(at),0), COALESCE(MAX(at),0) FROM throttle WHERE bucket=? AND at>?");
        row.bind(1, bucket).bind(2, after).step();
        return {.count = row.integer(0), .first = row.integer(1), .last = row.integer(2)};
    }
    void forget(std::string_view bucket) override { sql("DELETE FROM throttle WHERE bucket=?").bind(1, bucket).run(); }
    void forget_before(Millis instant) override { sql("DELETE FROM throttle WHERE at < ?").bind(1, instant).run(); }
};

}  // namespace

template <>
std::unique_ptr<Throttles> make_gateway<Throttles>(const SqliteTransaction& tx) {
    return std::make_unique<SqliteThrottles>(tx);
}

}  // namespace motcua::store
