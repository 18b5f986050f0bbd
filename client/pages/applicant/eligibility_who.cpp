#include "client/pages/applicant/applicant.hpp"

namespace motcua::client::pages {

void eligibility_who(View& view, App& app) {
    Screening& answers = app.draft().screening;
    begin(view, app, {.title = app.t("eligibility.who"), .back = "start", .caption = app.t("eligibility.caption"), .heading = Heading::by_field});
    std::vector<ui::Option> options{{.value = "self", .text = app.t("eligibility.who_self"), .hint = app.t("eligibility.who_self_hint")},
                                    {.value = "child", .text = app.t("eligibility.who_child"), .hint = app.t("eligibility.who_child_hint")},
                                    {.value = "ward", .text = app.t("eligibility.who_ward"), .hint = app.t("eligibility.who_ward_hint")}};
    // One sitting is either for oneself or for those one represents.
    if (!app.draft().people.empty() && app.draft().by_guardian()) options.erase(options.begin());
    if (view.radios("filedFor", app.t("eligibility.who"), "", app.page.error_of("filedFor"), options, answers.filed_for, ui::LabelStyle::page_heading))
        app.drafts.changed();
    if (!continue_button(view, app)) return;
    if (answers.filed_for.empty()) return void(app.show_errors({{"filedFor", app.t("eligibility.who_missing")}}));
    app.go("eligibility/birth-date");
}

}  // namespace motcua::client::pages
