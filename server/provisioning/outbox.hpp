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

#include "server/store/outbox.hpp"
#include "server/store/store.hpp"
#include "shared/base/result.hpp"

namespace motcua::provisioning {

inline constexpr std::string_view kind_authority = "authority";
inline constexpr std::string_view kind_sms = "notify.sms";
inline constexpr std::string_view kind_email = "notify.email";

using store::Leased;
using store::OutboxFigures;
using store::OutboxView;

/// A row to be queued; give_up_at 0: the kind's own limit (authority 30 days, messages 3 days).
using store::OutboxItem;

/// Queues in the caller's transaction; gives the row's id (32 hex digits, the idempotency key for the receiver).
/// COUNTER's send: `enqueue(tx, {.kind = "authority", .reference = reference})`; then Services::wake_outbox after the commit.
[[nodiscard]] std::string enqueue(store::Transaction& tx, OutboxItem item);

/// The newest row of a kind for a reference.
[[nodiscard]] std::optional<OutboxView> outbox_view(store::Transaction& tx, std::string_view kind, std::string_view reference);

/// "Send now": makes the waiting or failed row due at once. False when there is none.
[[nodiscard]] bool send_now(store::Transaction& tx, std::string_view kind, std::string_view reference);

/// A pause before attempt number `attempt` + 1: doubles from 1 s to 1 h, longer by up to a quarter (`jitter` 0..1), never over 1 h.
[[nodiscard]] Millis backoff(int attempt, double jitter);

/// What an attempt came to. `also` runs in the transaction that records it.
struct Outcome {
    enum class Kind : std::uint8_t {
        done,      ///< finished for good
        accepted,  ///< delivered, an answer is due: asked about again after `pause`
        retry,     ///< temporary: again after the backoff (or `pause`, when the peer asked for one)
        refused,   ///< permanent: never again by itself
    };
    Kind kind{};
    std::string error{};  ///< stable code
    Millis pause = 0;
    std::function<void(store::Transaction&)> also{};
};

/// A row that ended undelivered: nobody tries again until a person has looked ("send now").
struct DeadLetter {
    std::string id, kind;
    std::string error;   ///< stable code
};
/// Ends the rows whose limit has passed, those without their answer too, as failed ("outbox.gave_up"). A row that is being
/// tried right now is left until its lease is over.
[[nodiscard]] std::vector<DeadLetter> give_up(store::Transaction& tx, std::string_view kind);
/// Takes the row that is due first, or none. Give up first: no attempt is made after a row's limit.
[[nodiscard]] std::optional<Leased> lease(store::Transaction& tx, std::string_view kind, Millis duration);
/// Records the outcome. False when the lease has been taken over meanwhile: then nothing is changed.
bool finish(store::Transaction& tx, const Leased& item, const Outcome& outcome, double jitter);
/// When the next row of the kind is due; none when nothing waits.
[[nodiscard]] std::optional<Millis> next_due(store::Transaction& tx, std::string_view kind);

/// What /metrics shows of each kind.
[[nodiscard]] std::vector<OutboxFigures> outbox_figures(store::Transaction& tx);

}  // namespace motcua::provisioning
