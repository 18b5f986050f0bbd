#include "client/pages/applicant/applicant.hpp"

namespace motcua::client::pages {

namespace {

std::string names(const App& app, const Draft& draft) {
    std::string out;
    for (const Person& person : draft.people) out += (out.empty() ? "" : ", ") + person_name(app, person);
    return out.empty() ? app.t("conflict.nobody") : out;
}

int answers(const Draft& draft) {
    std::size_t count = draft.representative_answered.size();
    for (const Person& person : draft.people) count += person.answered.size();
    return static_cast<int>(count);
}

}  // namespace

void conflict(View& view, App& app) {
    begin(view, app, {.title = app.t("conflict.title")});
    view.paragraph(app.t("conflict.intro"));
    const std::vector<ui::SummaryRow> rows{
        {.key = "mine", .label = app.t("conflict.here"), .value = names(app, app.draft()) + "\n" + app.plural("conflict.answers", answers(app.draft()))},
        {.key = "theirs", .label = app.t("conflict.server"), .value = names(app, app.drafts.theirs()) + "\n" + app.plural("conflict.answers", answers(app.drafts.theirs()))}};
    view.summary_list(rows, "");
    if (view.button("keep-mine", app.t("conflict.keep_mine"))) app.drafts.keep_mine();
    if (view.button("take-theirs", app.t("conflict.take_theirs"), ui::ButtonKind::secondary)) app.drafts.take_theirs();
}

}  // namespace motcua::client::pages
