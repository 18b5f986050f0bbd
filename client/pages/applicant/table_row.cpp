// One row of a table: its fields, as the field table has them.
#include <charconv>

#include "client/pages/applicant/applicant.hpp"
#include "client/pages/applicant/ask.hpp"
#include "client/pages/applicant/table.hpp"
#include "shared/form/filing.hpp"

namespace motcua::client::pages {

namespace {

/// The row of the address; nothing when it is no number or leaves a gap.
std::optional<std::size_t> row_of(const App& app, const form::SectionText& table, const Json& filing) {
    const auto text = app.route().part(3);
    std::size_t row = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), row);
    const bool in_table = row <= form::row_count(filing, table.section) && row < static_cast<std::size_t>(table.most_rows);
    if (error != std::errc{} || end != text.data() + text.size() || !in_table) return std::nullopt;
    return row;
}

void remove(App& app, const std::string& person, const form::SectionText& table, std::size_t row) {
    for (const auto& path : form::row_paths(table.section, row))
        if (form::find_field(path)->format == form::Format::attachment) app.attachments.remove(person, path);
    app.draft().find(person)->filing[std::string(table.name)].erase(row);
    app.drafts.changed();
}

}  // namespace

void table_row(View& view, App& app) {
    const std::string person(app.route().part(1));
    if (app.route().part(3) == "change") return table(view, app);
    const Json filing = filing_of(app, person);
    const form::SectionText* table = app.draft().find(person) == nullptr ? nullptr : table_of(app, filing);
    const auto row = table == nullptr ? std::nullopt : row_of(app, *table, filing);
    if (!row) return not_found(view, app);
    const std::string list = "apply/" + person + "/" + std::string(table->name);
    const auto paths = form::row_paths(table->section, *row);
    begin(view, app, {.title = table_word(app, *table, ".row_title"), .back = list});
    for (const auto& path : paths) ask(view, app, person, path, ui::LabelStyle::normal);
    const bool saved = view.button("continue", app.t("action.save"), ui::ButtonKind::primary, app.attachments.sending());
    if (saved && settle(app, person, {paths.begin(), paths.end()})) {
        app.draft().mark_answered(person, table->name);
        app.drafts.changed();
        return app.go(list);
    }
    const bool there = *row < form::row_count(filing, table->section);
    if (!there || !view.button("remove", table_word(app, *table, ".remove"), ui::ButtonKind::quiet)) return;
    remove(app, person, *table, *row);
    app.go(list);
}

}  // namespace motcua::client::pages
