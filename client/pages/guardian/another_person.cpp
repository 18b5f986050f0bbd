#include "client/pages/guardian/guardian.hpp"

namespace motcua::client::pages {

/// Adding a child leads through the eligibility questions once more: each person gets an answer of their own.
void another_person(View& view, App& app) {
    begin(view, app, {.title = app.t("people.add_title"), .back = "tasks"});
    view.paragraph(app.t("people.add_intro"));
    view.bullets(std::vector<std::string>{app.t("people.add_shared"), app.t("people.add_slot"), app.t("people.add_slip")});
    if (!continue_button(view, app)) return;
    app.draft().screening = Screening{};
    app.drafts.changed();
    app.go("eligibility/who");
}

}  // namespace motcua::client::pages
