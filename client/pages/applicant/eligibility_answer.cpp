#include "client/pages/applicant/applicant.hpp"
#include "client/pages/applicant/eligibility.hpp"
#include "client/pages/applicant/visit.hpp"
#include "shared/calendar/calendar.hpp"
#include "shared/i18n/text.hpp"

namespace motcua::client::pages {

namespace {

using eligibility::Decision;

/// A child of 14 or more who is no ward files alone; someone under 14 needs a representative.
bool must_file_alone(const App& app, const Screening& answers, const eligibility::Answer& answer) {
    const auto* set = rules::rule_set_on(app.rules(), app.today());
    return answers.filed_for == "child" && set != nullptr && answer.age >= set->self_from_age;
}
bool needs_representative(const Screening& answers, const eligibility::Answer& answer) {
    return answers.filed_for == "self" && answer.decision == Decision::guardian_required;
}
bool may_apply(const eligibility::Answer& answer) {
    return answer.decision == Decision::eligible || answer.decision == Decision::guardian_required;
}

void reasons(View& view, const App& app, const eligibility::Answer& answer) {
    std::vector<std::string> lines;
    for (const auto reason : answer.reasons)
        if (reason != eligibility::Reason::rule_set_uncertain) lines.push_back(app.word("reason", eligibility::code(reason)));
    if (lines.size() == 1) return view.paragraph(lines.front());
    if (!lines.empty()) view.bullets(lines);
}

/// "If you come on the next working day": both deadlines as dates, and why there are two.
void deadline_to_expect(View& view, const App& app) {
    Days visit = Days(app.today()) + std::chrono::days(1);
    while (!calendar::is_working_day(Date(visit), app.rules().calendar)) visit += std::chrono::days(1);
    bool open = false;
    // what is promised holds whichever days off are announced
    const auto due = [&](int days) {
        const auto deadline = calendar::deadline(Date(visit), days, app.rules().calendar);
        open = open || deadline.due != deadline.latest;
        return i18n::long_date(deadline.latest, app.language());
    };
    view.heading(app.t("deadline.title"), 2);
    view.paragraph(app.t("deadline.visit", {{"date", i18n::long_date(Date(visit), app.language())}}));
    view.bullets(std::vector<std::string>{app.t("deadline.on_record", {{"days", std::to_string(app.rules().deadline_on_record)},
                                                                       {"date", due(app.rules().deadline_on_record)}}),
                                          app.t("deadline.no_record", {{"days", std::to_string(app.rules().deadline_no_record)},
                                                                       {"date", due(app.rules().deadline_no_record)}})});
    if (open) view.paragraph(app.t("deadline.open"));
}

void apply(App& app) {
    const std::string person = add_person(app.draft());
    app.drafts.changed();
    const bool in = app.session.is_applicant() && !app.draft().phone.empty();
    if (!in) app.after_sign_in = "tasks";
    app.go(in ? "tasks" : "sign-in");
}

void switch_to(App& app, std::string_view filed_for) {
    app.draft().screening.filed_for = filed_for;
    app.drafts.changed();
}

void way_on(View& view, App& app, const Screening& answers, const eligibility::Answer& answer) {
    if (needs_representative(answers, answer)) {
        view.paragraph(app.t("answer.switch_child"));
        if (view.button("as-child", app.t("answer.as_child"))) switch_to(app, "child");
        return;
    }
    if (must_file_alone(app, answers, answer)) {
        view.paragraph(app.t("answer.switch_self"));
        if (view.button("as-self", app.t("answer.as_self"))) switch_to(app, "self");
        if (view.button("as-ward", app.t("answer.as_ward"), ui::ButtonKind::secondary)) switch_to(app, "ward");
        return;
    }
    if (view.button("apply", app.t("answer.apply"))) apply(app);
}

std::string title_of(const App& app, const Screening& answers, const eligibility::Answer& answer) {
    const bool own = answers.filed_for == "self";
    if (needs_representative(answers, answer)) return app.t("answer.guardian_needed");
    if (may_apply(answer)) return app.t(own ? "answer.yes_self" : "answer.yes_other");
    if (answer.decision == Decision::level_1_only) return app.t("answer.level_1");
    return app.t(own ? "answer.no_self" : "answer.no_other");
}

}  // namespace

void eligibility_answer(View& view, App& app) {
    const Screening answers = app.draft().screening;
    if (const auto open = first_open_question(app, answers); !open.empty()) return app.replace(open);
    const auto answer = eligibility::decide(question_of(answers, app.today()), app.rules());
    begin(
        view, app,
        {.title = title_of(app, answers, answer), .back = answers.passport.empty() ? "eligibility/card" : "eligibility/passport"});
    reasons(view, app, answer);
    if (!answer.certain) view.inset(app.t("answer.uncertain"));
    if (!may_apply(answer)) {
        view.heading(app.t("answer.instead_title"), 2);
        // the reasons above say what to do about each; this is what helps in every case
        view.paragraph(app.t("answer.instead_ask"));
        link(view, app, "answer/again", app.t("answer.again"), "eligibility/who");
        return;
    }
    bring_list(view, app,
               {.filed_for = answers.filed_for,
                .slip = "bring.slip",
                .card = answers.card == "PRC" ? "bring.permanent_card" : answers.card == "TRC" ? "bring.temporary_card" : "bring.stay_paper",
                .passport = answers.passport != "no"});
    deadline_to_expect(view, app);
    way_on(view, app, answers, answer);
    link(view, app, "answer/change", app.t("answer.change"), "eligibility/who");
}

}  // namespace motcua::client::pages
