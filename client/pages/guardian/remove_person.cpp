#include "client/pages/applicant/applicant.hpp"
#include "client/pages/guardian/guardian.hpp"

namespace motcua::client::pages {

void remove_person_page(View& view, App& app) {
    const std::string id(app.route().part(1));
    const Person* person = app.draft().find(id);
    if (person == nullptr) return not_found(view, app);
    begin(view, app, {.title = app.t("people.remove_title", {{"name", person_name(app, *person)}}), .back = "tasks"});
    view.paragraph(app.t("people.remove_text"));
    if (view.button("remove", app.t("people.remove_confirm"), ui::ButtonKind::warning)) {
        remove_person(app.draft(), id);
        app.portraits.forget();  // the next person may get this one's id
        app.drafts.changed();
        app.go("tasks");
    }
    link(view, app, "keep", app.t("people.remove_keep"), "tasks");
}

}  // namespace motcua::client::pages
