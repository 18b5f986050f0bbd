// The outbox: what must reach the outside, in the order of its making within kind and reference. How long to wait and when to
// give up is provisioning's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/date.hpp"

namespace motcua::store {

/// A row to be queued. `payload` is opaque here and holds ids, not personal data.
struct OutboxItem {
    std::string kind;        ///< "authority" (request to the identity authority), "notify.sms", "notify.email"
    std::string reference;   ///< application, or "otp:<id>"; order is kept within kind + reference
    std::string payload{};
    Millis give_up_at = 0;   ///< no attempt after this instant
};

/// What applicant and officer may see of the newest row of a kind for a reference.
struct OutboxView {
    std::string id;
    std::string state;       ///< waiting | sending | sent | answered | failed
    int attempts = 0;
    Millis next_try = 0;     ///< 0 when none is planned
    std::string last_error{};///< stable code ("peer.unreachable"), no personal data
};

/// A row taken for one attempt.
struct Leased {
    std::string id, kind, reference, payload, lease;
    int attempts = 0;             ///< with this one
    bool awaiting_answer = false; ///< it was delivered; time to ask whether the answer got lost
    Millis created_at = 0;
};

/// Where an attempt left a row.
struct Pending {
    std::string_view state;  ///< waiting | sent | answered
    Millis next_try = 0;
    std::string_view error{};
};

/// What /metrics shows of one kind. Dead letters are counted from the store, so that a restart does not silence the alarm.
struct OutboxFigures {
    std::string kind;
    std::uint64_t open = 0;      ///< on their way, or sent and not answered
    std::uint64_t failed = 0;    ///< dead letters: more than 0 is an alarm
    std::uint64_t overdue = 0;   ///< requests that are open or failed after the day promised to the applicant: an alarm
    Millis oldest = 0;           ///< age of the oldest open row
};

class Outbox {
public:
    virtual ~Outbox() = default;
    /// Due now, behind all others. Throws when the id is taken.
    virtual void add(std::string_view id, const OutboxItem& item) = 0;
    [[nodiscard]] virtual std::optional<OutboxView> newest(std::string_view kind, std::string_view reference) const = 0;
    /// Due now again, even when it had ended, and not given up before an instant.
    virtual void make_due(std::string_view id, Millis give_up_at) = 0;
    /// Ids of open rows whose time to give up has come and that nobody has leased.
    [[nodiscard]] virtual std::vector<std::string> to_give_up(std::string_view kind) const = 0;
    /// Takes the row that is due first under a lease that lasts until an instant; none when nothing is due. A row waits while
    /// an earlier one of its kind and reference is on its way.
    [[nodiscard]] virtual std::optional<Leased> lease_due(std::string_view kind, std::string_view lease, Millis until) = 0;
    /// Whether the row is open and still held under this lease.
    [[nodiscard]] virtual bool is_held(std::string_view id, std::string_view lease) const = 0;
    /// Ends the lease and leaves the row open.
    virtual void put_back(std::string_view id, const Pending& pending) = 0;
    /// Ends lease and row: delivered. What it carried is erased.
    virtual void finish(std::string_view id, std::string_view state) = 0;
    /// Ends lease and row: undelivered.
    virtual void fail(std::string_view id, std::string_view error) = 0;
    /// Takes an open row back for good, unless somebody has leased it; whether it did.
    virtual bool take_back(std::string_view id) = 0;
    /// The authority answered: its rows for the reference end.
    virtual void answered(std::string_view reference) = 0;
    /// When the next row of the kind may be due; none when nothing waits.
    [[nodiscard]] virtual std::optional<Millis> next_due(std::string_view kind) const = 0;
    /// How many rows were delivered or answered before an instant; those that failed wait for somebody and do not count.
    [[nodiscard]] virtual std::int64_t delivered_before(Millis instant) const = 0;
    virtual void forget_delivered_before(Millis instant) = 0;
    /// Every row for a reference.
    virtual void erase_of(std::string_view reference) = 0;
    [[nodiscard]] virtual OutboxFigures figures(std::string_view kind, std::string_view today) const = 0;
};

}  // namespace motcua::store
