// Prepared statements: thin RAII over SQLite's C interface, and the cache that keeps them between units of work.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "server/store/store.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace motcua::store {

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

    /// Steps once: true when a row is there. Throws StoreFailure on any SQLite error (caught at Store's border).
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

}  // namespace motcua::store
