// Any question page of the form, built from the tables: which fields (questions.hpp), and how each is asked (ask.hpp).
#include "client/pages/applicant/applicant.hpp"
#include "client/pages/applicant/ask.hpp"
#include "client/pages/applicant/eligibility.hpp"

namespace motcua::client::pages {

namespace {

/// One visit of the page: whose answer, which fields.
struct Visit {
    std::string person;
    const QuestionPage& page;
    Json filing;
    std::vector<std::string_view> fields;
    bool changing;  ///< came by a Change link: Continue leads back to the check page
};

bool is_changing(const App& app) { return app.route().part(3) == "change"; }

std::string title_of(const App& app, const Visit& visit) {
    if (visit.page.title.empty()) {
        const form::Field* field = form::find_field(visit.fields.front());
        return field == nullptr ? std::string{} : app.label(*field);
    }
    const bool other = answer_at(visit.filing, "filedFor") != "self" && !visit.page.title_other.empty();
    return app.t(other ? visit.page.title_other : visit.page.title);
}

void go_on(App& app, const Visit& visit) {
    if (visit.changing) return app.go("check");
    const auto next = next_page(subject_of(visit.person), visit.page.id, filing_of(app, visit.person));
    if (next.empty()) return app.go("tasks");
    app.go("apply/" + visit.person + "/" + std::string(next));
}

void finish(App& app, const Visit& visit) {
    if (!settle(app, visit.person, visit.fields)) return;
    if (visit.page.asked == Asked::screened && !still_eligible(app, visit.person)) return;
    app.draft().mark_answered(visit.person, visit.page.id);
    app.drafts.changed();
    go_on(app, visit);
}

/// The address of the previous child came along.
void carried_over(View& view, App& app, const Visit& visit) {
    const auto& people = app.draft().people;
    const bool later = people.size() > 1 && people.front().id != visit.person && visit.person != guardian_id;
    if (visit.page.id == "address" && later) view.inset(app.t("question.address_carried"));
}

void build(View& view, App& app, const Visit& visit) {
    const bool single = visit.page.title.empty();
    const Person* person = app.draft().find(visit.person);
    const bool named = person != nullptr && app.draft().by_guardian();
    begin(view, app, {.title = title_of(app, visit), .back = visit.changing ? "check" : "tasks", .caption = named ? person_name(app, *person) : "",
                      .heading = single ? Heading::by_field : Heading::by_page});
    if (!visit.page.hint.empty()) view.paragraph(app.t(visit.page.hint), ui::Tone::muted);
    carried_over(view, app, visit);
    if (visit.page.id == "card") link(view, app, "read", app.t("passport.card_link"), "apply/" + visit.person + "/" + std::string(reading_page));
    for (const auto path : visit.fields) ask(view, app, visit.person, path, single ? ui::LabelStyle::page_heading : ui::LabelStyle::normal);
    if (continue_button(view, app)) finish(app, visit);
}

}  // namespace

void question(View& view, App& app) {
    const std::string person(app.route().part(1));
    const QuestionPage* page = find_question_page(subject_of(person), app.route().part(2));
    const bool known = person == guardian_id ? app.draft().by_guardian() && !app.draft().people.empty() : app.draft().find(person) != nullptr;
    if (page == nullptr || !known) return not_found(view, app);
    Json filing = filing_of(app, person);
    auto fields = fields_of(*page, filing);
    if (fields.empty()) return not_found(view, app);
    build(view, app, {.person = person, .page = *page, .filing = std::move(filing), .fields = std::move(fields), .changing = is_changing(app)});
}

}  // namespace motcua::client::pages
