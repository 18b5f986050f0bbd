#include "server/intake/throttle.hpp"

#include <algorithm>

#include "server/store/throttles.hpp"

namespace motcua::intake {

Millis wait_for(store::Transaction& tx, std::string_view bucket, Limit limit) {
    const auto oldest = tx.throttles().nth_newest(bucket, tx.now() - limit.window, limit.count);
    return oldest ? std::max<Millis>(*oldest + limit.window - tx.now(), 1) : 0;
}

void note_event(store::Transaction& tx, std::string_view bucket) { tx.throttles().note(bucket); }

void forget_old_events(store::Transaction& tx) {
    constexpr Millis day = 24 * 3600 * 1000;
    tx.throttles().forget_before(tx.now() - day);
}

}  // namespace motcua::intake
