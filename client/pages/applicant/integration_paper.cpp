#include <charconv>

#include "client/pages/applicant/applicant.hpp"
#include "client/pages/applicant/ask.hpp"
#include "shared/form/validate.hpp"
#include "shared/i18n/text.hpp"

namespace motcua::client::pages {

namespace {

constexpr std::size_t most_papers = 10;

/// The row of the address; nothing when it is no number or leaves a gap.
std::optional<std::size_t> row_of(const App& app, const Json& filing) {
    const auto text = app.route().part(3);
    std::size_t row = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), row);
    const Json& papers = member(filing, "integration");
    const std::size_t count = papers.is_array() ? papers.size() : 0;
    if (error != std::errc{} || end != text.data() + text.size() || row > count || row >= most_papers) return std::nullopt;
    return row;
}

std::vector<std::string> paths_of(std::size_t row) {
    std::vector<std::string> out;
    for (const form::Field& field : form::fields())
        if (field.section == form::Section::integration) out.push_back(form::path(field, static_cast<int>(row)));
    return out;
}

void save(App& app, const std::string& person, std::span<const std::string> paths) {
    const std::vector<std::string_view> views(paths.begin(), paths.end());
    std::vector<ui::ErrorLine> lines;
    for (const Error& error : form::validate_fields(filing_of(app, person), views, app.today(), app.rules()))
        lines.push_back({error.field, app.error_text(error)});
    if (!app.show_errors(std::move(lines))) app.go("apply/" + person + "/integration");
}

void remove(App& app, const std::string& person, std::size_t row) {
    Json& papers = app.draft().find(person)->filing["integration"];
    if (papers.is_array() && row < papers.size()) papers.erase(row);
    app.drafts.changed();
    app.go("apply/" + person + "/integration");
}

}  // namespace

void integration_paper(View& view, App& app) {
    const std::string person(app.route().part(1));
    if (app.route().part(3) == "change") return integration(view, app);
    if (app.draft().find(person) == nullptr) return not_found(view, app);
    const Json filing = filing_of(app, person);
    const auto row = row_of(app, filing);
    if (!row) return not_found(view, app);
    const auto paths = paths_of(*row);
    begin(view, app, {.title = app.t("integration.paper_title"), .back = "apply/" + person + "/integration"});
    for (const auto& path : paths) ask(view, app, person, path, ui::LabelStyle::normal);
    if (view.button("continue", app.t("action.save"))) save(app, person, paths);
    const bool there = member(filing, "integration").is_array() && *row < member(filing, "integration").size();
    if (there && view.button("remove", app.t("integration.remove"), ui::ButtonKind::quiet)) remove(app, person, *row);
}

}  // namespace motcua::client::pages
