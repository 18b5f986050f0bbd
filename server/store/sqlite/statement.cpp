#include "server/store/sqlite/statement.hpp"

#include <sqlite3.h>

#include <utility>

namespace motcua::store {

constexpr std::size_t most_idle = 500;  // texts: ours are fewer, but some are put together

Prepared::~Prepared() {
    for (auto& [sql, statement] : idle_) sqlite3_finalize(statement);
}
sqlite3_stmt* Prepared::take(std::string_view sql) {
    const auto found = idle_.find(sql);
    if (found != idle_.end()) return std::exchange(found->second, nullptr);
    if (idle_.size() < most_idle) idle_.emplace(sql, nullptr);  // its place: give() runs in destructors and must not allocate
    return nullptr;
}
void Prepared::give(sqlite3_stmt* statement) {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    const auto place = idle_.find(std::string_view(sqlite3_sql(statement)));
    if (place == idle_.end() || place->second != nullptr) return void(sqlite3_finalize(statement));  // full, or the same twice at once
    place->second = statement;
}

Statement::Statement(sqlite3* db, std::string_view sql, Prepared* prepared) : db_(db), prepared_(prepared) {
    if (prepared_ != nullptr) statement_ = prepared_->take(sql);
    if (statement_ == nullptr) check(sqlite3_prepare_v2(db, sql.data(), static_cast<int>(sql.size()), &statement_, nullptr));
}
Statement::~Statement() {
    if (statement_ == nullptr) return;
    if (prepared_ != nullptr) prepared_->give(statement_);
    else sqlite3_finalize(statement_);
}
Statement::Statement(Statement&& other) noexcept
    : db_(other.db_), statement_(std::exchange(other.statement_, nullptr)), prepared_(other.prepared_) {}

void Statement::check(int result) const {
    if (result != SQLITE_OK) throw StoreFailure(sqlite3_errmsg(db_));
}

Statement& Statement::bind(int index, std::int64_t value) {
    check(sqlite3_bind_int64(statement_, index, value));
    return *this;
}
// An empty string_view may carry a null pointer, which SQLite would take for NULL.
Statement& Statement::bind(int index, std::string_view text) {
    check(sqlite3_bind_text64(statement_, index, text.empty() ? "" : text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}
Statement& Statement::bind(int index, std::nullptr_t) {
    check(sqlite3_bind_null(statement_, index));
    return *this;
}
Statement& Statement::bind_blob(int index, std::string_view bytes) {
    check(sqlite3_bind_blob64(statement_, index, bytes.empty() ? "" : bytes.data(), bytes.size(), SQLITE_TRANSIENT));
    return *this;
}

bool Statement::step() {
    const int result = sqlite3_step(statement_);
    if (result == SQLITE_ROW) return true;
    if (result == SQLITE_DONE) return false;
    throw StoreFailure(sqlite3_errmsg(db_));
}
void Statement::run() {
    while (step()) {
    }
}
std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_, column); }
std::string Statement::text(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return bytes ? std::string(bytes, size) : std::string();
}
bool Statement::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

}  // namespace motcua::store
