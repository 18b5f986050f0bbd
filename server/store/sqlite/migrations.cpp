#include "server/store/sqlite/migrations.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "server/store/sqlite/statement.hpp"
#include "server/store/sqlite/connection.hpp"

namespace motcua::store {
namespace {

std::set<int> applied(sqlite3* db) {
    execute(db,
            "CREATE TABLE IF NOT EXISTS schema_migrations(number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT "
            "NULL) STRICT");
    std::set<int> out;
    Statement rows(db, "SELECT number FROM schema_migrations");
    while (rows.step()) out.insert(static_cast<int>(rows.integer(0)));
    return out;
}

void copy_aside(sqlite3* db, const std::string& path, int number) {
    const auto copy = fmt::format("{}.before-{:03}", path, number);
    ::remove(copy.c_str());
    snapshot(db, copy);
}

void apply(sqlite3* db, const Migration& migration, Millis now) {
    execute(db, "BEGIN IMMEDIATE");
    try {
        execute(db, std::string(migration.sql).c_str());
        Statement(db, "INSERT INTO schema_migrations VALUES(?,?,?)")
            .bind(1, migration.number)
            .bind(2, migration.name)
            .bind(3, now)
            .run();
        execute(db, "COMMIT");
    } catch (const StoreFailure& failure) {
        sqlite3_exec(db, "ROLLBACK", nullptr, nullptr, nullptr);
        throw StoreFailure(fmt::format("migration {:03}_{}: {}", migration.number, migration.name, failure.message));
    }
}

bool known(std::span<const Migration> all, int number) {
    return std::any_of(all.begin(), all.end(), [&](const Migration& m) { return m.number == number; });
}

Result<void> refuse_newer(const std::set<int>& done, std::span<const Migration> all) {
    for (int number : done)
        if (!known(all, number)) return Error{.code = ErrorCode::store_newer_schema, .detail = fmt::format("{:03}", number)};
    return {};
}

}  // namespace

Result<std::size_t> missing_migrations(sqlite3* db) {
    std::set<int> done;
    Statement rows(db, "SELECT number FROM schema_migrations");
    while (rows.step()) done.insert(static_cast<int>(rows.integer(0)));
    MOTCUA_CHECK(refuse_newer(done, migrations()));
    return migrations().size() - done.size();
}

Result<void> migrate(sqlite3* db, const std::string& path, std::span<const Migration> all, Millis now) {
    try {
        const auto done = applied(db);
        MOTCUA_CHECK(refuse_newer(done, all));
        bool copied = done.empty();
        for (const auto& migration : all) {
            if (done.contains(migration.number)) continue;
            if (!copied) copy_aside(db, path, migration.number);
            copied = true;
            apply(db, migration, now);
        }
    } catch (const StoreFailure& failure) {
        return Error{.code = ErrorCode::store_unavailable, .detail = failure.message};
    }
    return {};
}

}  // namespace motcua::store
