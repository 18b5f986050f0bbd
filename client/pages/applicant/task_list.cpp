#include "client/pages/applicant/applicant.hpp"

namespace motcua::client::pages {

namespace {

std::string task_href(const App& app, const Task& task, std::string_view person, const Json& filing) {
    const std::string who(person);
    if (task.id == "portrait") return app.href("portrait/" + who);
    return app.href("apply/" + who + "/" + std::string(entry_page(task, app.drafts.draft(), person, filing)));
}

ui::TaskRow task_row(App& app, const Task& task, std::string_view person, const Json& filing) {
    ui::TaskRow row{.key = std::string(person) + "/" + std::string(task.id), .title = app.t(task.title), .href = task_href(app, task, person, filing)};
    switch (task_progress(task, app.draft(), person, filing, app.today_rules())) {
        case Progress::done: row.status = ui::TaskStatus::done; row.status_text = app.t("task.status_done"); break;
        case Progress::problem: row.status = ui::TaskStatus::problem; row.status_text = app.t("task.status_problem"); break;
        case Progress::begun: row.status_text = app.t("task.status_begun"); break;
        case Progress::untouched: row.status_text = app.t("task.status_untouched"); break;
    }
    return row;
}

void rows_of(View& view, App& app, Subject subject, std::string_view person) {
    const Json filing = filing_of(app, person);
    std::vector<ui::TaskRow> rows;
    for (const Task* task : tasks_for(subject))
        if (task_applies(*task, filing)) rows.push_back(task_row(app, *task, person, filing));
    const std::string pressed = view.task_list(rows);
    for (const auto& row : rows)
        if (row.key == pressed) app.host().go(row.href);
}

void people(View& view, App& app) {
    const bool guardian = app.draft().by_guardian();
    if (guardian) {
        view.heading(app.t("tasks.guardian"), 2);
        rows_of(view, app, Subject::representative, guardian_id);
    }
    for (const Person& person : std::vector<Person>(app.draft().people)) {
        view.heading(guardian ? person_name(app, person) : app.t("tasks.form"), 2);
        rows_of(view, app, Subject::applicant, person.id);
        if (guardian && app.draft().people.size() > 1)
            link(view, app, "remove/" + person.id, app.t("people.remove", {{"name", person_name(app, person)}}), "people/" + person.id + "/remove");
    }
    if (!guardian) return;
    if (!app.draft().correcting.empty()) return;
    view.gap(8);
    if (view.button("add-person", app.t("people.add"), ui::ButtonKind::secondary)) app.go("people/add");
}

void last_step(View& view, App& app) {
    const bool ready = ready_to_check(app.draft(), app.today_rules());
    view.heading(app.t("tasks.submit"), 2);
    const std::vector<ui::TaskRow> rows{{.key = "check", .title = app.t("task.check"),
                                         .hint = ready ? "" : app.t("task.check_hint"),
                                         .status = ready ? ui::TaskStatus::incomplete : ui::TaskStatus::not_yet,
                                         .status_text = app.t(ready ? "task.status_ready" : "task.status_not_yet"),
                                         .href = ready ? app.href("check") : ""}};
    if (view.task_list(rows) == "check" && ready) app.go("check");
    if (!ready) return;
    view.paragraph(app.t("tasks.slip"), ui::Tone::muted);
    view.picture("pictures.svg#slip", app.t("bring.slip"), 180);
}

void nothing_begun(View& view, App& app) {
    begin(view, app, {.title = app.t("tasks.none_title"), .back = "start"});
    view.paragraph(app.t("tasks.none"));
    if (view.button("start", app.t("start.begin"))) app.go("eligibility/who");
    link(view, app, "tasks/status", app.t("start.status"), "status");
}

void kept_where(View& view, App& app) {
    const bool on_server = app.session.is_applicant() && !app.drafts.unsaved();
    view.status("saved", app.t(on_server ? "tasks.saved_server" : "tasks.saved_here"), ui::Tone::success);
}

}  // namespace

void task_list(View& view, App& app) {
    if (app.draft().people.empty()) return nothing_begun(view, app);
    begin(view, app, {.title = app.t("tasks.title"), .back = "start"});
    view.paragraph(app.t("tasks.intro"));
    if (!app.draft().correcting.empty()) view.inset(app.t("tasks.correcting", {{"reference", app.draft().correcting}}));
    if (app.drafts.found_earlier()) view.notification("found", app.t("tasks.found_title"), app.t("tasks.found"));
    people(view, app);
    last_step(view, app);
    kept_where(view, app);
}

}  // namespace motcua::client::pages
