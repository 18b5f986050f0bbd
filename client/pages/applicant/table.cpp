// The list of a table's rows, and the way to add to it. Always optional.
#include "client/pages/applicant/table.hpp"

#include "client/pages/applicant/applicant.hpp"
#include "shared/form/filing.hpp"

namespace motcua::client::pages {

namespace {

void rows_of(View& view, App& app, const form::SectionText& table, const Json& filing, const std::string& base) {
    std::vector<ui::SummaryRow> rows;
    for (std::size_t i = 0; i < form::row_count(filing, table.section); ++i) {
        RowWords words = row_words(app, table.section, filing, i);
        rows.push_back({.key = std::to_string(i), .label = words.label, .value = std::move(words.value), .change_hidden = words.label});
    }
    if (rows.empty()) return;
    const std::string pressed = view.summary_list(rows, app.t("action.change"));
    if (!pressed.empty()) app.go(base + "/" + pressed);
}

}  // namespace

const form::SectionText* table_of(const App& app, const Json& filing) {
    const std::string_view name = app.route().part(2);
    const form::SectionText* section = form::find_section(name);
    return section != nullptr && section->is_table() && page_applies(name, Subject::applicant, filing) ? section : nullptr;
}

RowWords row_words(const App& app, form::Section table, const Json& filing, std::size_t row) {
    const std::string path = std::string(form::name(table)) + "[" + std::to_string(row) + "].";
    const auto value = [&](const char* field) { return value_in(app, path + field, filing); };
    if (table == form::Section::integration) {
        const int pictures = (value("front").empty() ? 0 : 1) + (value("back").empty() ? 0 : 1);
        return {value("kind"), value("number") + (pictures == 0 ? "" : ", " + app.plural("attachment.count", pictures))};
    }
    return {full_name(value("familyName"), value("givenNames")), value("relation")};
}

std::string table_words(const App& app, form::Section table, const Json& filing) {
    std::string out;
    for (std::size_t i = 0; i < form::row_count(filing, table); ++i) {
        const RowWords words = row_words(app, table, filing, i);
        out += (out.empty() ? "" : "\n") + app.labelled(words.label, words.value);
    }
    return out;
}

std::string table_word(const App& app, const form::SectionText& table, std::string_view key) {
    return app.t(std::string(table.name).append(key));
}

void table(View& view, App& app) {
    const std::string person(app.route().part(1));
    const Json filing = filing_of(app, person);
    const form::SectionText* table = app.draft().find(person) == nullptr ? nullptr : table_of(app, filing);
    if (table == nullptr) return not_found(view, app);
    const std::string base = "apply/" + person + "/" + std::string(table->name), back = app.route().part(3) == "change" ? "check" : "tasks";
    begin(view, app, {.title = table_word(app, *table, ".title"), .back = back, .caption = app.t("table.optional")});
    view.paragraph(table_word(app, *table, ".intro"));
    rows_of(view, app, *table, filing, base);
    const std::size_t count = form::row_count(filing, table->section);
    if (count < static_cast<std::size_t>(table->most_rows) &&
        view.button("add-row", table_word(app, *table, count == 0 ? ".add" : ".add_another"), ui::ButtonKind::secondary))
        app.go(base + "/" + std::to_string(count));
    if (!view.button("continue", app.t(count == 0 ? "table.skip" : "action.continue"))) return;
    app.draft().mark_answered(person, table->name);
    app.drafts.changed();
    app.go(back);
}

}  // namespace motcua::client::pages
