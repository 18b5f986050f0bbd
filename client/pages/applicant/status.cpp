// All applications of this phone.
#include "client/pages/applicant/applicant.hpp"
#include "client/pages/applicant/visit.hpp"

namespace motcua::client::pages {

namespace {

ui::TaskRow row_of(const App& app, const Application& application) {
    const bool settled = application.state == "account_created" || application.state == "withdrawn";
    const bool asks = application.state == "no_show" || application.state == "returned" || application.state == "rejected";
    return {.key = application.reference, .title = application.name + " · " + application.reference,
            .hint = application.booking ? visit_time(app, *application.booking) : app.t("status.filed_on", {{"date", app.date(application.submitted_at)}}),
            .status = settled ? ui::TaskStatus::done : asks ? ui::TaskStatus::problem : ui::TaskStatus::incomplete,
            .status_text = state_text(app, application.state), .href = app.href("status/" + application.reference)};
}

void none(View& view, App& app) {
    view.paragraph(app.t("status.none"));
    if (view.button("start", app.t("start.begin"))) app.go("eligibility/who");
}

}  // namespace

void status(View& view, App& app) {
    begin(view, app, {.title = app.t("status.title"), .back = "start"});
    bool again = false;
    if (!show_loaded(view, app, app.filings.list, again)) {
        if (again || app.filings.list.state == LoadState::idle) app.filings.refresh();
        return;
    }
    if (app.filings.list.value.empty()) return none(view, app);
    std::vector<ui::TaskRow> rows;
    for (const Application& application : app.filings.list.value) rows.push_back(row_of(app, application));
    if (const std::string pressed = view.task_list(rows); !pressed.empty()) app.go("status/" + pressed);
    if (!app.filings.awaiting_booking().empty() && view.button("book", app.t("status.book"))) {
        app.filings.booking_for.clear();
        app.go("booking");
    }
    if (view.button("refresh", app.t("status.refresh"), ui::ButtonKind::secondary)) app.filings.refresh();
}

}  // namespace motcua::client::pages
