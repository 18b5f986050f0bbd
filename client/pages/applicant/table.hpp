// A table of the form (dependants, papers to integrate) as pages: a list, and a page for each row.
#pragma once

#include "client/pages/shell.hpp"
#include "shared/form/fields.hpp"

namespace motcua::client::pages {

/// The table a page's address names; null when there is none, or this person is not asked for it.
[[nodiscard]] const form::SectionText* table_of(const App& app, const Json& filing);
/// Who or what a row is about ("Giấy phép lái xe", "ERIKSSON LARS"), and what tells it from others.
struct RowWords {
    std::string label, value;
};
[[nodiscard]] RowWords row_words(const App& app, form::Section table, const Json& filing, std::size_t row);
/// All rows, one a line.
[[nodiscard]] std::string table_words(const App& app, form::Section table, const Json& filing);
/// A word of the table's own: "integration.title".
[[nodiscard]] std::string table_word(const App& app, const form::SectionText& table, std::string_view key);

}  // namespace motcua::client::pages
