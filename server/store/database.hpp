// SQLite behind one writer. Every change of state goes through Database::write, which runs on the single writing
// connection (WAL, synchronous=FULL, BEGIN IMMEDIATE) and appends the audit entries of the act in the same transaction.
#pragma once

#include <concepts>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "shared/base/date.hpp"
#include "shared/base/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace motcua::store {

/// Any SQLite failure inside a unit of work. Never crosses Database's border: it becomes ErrorCode::store_unavailable.
struct StoreFailure : std::exception {
    explicit StoreFailure(std::string text) : message(std::move(text)) {}
    [[nodiscard]] const char* what() const noexcept override { return message.c_str(); }
    std::string message;
};

/// The statements a connection has prepared and nobody uses now: preparing one costs more than running it. Belongs to whoever
/// owns the connection; used by one thread at a time, as the connection is.
class Prepared {
public:
    Prepared() = default;
    Prepared(Prepared&&) noexcept = default;
    Prepared& operator=(Prepared&&) noexcept = default;
    ~Prepared();
    /// Null when it must be prepared first.
    [[nodiscard]] sqlite3_stmt* take(std::string_view sql);
    /// Resets it and forgets what was bound: people's data are not kept.
    void give(sqlite3_stmt* statement);

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, sqlite3_stmt*, Hash, std::equal_to<>> idle_;  ///< by text; null while it is used
};

/// A prepared statement. Values are bound from 1; columns are read from 0. Finalised with the object, or given back.
class Statement {
public:
    Statement(sqlite3* db, std::string_view sql, Prepared* prepared = nullptr);
    ~Statement();
    Statement(Statement&&) noexcept;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& bind(int index, std::int64_t value);
    template <std::integral T>
    Statement& bind(int index, T value) { return bind(index, static_cast<std::int64_t>(value)); }
    Statement& bind(int index, std::string_view text);
    Statement& bind(int index, std::nullptr_t);
    Statement& bind_blob(int index, std::string_view bytes);
    template <class T>
    Statement& bind(int index, const std::optional<T>& value) { return value ? bind(index, *value) : bind(index, nullptr); }

    /// Steps once: true when a row is there. Throws StoreFailure on any SQLite error (caught at Database's border).
    bool step();
    void run();  ///< steps to the end
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string text(int column) const;   ///< also for blobs
    [[nodiscard]] bool is_null(int column) const;

private:
    void check(int result) const;
    sqlite3* db_ = nullptr;
    sqlite3_stmt* statement_ = nullptr;
    Prepared* prepared_ = nullptr;
};

/// One act on the audit chain. `subject` is a reference or an internal id, never a name, number or phone.
struct AuditEntry {
    std::string actor;    ///< "applicant:<session id hash>", "officer:<id>", "system"
    std::string action;   ///< "application.submitted", …
    std::string subject;
    std::string detail{}; ///< JSON without personal data
};

/// What a unit of work may do. Lives only inside Database::write / read.
class Transaction {
public:
    Transaction(sqlite3* db, Millis now, Prepared* prepared = nullptr) : db_(db), now_(now), prepared_(prepared) {}
    [[nodiscard]] Statement sql(std::string_view text) const { return {db_, text, prepared_}; }
    [[nodiscard]] Millis now() const { return now_; }
    /// Appends to the chain: h_i = BLAKE2b(h_{i-1} | canonical row).
    void audit(const AuditEntry& entry) const;
    [[nodiscard]] std::int64_t changes() const;

private:
    sqlite3* db_;
    Millis now_;
    Prepared* prepared_;
};

class Database {
public:
    struct Options {
        std::string path;
        std::function<Millis()> clock;
    };
    /// Opens or creates, runs the migrations missing (numbered files compiled in; a back-up is made before), quick_check.
    /// Errors: store_damaged, store_newer_schema, store_unavailable.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(Options options);
    ~Database();

    /// Runs `work` in an IMMEDIATE transaction on the writing connection; commits when it gives ok, rolls back otherwise.
    /// Returns only after the commit is on disk (acknowledged = durable).
    template <class T>
    [[nodiscard]] Result<T> write(const std::function<Result<T>(Transaction&)>& work) {
        std::optional<Result<T>> out;
        auto done = run_write([&](Transaction& tx) { out.emplace(work(tx)); return out->ok(); });
        if (!done.ok() && (!out || out->ok())) return done.error();
        return std::move(*out);
    }
    /// Runs `work` in a read transaction on a read-only connection.
    template <class T>
    [[nodiscard]] Result<T> read(const std::function<Result<T>(Transaction&)>& work) {
        std::optional<Result<T>> out;
        auto done = run_read([&](Transaction& tx) { out.emplace(work(tx)); return out->ok(); });
        if (!done.ok() && (!out || out->ok())) return done.error();
        return std::move(*out);
    }

    /// Whether a unit of work could be committed now: one is tried and undone, and the disk has room. Costs no fsync.
    /// Errors: store_unavailable.
    [[nodiscard]] Result<void> can_write();
    /// A consistent copy while serving, from a read-only snapshot. Errors: store_unavailable.
    [[nodiscard]] Result<void> back_up(const std::string& path);
    /// What /metrics shows: commits so far, units of work so far, waiting units now.
    struct Figures { std::uint64_t commits = 0, units = 0, failures = 0, waiting = 0; };
    [[nodiscard]] Figures figures() const;

private:
    Database();
    Result<void> run_write(const std::function<bool(Transaction&)>& work);
    Result<void> run_read(const std::function<bool(Transaction&)>& work);
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace motcua::store
