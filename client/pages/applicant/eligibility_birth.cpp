#include "client/pages/applicant/applicant.hpp"
#include "client/pages/applicant/eligibility.hpp"

namespace motcua::client::pages {

void eligibility_birth(View& view, App& app) {
    Screening& answers = app.draft().screening;
    if (answers.filed_for.empty()) return app.replace("eligibility/who");
    const std::string title = for_whom(app, answers, "eligibility.birth_self", "eligibility.birth_other");
    begin(view, app, {.title = title, .back = "eligibility/who", .caption = app.t("eligibility.caption"), .heading = Heading::by_field});
    // The browser may fill in only one's own birthday.
    const std::string_view autofill = answers.filed_for == "self" ? "bday" : "";
    if (date_boxes(view, app, "birthDate", title, app.t("eligibility.birth_hint"), answers.birth_date, autofill)) app.drafts.changed();
    if (!continue_button(view, app)) return;
    if (auto fault = date_fault(app, "birthDate", answers.birth_date, "eligibility.birth_missing")) return void(app.show_errors({*fault}));
    if (Days(*parse_date(answers.birth_date)) > Days(app.today())) return void(app.show_errors({{"birthDate", app.t("eligibility.birth_future")}}));
    app.go("eligibility/card");
}

}  // namespace motcua::client::pages
