#include "client/pages/applicant/applicant.hpp"

namespace motcua::client::pages {

namespace {

void continue_earlier(View& view, App& app) {
    if (app.draft().people.empty()) return;
    view.notification("continue-earlier", app.t("start.earlier_title"), app.t("start.earlier"));
    if (view.button("resume", app.t("start.resume"))) app.go("tasks");
}

}  // namespace

void start(View& view, App& app) {
    begin(view, app, {.title = app.t("start.title")});
    view.lead(app.t("start.lead"));
    continue_earlier(view, app);
    view.heading(app.t("start.who_title"), 2);
    view.bullets(std::vector<std::string>{app.t("start.who_card"), app.t("start.who_age"), app.t("start.who_guardian")});
    view.heading(app.t("start.need_title"), 2);
    view.bullets(std::vector<std::string>{app.t("start.need_passport"), app.t("start.need_card"), app.t("start.need_phone"), app.t("start.need_photo")});
    view.heading(app.t("start.steps_title"), 2);
    view.numbered(std::vector<std::string>{app.t("start.step_check"), app.t("start.step_form"), app.t("start.step_book"), app.t("start.step_visit"), app.t("start.step_account")});
    view.inset(app.t("start.time"));
    const bool resuming = !app.draft().people.empty();
    if (view.button("start", app.t(resuming ? "start.begin_new" : "start.begin"), resuming ? ui::ButtonKind::secondary : ui::ButtonKind::primary)) app.go("eligibility/who");
    link(view, app, "start/status", app.t("start.status"), "status");
    view.details("start/walk-in", app.t("start.walk_in_title"), [&](View& inner) { inner.paragraph(app.t("start.walk_in")); });
    view.details("start/data", app.t("start.data_title"), [&](View& inner) { inner.paragraph(app.t("start.data")); });
}

}  // namespace motcua::client::pages
