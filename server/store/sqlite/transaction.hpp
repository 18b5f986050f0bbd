// A unit of work on one SQLite connection. The gateways are made when they are first asked for.
#pragma once

#include <memory>
#include <string_view>

#include "server/store/sqlite/statement.hpp"
#include "server/store/store.hpp"

namespace motcua::store {

class SqliteTransaction final : public Transaction {
public:
    explicit SqliteTransaction(sqlite3* db, Millis now, Prepared* prepared = nullptr);
    ~SqliteTransaction() override;
    [[nodiscard]] Statement sql(std::string_view text) const { return {db_, text, prepared_}; }

    [[nodiscard]] Millis now() const override { return now_; }
    [[nodiscard]] Throttles& throttles() const override;
    [[nodiscard]] Codes& codes() const override;
    [[nodiscard]] Sessions& sessions() const override;
    [[nodiscard]] Drafts& drafts() const override;
    [[nodiscard]] Portraits& portraits() const override;
    [[nodiscard]] Attachments& attachments() const override;
    [[nodiscard]] Submissions& submissions() const override;
    [[nodiscard]] Applications& applications() const override;
    [[nodiscard]] Bookings& bookings() const override;
    [[nodiscard]] Closures& closures() const override;
    [[nodiscard]] Staff& staff() const override;
    [[nodiscard]] Activations& activations() const override;
    [[nodiscard]] SecurityKeys& security_keys() const override;
    [[nodiscard]] Claims& claims() const override;
    [[nodiscard]] Comparisons& comparisons() const override;
    [[nodiscard]] Captures& captures() const override;
    [[nodiscard]] Verifications& verifications() const override;
    [[nodiscard]] Overrides& overrides() const override;
    [[nodiscard]] Reminders& reminders() const override;
    [[nodiscard]] Consents& consents() const override;
    [[nodiscard]] Outbox& outbox() const override;
    [[nodiscard]] Notices& notices() const override;
    [[nodiscard]] Mailbox& mailbox() const override;
    [[nodiscard]] Answers& answers() const override;
    [[nodiscard]] Keys& keys() const override;
    [[nodiscard]] AuditLog& audit_log() const override;

private:
    template <class Subject>
    Subject& gateway() const;
    struct Gateways;
    sqlite3* db_;
    Millis now_;
    Prepared* prepared_;
    std::unique_ptr<Gateways> gateways_;
};

/// A statement on the unit, which must be SQLite's: for tools and tests that look at the tables themselves.
[[nodiscard]] Statement sql(const Transaction& tx, std::string_view text);

}  // namespace motcua::store
