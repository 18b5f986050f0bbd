#include "server/authority/ledger.hpp"

#include <array>

#include "server/store/sqlite/statement.hpp"

namespace motcua::authority {
namespace {

using store::Statement;

constexpr const char* schema = R"(
    CREATE TABLE IF NOT EXISTS enrollment(id TEXT PRIMARY KEY, tx TEXT NOT NULL, digest TEXT NOT NULL, finalized INTEGER NOT NULL,
      body TEXT NOT NULL, received_at INTEGER NOT NULL, result TEXT, account TEXT, reason TEXT, decided_at INTEGER,
      task TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, next_callback INTEGER NOT NULL DEFAULT 0) STRICT;
    CREATE INDEX IF NOT EXISTS enrollment_task ON enrollment(task, next_callback);
    CREATE TABLE IF NOT EXISTS account(number TEXT PRIMARY KEY, nationality TEXT NOT NULL, document TEXT NOT NULL,
      enrollment_id TEXT NOT NULL, created_at INTEGER NOT NULL, UNIQUE(nationality, document)) STRICT;)";

constexpr std::array all_tasks{Task::pending, Task::response_scheduled, Task::response_retry, Task::response_error, Task::completed};

Enrollment read(const Statement& row) {
    Enrollment out{.id = row.text(0), .transaction = row.text(1), .digest = row.text(2), .finalized = row.integer(3) != 0, .received_at = row.integer(5)};
    if (auto body = parse_json(row.text(4)); body.ok()) out.body = std::move(*body);
    return out;
}
constexpr std::string_view columns = "SELECT id, tx, digest, finalized, body, received_at FROM enrollment ";

/// BEGIN IMMEDIATE … COMMIT, rolled back when left by an exception.
class Unit {
public:
    explicit Unit(sqlite3* db) : db_(db) { store::execute(db_, "BEGIN IMMEDIATE"); }
    ~Unit() { if (!done_) sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr); }
    Unit(const Unit&) = delete;
    Unit& operator=(const Unit&) = delete;
    void commit() { store::execute(db_, "COMMIT"); done_ = true; }

private:
    sqlite3* db_;
    bool done_ = false;
};

}  // namespace

std::string_view text(Task task) {
    switch (task) {
        case Task::pending: return "PENDING";
        case Task::response_scheduled: return "RESPONSE_SCHEDULED";
        case Task::response_retry: return "RESPONSE_RETRY";
        case Task::response_error: return "RESPONSE_ERROR";
        case Task::completed: return "COMPLETED";
    }
    return "";
}

std::string document_of(const Json& body) {
    const Json& person = member(body, "biographicData");
    const auto passport = text_at(person, "passportNumber");
    return passport.empty() ? "card:" + std::string(text_at(person, "residenceCardNumber")) : std::string(passport);
}

Result<std::unique_ptr<Ledger>> Ledger::open(const std::string& path) {
    MOTCUA_TRY(db, store::connect(path, store::Access::write));
    try {
        store::execute(db.get(), schema);
    } catch (const store::StoreFailure& failure) {
        return Error{.code = ErrorCode::store_unavailable, .detail = failure.message};
    }
    return std::unique_ptr<Ledger>(new Ledger(std::move(db)));
}

Ledger::Added Ledger::add(const Enrollment& enrollment) {
    const std::lock_guard lock(mutex_);
    Unit unit(db_.get());
    Statement there(db_.get(), "SELECT digest FROM enrollment WHERE id=?");
    there.bind(1, enrollment.id);
    if (there.step()) return there.text(0) == enrollment.digest ? Added::repeated : Added::conflict;
    Statement(db_.get(), "INSERT INTO enrollment(id, tx, digest, finalized, body, received_at, task) VALUES(?,?,?,?,?,?,'PENDING')")
        .bind(1, enrollment.id).bind(2, enrollment.transaction).bind(3, enrollment.digest).bind(4, enrollment.finalized ? 1 : 0)
        .bind(5, dump_json(enrollment.body)).bind(6, enrollment.received_at).run();
    unit.commit();
    return Added::fresh;
}

std::optional<Enrollment> Ledger::find(std::string_view id) {
    const std::lock_guard lock(mutex_);
    Statement row(db_.get(), std::string(columns) + "WHERE id=?");
    row.bind(1, id);
    return row.step() ? std::optional(read(row)) : std::nullopt;
}

bool Ledger::finalize(std::string_view id) {
    const std::lock_guard lock(mutex_);
    Statement(db_.get(), "UPDATE enrollment SET finalized=1 WHERE id=?").bind(1, id).run();
    return sqlite3_changes64(db_.get()) > 0;
}

