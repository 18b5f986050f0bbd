// What the gateways of one SQLite transaction share. Each is made by make_gateway of its subject, which stands with its SQL.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "server/store/sqlite/transaction.hpp"

namespace motcua::store {

template <class Subject>
class On : public Subject {
public:
    explicit On(const SqliteTransaction& tx) : tx_(tx) {}

protected:
    [[nodiscard]] Statement sql(std::string_view text) const { return tx_.sql(text); }
    [[nodiscard]] Millis now() const { return tx_.now(); }

private:
    const SqliteTransaction& tx_;
};

template <class Subject>
[[nodiscard]] std::unique_ptr<Subject> make_gateway(const SqliteTransaction& tx);

/// An empty text stands for nothing.
inline void bind_or_null(Statement& row, int index, std::string_view text) {
    text.empty() ? row.bind(index, nullptr) : row.bind(index, text);
}
inline void bind_blob_or_null(Statement& row, int index, std::string_view bytes) {
    bytes.empty() ? row.bind(index, nullptr) : row.bind_blob(index, bytes);
}
/// Every row that is left, by `read`.
template <class Read>
[[nodiscard]] auto read_all(Statement& rows, Read read) {
    std::vector<std::invoke_result_t<Read, const Statement&>> out;
    while (rows.step()) out.push_back(read(rows));
    return out;
}
/// The first column of every row.
[[nodiscard]] inline std::vector<std::string> texts(Statement& rows) {
    return read_all(rows, [](const Statement& row) { return row.text(0); });
}

}  // namespace motcua::store
