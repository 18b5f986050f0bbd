// Everything answered, on one page, with a way back to each answer.
#include "client/pages/applicant/applicant.hpp"
#include "client/pages/applicant/ask.hpp"
#include "client/pages/applicant/own_name.hpp"
#include "client/pages/applicant/table.hpp"
#include "shared/form/validate.hpp"
#include "shared/i18n/text.hpp"

namespace motcua::client::pages {

namespace {

ui::SummaryRow row_of(App& app, const Json& filing, std::string_view person, std::string_view page, std::string_view path) {
    const form::Field* field = form::find_field(path);
    std::string label = field == nullptr ? std::string(path) : app.label(*field);
    std::string value = value_in(app, path, filing);
    if (value.empty()) value = app.t("check.not_provided");
    if (const std::string mark = read_mark(app, person, path); !mark.empty()) value += "\n" + mark;
    return {.key = std::string(person) + "/" + std::string(page) + "/" + std::string(path), .label = label, .value = std::move(value), .change_hidden = label};
}

std::string portrait_words(const App& app, const Json& filing) {
    const std::string id = answer_at(filing, "portrait");
    return app.t(id.empty() ? "check.not_provided" : id == "counter" ? "check.portrait_counter" : "check.portrait_here");
}

ui::SummaryRow special_row(const App& app, std::string_view person, std::string_view page, std::string_view title, std::string value) {
    const std::string label = app.t(title);
    return {.key = std::string(person).append("/").append(page) + "/", .label = label, .value = std::move(value), .change_hidden = label};
}

/// Tasks with pages of their own: the tables and the portrait.
void special_rows(const App& app, const Json& filing, std::string_view person, std::vector<ui::SummaryRow>& rows) {
    for (const Task* task : tasks_for(Subject::applicant)) {
        const form::SectionText* table = form::find_section(task->id);
        if (table == nullptr || !task_applies(*task, filing)) continue;
        std::string words = table_words(app, table->section, filing);
        rows.push_back(special_row(app, person, task->id, task->title, words.empty() ? app.t("check.not_provided") : std::move(words)));
    }
    rows.push_back(special_row(app, person, "portrait", "task.portrait", portrait_words(app, filing)));
}

/// The page of a pressed row: "p1/name/applicant.familyName" is changed at apply/p1/name/change.
void change(App& app, const std::string& key) {
    const auto first = key.find('/');
    const auto second = key.find('/', first + 1);
    const std::string person = key.substr(0, first), page = key.substr(first + 1, second - first - 1);
    app.go(page == "portrait" ? "portrait/" + person : "apply/" + person + "/" + page + "/change");
}

void rows_of(View& view, App& app, Subject subject, std::string_view person) {
    const Json filing = filing_of(app, person);
    std::vector<ui::SummaryRow> rows;
    for (const Task* task : tasks_for(subject))
        for (const auto id : task->pages)
            if (const QuestionPage* page = find_question_page(subject, id))
                for (const auto path : fields_of(*page, filing)) rows.push_back(row_of(app, filing, person, id, path));
    if (subject == Subject::applicant) special_rows(app, filing, person, rows);
    if (const std::string pressed = view.summary_list(rows, app.t("action.change")); !pressed.empty()) change(app, pressed);
}

/// What does not stop the filing but may cost a second visit.
void warnings(View& view, App& app, const Person& person) {
    const auto report = form::validate(filing_of(app, person.id), app.today(), app.rules());
    for (const Error& warning : report.warnings)
        view.notification("warning/" + person.id + "/" + warning.field, app.t("check.warning_title"), app.error_text(warning), ui::Tone::warning);
}

}  // namespace

void check(View& view, App& app) {
    if (!ready_to_check(app.draft(), app.today_rules())) return app.replace("tasks");
    const bool guardian = app.draft().by_guardian();
    begin(view, app, {.title = app.t("check.title"), .back = "tasks"});
    view.paragraph(app.t("check.intro"));
    if (guardian) {
        view.heading(app.t("tasks.guardian"), 2);
        rows_of(view, app, Subject::representative, guardian_id);
    }
    for (const Person& person : std::vector<Person>(app.draft().people)) {
        view.heading(guardian ? person_name(app, person) : app.t("tasks.form"), 2);
        warnings(view, app, person);
        rows_of(view, app, Subject::applicant, person.id);
    }
    own_name_help(view, app, "check/own-name");
    if (continue_button(view, app)) app.go("check/declaration");
}

}  // namespace motcua::client::pages