Ledger::Deleted Ledger::remove(std::string_view id) {
    const std::lock_guard lock(mutex_);
    Statement row(db_.get(), "SELECT result IS NOT NULL FROM enrollment WHERE id=?");
    row.bind(1, id);
    if (!row.step()) return Deleted::unknown;
    if (row.integer(0) != 0) return Deleted::decided;
    Statement(db_.get(), "DELETE FROM enrollment WHERE id=? AND result IS NULL").bind(1, id).run();
    return Deleted::done;
}

std::vector<Enrollment> Ledger::undecided(Millis before) {
    const std::lock_guard lock(mutex_);
    Statement rows(db_.get(), std::string(columns) + "WHERE task='PENDING' AND finalized=1 AND received_at<=? ORDER BY received_at, rowid LIMIT 50");
    rows.bind(1, before);
    std::vector<Enrollment> out;
    while (rows.step()) out.push_back(read(rows));
    return out;
}

std::optional<std::string> Ledger::account_of(std::string_view nationality, std::string_view document) {
    const std::lock_guard lock(mutex_);
    Statement row(db_.get(), "SELECT enrollment_id FROM account WHERE nationality=? AND document=?");
    row.bind(1, nationality).bind(2, document);
    return row.step() ? std::optional(row.text(0)) : std::nullopt;
}

void Ledger::decide(const Enrollment& enrollment, const Decision& decision) {
    const std::lock_guard lock(mutex_);
    Unit unit(db_.get());
    Statement(db_.get(), "UPDATE enrollment SET result=?, account=?, reason=?, decided_at=?, task='RESPONSE_SCHEDULED', next_callback=? WHERE id=? AND result IS NULL")
        .bind(1, decision.result).bind(2, decision.account).bind(3, decision.reason).bind(4, decision.at).bind(5, decision.at).bind(6, enrollment.id).run();
    if (sqlite3_changes64(db_.get()) > 0 && decision.result == "CREATED")
        Statement(db_.get(), "INSERT INTO account VALUES(?,?,?,?,?)").bind(1, decision.account)
            .bind(2, text_at(member(enrollment.body, "biographicData"), "nationality")).bind(3, document_of(enrollment.body))
            .bind(4, enrollment.id).bind(5, decision.at).run();
    unit.commit();
}

std::vector<Callback> Ledger::callbacks_due(Millis now) {
    const std::lock_guard lock(mutex_);
    Statement rows(db_.get(), "SELECT id, tx, result, account, reason, decided_at, attempts FROM enrollment"
                              " WHERE task IN ('RESPONSE_SCHEDULED','RESPONSE_RETRY') AND next_callback<=? ORDER BY next_callback, rowid LIMIT 50");
    rows.bind(1, now);
    std::vector<Callback> out;
    while (rows.step())
        out.push_back({.enrollment_id = rows.text(0), .transaction = rows.text(1),
                       .decision = {.result = rows.text(2), .account = rows.text(3), .reason = rows.text(4), .at = rows.integer(5)},
                       .attempts = static_cast<int>(rows.integer(6))});
    return out;
}

void Ledger::callback_delivered(std::string_view id) {
    const std::lock_guard lock(mutex_);
    Statement(db_.get(), "UPDATE enrollment SET task='COMPLETED', attempts=attempts+1 WHERE id=?").bind(1, id).run();
}

void Ledger::callback_failed(std::string_view id, Millis next) {
    const std::lock_guard lock(mutex_);
    Statement(db_.get(), "UPDATE enrollment SET task=?, attempts=attempts+1, next_callback=? WHERE id=?")
        .bind(1, text(next > 0 ? Task::response_retry : Task::response_error)).bind(2, next).bind(3, id).run();
}

std::optional<Task> Ledger::task(std::string_view id) {
    const std::lock_guard lock(mutex_);
    Statement row(db_.get(), "SELECT task FROM enrollment WHERE id=?");
    row.bind(1, id);
    if (!row.step()) return std::nullopt;
    const auto name = row.text(0);
    for (const Task task : all_tasks)
        if (text(task) == name) return task;
    return std::nullopt;
}

bool Ledger::redeliver(std::string_view id, Millis now) {
    const std::lock_guard lock(mutex_);
    Statement(db_.get(), "UPDATE enrollment SET next_callback=?, attempts=0, task=CASE task WHEN 'PENDING' THEN 'PENDING' ELSE 'RESPONSE_RETRY' END WHERE id=?")
        .bind(1, now).bind(2, id).run();
    return sqlite3_changes64(db_.get()) > 0;
}

}  // namespace motcua::authority
