// The store in the domain's words: units of work, and in each of them one gateway a subject, whose methods are what the use
// cases do. No SQL here and none in the services: sqlite/ implements it today, PostgreSQL may; tests do so in memory.
// Values that are sealed are opaque bytes here.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "shared/base/date.hpp"
#include "shared/base/result.hpp"

namespace motcua::store {

class Activations;
class Answers;
class Applications;
class Attachments;
class AuditLog;
class Bookings;
class Captures;
class Claims;
class Closures;
class Codes;
class Comparisons;
class Consents;
class Drafts;
class Keys;
class Mailbox;
class Notices;
class Outbox;
class Overrides;
class Portraits;
class Reminders;
class SecurityKeys;
class Sessions;
class Staff;
class Submissions;
class Throttles;
class Verifications;

/// The store failed, or a rule of it would be broken (a second row of the same key, a file that is not there). Any method of
/// a gateway may throw it; it never crosses the border of Store, where it becomes ErrorCode::store_unavailable.
struct StoreFailure : std::exception {
    explicit StoreFailure(std::string text) : message(std::move(text)) {}
    [[nodiscard]] const char* what() const noexcept override { return message.c_str(); }
    std::string message;
};

/// One act on the audit chain. `subject` is a reference or an internal id, never a name, number or phone.
struct AuditEntry {
    std::string actor;    ///< "applicant:<session id hash>", "officer:<id>", "system"
    std::string action;   ///< "application.submitted", …
    std::string subject;
    std::string detail{}; ///< JSON without personal data
};

/// What a unit of work may do. Lives only inside Store::write / read. Const does not mean that nothing is written: whether
/// anything may be is decided by who made it.
class Transaction {
public:
    virtual ~Transaction() = default;
    /// The instant of the unit: everything in it happens then.
    [[nodiscard]] virtual Millis now() const = 0;
    /// Appends to the chain: h_i = BLAKE2b(h_{i-1} | canonical row).
    void audit(const AuditEntry& entry) const;

    // --- the applicant
    [[nodiscard]] virtual Throttles& throttles() const = 0;
    [[nodiscard]] virtual Codes& codes() const = 0;
    [[nodiscard]] virtual Sessions& sessions() const = 0;
    [[nodiscard]] virtual Drafts& drafts() const = 0;
    [[nodiscard]] virtual Portraits& portraits() const = 0;
    [[nodiscard]] virtual Attachments& attachments() const = 0;
    [[nodiscard]] virtual Submissions& submissions() const = 0;
    [[nodiscard]] virtual Applications& applications() const = 0;
    [[nodiscard]] virtual Bookings& bookings() const = 0;
    [[nodiscard]] virtual Closures& closures() const = 0;
    // --- the counter
    [[nodiscard]] virtual Staff& staff() const = 0;
    [[nodiscard]] virtual Activations& activations() const = 0;
    [[nodiscard]] virtual SecurityKeys& security_keys() const = 0;
    [[nodiscard]] virtual Claims& claims() const = 0;
    [[nodiscard]] virtual Comparisons& comparisons() const = 0;
    [[nodiscard]] virtual Captures& captures() const = 0;
    [[nodiscard]] virtual Verifications& verifications() const = 0;
    [[nodiscard]] virtual Overrides& overrides() const = 0;
    [[nodiscard]] virtual Consents& consents() const = 0;
    // --- the outside
    [[nodiscard]] virtual Outbox& outbox() const = 0;
    [[nodiscard]] virtual Notices& notices() const = 0;
    [[nodiscard]] virtual Mailbox& mailbox() const = 0;
    [[nodiscard]] virtual Reminders& reminders() const = 0;
    [[nodiscard]] virtual Answers& answers() const = 0;
    // --- what the others stand on
    [[nodiscard]] virtual Keys& keys() const = 0;
    [[nodiscard]] virtual AuditLog& audit_log() const = 0;

protected:
    Transaction() = default;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
};

class Store {
public:
    virtual ~Store() = default;

    /// Runs `work` as one unit: kept when it gives ok, undone as a whole otherwise. One unit at a time; when this returns ok
    /// the effect is lasting (acknowledged = durable).
    template <class T>
    [[nodiscard]] Result<T> write(const std::function<Result<T>(Transaction&)>& work) {
        std::optional<Result<T>> out;
        auto done = run_write([&](Transaction& tx) { out.emplace(work(tx)); return out->ok(); });
        if (!done.ok() && (!out || out->ok())) return done.error();
        return std::move(*out);
    }
    /// Runs `work` on the store as it is now, whatever is written meanwhile. Writing fails.
    template <class T>
    [[nodiscard]] Result<T> read(const std::function<Result<T>(Transaction&)>& work) {
        std::optional<Result<T>> out;
        auto done = run_read([&](Transaction& tx) { out.emplace(work(tx)); return out->ok(); });
        if (!done.ok() && (!out || out->ok())) return done.error();
        return std::move(*out);
    }

    /// Whether a unit of work could be committed now. Errors: store_unavailable.
    [[nodiscard]] virtual Result<void> can_write() = 0;
    /// What /metrics shows: commits so far, units of work so far, waiting units now.
    struct Figures { std::uint64_t commits = 0, units = 0, failures = 0, waiting = 0; };
    [[nodiscard]] virtual Figures figures() const = 0;

protected:
    Store() = default;
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;
    virtual Result<void> run_write(const std::function<bool(Transaction&)>& work) = 0;
    virtual Result<void> run_read(const std::function<bool(Transaction&)>& work) = 0;
};

}  // namespace motcua::store
