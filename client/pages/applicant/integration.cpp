// Papers to show in the account beside the passport and the card: a list, and the way to add to it. Always optional.
#include "client/pages/applicant/applicant.hpp"
#include "shared/form/fields.hpp"

namespace motcua::client::pages {

namespace {

std::size_t paper_count(const Json& filing) {
    const Json& papers = member(filing, "integration");
    return papers.is_array() ? papers.size() : 0;
}

std::string base_of(const App& app) { return "apply/" + std::string(app.route().part(1)) + "/integration"; }

void papers(View& view, App& app, const Json& filing) {
    std::vector<ui::SummaryRow> rows;
    for (std::size_t i = 0; i < paper_count(filing); ++i) {
        const std::string path = "integration[" + std::to_string(i) + "].";
        const std::string kind = value_in(app, path + "kind", filing);
        rows.push_back({.key = std::to_string(i), .label = kind, .value = answer_at(filing, path + "number"), .change_hidden = kind});
    }
    if (rows.empty()) return;
    const std::string pressed = view.summary_list(rows, app.t("action.change"));
    if (!pressed.empty()) app.go(base_of(app) + "/" + pressed);
}

}  // namespace

void integration(View& view, App& app) {
    const std::string person(app.route().part(1));
    if (app.draft().find(person) == nullptr) return not_found(view, app);
    const bool changing = app.route().part(3) == "change";
    const Json filing = filing_of(app, person);
    begin(view, app, {.title = app.t("integration.title"), .back = changing ? "check" : "tasks", .caption = app.t("integration.caption")});
    view.paragraph(app.t("integration.intro"));
    papers(view, app, filing);
    const std::size_t count = paper_count(filing);
    if (view.button("add-paper", app.t(count == 0 ? "integration.add" : "integration.add_another"), ui::ButtonKind::secondary))
        app.go(base_of(app) + "/" + std::to_string(count));
    if (!view.button("continue", app.t(count == 0 ? "integration.skip" : "action.continue"))) return;
    app.draft().mark_answered(person, "integration");
    app.drafts.changed();
    app.go(changing ? "check" : "tasks");
}

}  // namespace motcua::client::pages
