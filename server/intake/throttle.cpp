#include "server/intake/throttle.hpp"

#include <algorithm>

namespace motcua::intake {

Millis wait_for(store::Transaction& tx, std::string_view bucket, Limit limit) {
    auto row = tx.sql("SELECT at FROM throttle WHERE bucket = ? AND at > ? ORDER BY at DESC LIMIT 1 OFFSET ?");
    row.bind(1, bucket).bind(2, tx.now() - limit.window).bind(3, limit.count - 1);
    if (!row.step()) return 0;
    return std::max<Millis>(row.integer(0) + limit.window - tx.now(), 1);
}

void note_event(store::Transaction& tx, std::string_view bucket) {
    tx.sql("INSERT INTO throttle(bucket, at) VALUES(?,?)").bind(1, bucket).bind(2, tx.now()).run();
}

void forget_old_events(store::Transaction& tx) {
    constexpr Millis day = 24 * 3600 * 1000;
    tx.sql("DELETE FROM throttle WHERE at < ?").bind(1, tx.now() - day).run();
}

}  // namespace motcua::intake
