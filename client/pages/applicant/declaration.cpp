// Declaration and consents: one box per purpose, none ticked beforehand, then submitting once.
#include <algorithm>

#include "client/pages/applicant/applicant.hpp"
#include "shared/form/fields.hpp"
#include "shared/form/validate.hpp"
#include "shared/i18n/text.hpp"

namespace motcua::client::pages {

namespace {

constexpr std::string_view assent = "childAssent";

/// Consents that one press of a box gives for all people of the draft; a child's own assent is asked child by child.
std::vector<std::string> shared_consents(App& app) {
    std::vector<std::string> out;
    for (const Person& person : app.draft().people)
        for (const auto kind : form::consents_due(filing_of(app, person.id), app.today(), app.rules()))
            if (kind != assent && std::find(out.begin(), out.end(), kind) == out.end()) out.emplace_back(kind);
    return out;
}

bool assent_due(App& app, const Person& person) { return form::child_assent_due(filing_of(app, person.id), app.today(), app.rules()); }

void consent_box(View& view, App& app, const std::string& key, std::string_view kind, std::string_view name) {
    const auto* text = rules::consent_text(app.rules(), kind, app.today());
    if (text == nullptr) return;
    const std::string language = app.language();
    if (!name.empty()) view.heading(name, 2);
    view.paragraph(text->text.in(language));
    view.checkbox(key, text->summary.in(language), "", app.page.error_of(key), app.page.ticks[key]);
}

std::string summary_of(const App& app, std::string_view kind) {
    const auto* text = rules::consent_text(app.rules(), kind, app.today());
    return text == nullptr ? std::string(kind) : std::string(text->summary.in(app.language()));
}

std::vector<ui::ErrorLine> missing_ticks(App& app, const std::vector<std::string>& consents) {
    std::vector<ui::ErrorLine> lines;
    for (const auto& kind : consents)
        if (!app.page.ticks["consent/" + kind]) lines.push_back({"consent/" + kind, app.t("declaration.missing", {{"item", summary_of(app, kind)}})});
    for (const Person& person : app.draft().people)
        if (assent_due(app, person) && !app.page.ticks["assent/" + person.id])
            lines.push_back({"assent/" + person.id, app.t("declaration.assent_missing", {{"name", person_name(app, person)}})});
    return lines;
}

/// What the server found, each line with the name of the person it is about.
std::vector<std::string> findings(const App& app, const Problem& problem) {
    std::vector<std::string> lines;
    for (const Json& found : member(problem.body, "errors")) {
        const auto index = static_cast<std::size_t>(number_of(found, "filing"));
        const auto& people = app.drafts.draft().people;
        const form::Field* field = form::find_field(text_of(found, "field"));
        std::string line = app.told(found);
        if (field != nullptr) line = app.labelled(app.label(*field), line);
        if (people.size() > 1 && index < people.size()) line = app.labelled(person_name(app, people[index]), line);
        lines.push_back(std::move(line));
    }
    return lines;
}

void refusal(View& view, App& app) {
    const Problem* problem = app.filings.problem();
    if (problem == nullptr) return;
    show_problem(view, app, problem);
    if (problem->offline()) return;
    if (const auto lines = findings(app, *problem); lines.size() > 1) view.bullets(lines);
    link(view, app, "to-tasks", app.t("declaration.to_tasks"), "tasks");
}

void submit(App& app, const std::vector<std::string>& consents) {
    if (app.show_errors(missing_ticks(app, consents))) return;
    if (!app.session.is_applicant() || app.draft().phone.empty()) {
        app.after_sign_in = "check/declaration";
        return app.go("sign-in");
    }
    app.submit(consents);
}

}  // namespace

void declaration(View& view, App& app) {
    if (app.draft().people.empty() && !app.filings.busy()) return app.replace("booking");
    if (!ready_to_check(app.draft(), app.today_rules()) && !app.filings.busy()) return app.replace("tasks");
    begin(view, app, {.title = app.t("declaration.title"), .back = "check"});
    refusal(view, app);
    view.paragraph(app.t("declaration.intro"));
    const auto consents = shared_consents(app);
    for (const auto& kind : consents) consent_box(view, app, "consent/" + kind, kind, "");
    for (const Person& person : app.draft().people)
        if (assent_due(app, person)) consent_box(view, app, "assent/" + person.id, assent, person_name(app, person));
    view.paragraph(app.t("declaration.withdraw_hint"), ui::Tone::muted);
    if (app.filings.busy()) view.progress("submitting", app.t("declaration.sending"), -1);
    if (view.button("submit", app.t(app.draft().correcting.empty() ? "declaration.submit" : "declaration.submit_again"), ui::ButtonKind::primary, app.filings.busy())) submit(app, consents);
}

}  // namespace motcua::client::pages
