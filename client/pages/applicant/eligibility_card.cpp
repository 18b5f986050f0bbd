#include "client/pages/applicant/applicant.hpp"
#include "client/pages/applicant/eligibility.hpp"

namespace motcua::client::pages {

void eligibility_card(View& view, App& app) {
    Screening& answers = app.draft().screening;
    if (answers.filed_for.empty()) return app.replace("eligibility/who");
    const std::string title = for_whom(app, answers, "eligibility.card_self", "eligibility.card_other");
    begin(view, app, {.title = title, .back = "eligibility/birth-date", .caption = app.t("eligibility.caption"), .heading = Heading::by_field});
    const std::vector<ui::Option> options{{.value = "TRC", .text = app.t("eligibility.card_temporary"), .hint = app.t("eligibility.card_temporary_hint")},
                                          {.value = "PRC", .text = app.t("eligibility.card_permanent"), .hint = app.t("eligibility.card_permanent_hint")},
                                          {.value = "none", .text = app.t("eligibility.card_none"), .hint = app.t("eligibility.card_none_hint")}};
    if (view.radios("card", title, "", app.page.error_of("card"), options, answers.card, ui::LabelStyle::page_heading)) app.drafts.changed();
    if (!continue_button(view, app)) return;
    if (answers.card.empty()) return void(app.show_errors({{"card", app.t("eligibility.card_missing")}}));
    app.go(answers.card == "none" && !rules::stay_counts(app.rules(), app.today()) ? "eligibility/answer" : "eligibility/card-expiry");
}

}  // namespace motcua::client::pages
