// Transactional outbox: what must reach the outside world is a row written in the same transaction as its cause.
// A worker leases a row, tries, and either finishes it or puts it back with a growing pause (1 s … 1 h, jittered).
// Invariants: state, outbox row and audit row commit together; at least once, the receiver de-duplicates by `id`;
// rows of one `reference` and kind leave in order; an expired lease is taken over; a poison row blocks only its own reference.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/database.hpp"
#include "shared/base/result.hpp"

namespace motcua::provisioning {

/// A row to be queued. `payload` is opaque here; personal data in it is sealed by who queues it, or stands in other
/// tables and the payload holds only the reference (kind "authority").
struct OutboxItem {
    std::string kind;        ///< "authority" (request to the identity authority) | "notify"
    std::string reference;   ///< application, or "otp:<id>"; order is kept within kind + reference
    std::string payload{};
    Millis give_up_at = 0;   ///< no attempt after this instant (0: kind's own limit)
};

/// Queues in the caller's transaction; gives the row's id (32 hex digits, the idempotency key for the receiver).
/// COUNTER's send: `enqueue(tx, {.kind = "authority", .reference = reference})`; then Services::wake_outbox after the commit.
[[nodiscard]] std::string enqueue(store::Transaction& tx, const OutboxItem& item);

/// What applicant and officer may see of the newest row of a kind for a reference.
struct OutboxView {
    std::string id;
    std::string state;       ///< waiting | sending | sent | answered | failed
    int attempts = 0;
    Millis next_try = 0;     ///< 0 when none is planned
    std::string last_error{};///< code text, no personal data
};
[[nodiscard]] std::optional<OutboxView> outbox_view(store::Transaction& tx, std::string_view kind, std::string_view reference);

/// "Send now": makes the waiting or failed row due at once. False when there is none.
[[nodiscard]] bool send_now(store::Transaction& tx, std::string_view kind, std::string_view reference);

}  // namespace motcua::provisioning
