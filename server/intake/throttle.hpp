// Sliding-window limits kept in the store, so that a restart forgives nothing. Buckets hold keyed hashes, never numbers.
#pragma once

#include <string_view>

#include "server/store/store.hpp"

namespace motcua::intake {

/// At most `count` events within `window`.
struct Limit {
    Millis window = 0;
    int count = 0;
};

/// Milliseconds until one more event is allowed; 0: now.
[[nodiscard]] Millis wait_for(store::Transaction& tx, std::string_view bucket, Limit limit);
void note_event(store::Transaction& tx, std::string_view bucket);
/// Forgets events older than a day (no limit looks further back).
void forget_old_events(store::Transaction& tx);

}  // namespace motcua::intake
