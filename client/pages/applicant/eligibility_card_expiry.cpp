#include "client/pages/applicant/applicant.hpp"
#include "client/pages/applicant/eligibility.hpp"

namespace motcua::client::pages {

void eligibility_card_expiry(View& view, App& app) {
    Screening& answers = app.draft().screening;
    if (answers.card.empty()) return app.replace("eligibility/card");
    const bool stay = answers.card == "none";  // the end of the lawful stay, where that counts instead
    const std::string title = app.t(stay ? "eligibility.stay" : "eligibility.card_expiry");
    const bool permanent = answers.card == "PRC";
    if (!permanent) answers.card_undated = false;
    begin(view, app, {.title = title, .back = "eligibility/card", .caption = app.t("eligibility.caption"), .heading = permanent ? Heading::by_page : Heading::by_field});
    if (!answers.card_undated && date_boxes(view, app, "cardExpiry", title, app.t(stay ? "eligibility.stay_hint" : "eligibility.card_expiry_hint"), stay ? answers.stay_until : answers.card_expiry, "",
                                            permanent ? ui::LabelStyle::normal : ui::LabelStyle::page_heading))
        app.drafts.changed();
    if (permanent && view.checkbox("undated", app.t("eligibility.card_undated"), app.t("eligibility.card_undated_hint"), "", answers.card_undated)) {
        answers.card_expiry.clear();
        app.page.dates.clear();
        app.drafts.changed();
    }
    if (!continue_button(view, app)) return;
    if (!answers.card_undated)
        if (auto fault = date_fault(app, "cardExpiry", stay ? answers.stay_until : answers.card_expiry, stay ? "eligibility.stay_missing" : "eligibility.card_expiry_missing")) return void(app.show_errors({*fault}));
    app.go("eligibility/passport");
}

}  // namespace motcua::client::pages
