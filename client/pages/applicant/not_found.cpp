#include "client/pages/applicant/applicant.hpp"

namespace motcua::client::pages {

void not_found(View& view, App& app) {
    begin(view, app, {.title = app.t("not_found.title")});
    view.paragraph(app.t("not_found.text"));
    link(view, app, "home", app.t("not_found.home"), "start");
}

}  // namespace motcua::client::pages
