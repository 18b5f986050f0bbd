// What the reference identity authority remembers (authority.db): enrolments, the accounts made of them, and the state of
// each answer. Pictures are not kept: only what a later question needs.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/sqlite/connection.hpp"
#include "shared/base/date.hpp"
#include "shared/base/json.hpp"
#include "shared/base/result.hpp"

namespace motcua::authority {

/// OSIA's task states (ABIS 1.6.0, readTaskStatus).
enum class Task : std::uint8_t { pending, response_scheduled, response_retry, response_error, completed };
[[nodiscard]] std::string_view text(Task task);

struct Enrollment {
    std::string id;               ///< also the task's id
    std::string transaction;
    std::string digest;           ///< of the body as received
    bool finalized = false;
    Json body;                    ///< without pictures
    Millis received_at = 0;
};

struct Decision {
    std::string result;           ///< "CREATED" | "REJECTED"
    std::string account{};        ///< opaque text
    std::string reason{};         ///< stable code: "DUPLICATE_ACCOUNT", "DOCUMENT_EXPIRED", "INCOMPLETE"
    Millis at = 0;
};

struct Callback {
    std::string enrollment_id, transaction;
    Decision decision;
    int attempts = 0;
};

class Ledger {
public:
    /// Errors: store_unavailable.
    [[nodiscard]] static Result<std::unique_ptr<Ledger>> open(const std::string& path);

    enum class Added : std::uint8_t { fresh, repeated, conflict };
    /// The same id with the same digest again is `repeated` (nothing changes), with another digest `conflict`.
    [[nodiscard]] Added add(const Enrollment& enrollment);
    [[nodiscard]] std::optional<Enrollment> find(std::string_view id);
    /// A collected but not yet finalised enrolment becomes due for decision. False when unknown.
    bool finalize(std::string_view id);
    /// Only what is not decided yet can be deleted.
    enum class Deleted : std::uint8_t { done, unknown, decided };
    [[nodiscard]] Deleted remove(std::string_view id);

    /// Finalised, undecided, received before `before`.
    [[nodiscard]] std::vector<Enrollment> undecided(Millis before);
    /// The enrolment that already holds an account for this document, if any.
    [[nodiscard]] std::optional<std::string> account_of(std::string_view nationality, std::string_view document);
    /// Records a decision, the account with it, and schedules the answer.
    void decide(const Enrollment& enrollment, const Decision& decision);

    [[nodiscard]] std::vector<Callback> callbacks_due(Millis now);
    void callback_delivered(std::string_view id);
    /// next 0: no further attempt by itself.
    void callback_failed(std::string_view id, Millis next);
    [[nodiscard]] std::optional<Task> task(std::string_view id);
    /// False when unknown. An answer not there yet is sent when it is.
    bool redeliver(std::string_view id, Millis now);

private:
    explicit Ledger(store::Connection db) : db_(std::move(db)) {}
    std::mutex mutex_;
    store::Connection db_;
};

/// The number that identifies the person: passport, else residence card.
[[nodiscard]] std::string document_of(const Json& body);

}  // namespace motcua::authority
