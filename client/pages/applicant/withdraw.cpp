#include "client/pages/applicant/applicant.hpp"
#include "client/pages/applicant/visit.hpp"

namespace motcua::client::pages {

void withdraw(View& view, App& app) {
    const Application* application = application_of_route(view, app, "status");
    if (application == nullptr) return;
    const std::string reference = application->reference;
    begin(view, app, {.title = app.t("withdraw.title"), .back = "status/" + reference, .caption = application->name + " · " + reference});
    show_problem(view, app, app.filings.problem());
    if (!application->can_withdraw()) return view.paragraph(app.t("withdraw.too_late"));
    view.paragraph(app.t("withdraw.text"));
    if (view.button("withdraw", app.t("withdraw.confirm"), ui::ButtonKind::warning, app.filings.busy()))
        app.filings.withdraw(reference, [&app, reference] { app.go("status/" + reference); });
    link(view, app, "keep", app.t("withdraw.keep"), "status/" + reference);
}

}  // namespace motcua::client::pages
