#include "client/pages/applicant/applicant.hpp"
#include "client/pages/applicant/eligibility.hpp"

namespace motcua::client::pages {

void eligibility_passport(View& view, App& app) {
    Screening& answers = app.draft().screening;
    if (answers.card.empty()) return app.replace("eligibility/card");
    // Only holders of a permanent card may lawfully be without a passport (stateless people).
    const bool may_lack = answers.card == "PRC";
    if (!may_lack) answers.passport = "yes";
    const std::string title = app.t("eligibility.passport_expiry");
    begin(view, app, {.title = title, .back = "eligibility/card-expiry", .caption = app.t("eligibility.caption"), .heading = may_lack ? Heading::by_page : Heading::by_field});
    bool none = answers.passport == "no";
    if (!none && date_boxes(view, app, "passportExpiry", title, app.t("eligibility.passport_expiry_hint"), answers.passport_expiry, "",
                            may_lack ? ui::LabelStyle::normal : ui::LabelStyle::page_heading)) {
        answers.passport = "yes";
        app.drafts.changed();
    }
    if (may_lack && view.checkbox("noPassport", app.t("eligibility.no_passport"), app.t("eligibility.no_passport_hint"), "", none)) {
        answers.passport = none ? "no" : "yes";
        answers.passport_expiry.clear();
        app.page.dates.clear();
        app.drafts.changed();
    }
    if (!continue_button(view, app)) return;
    if (!none)
        if (auto fault = date_fault(app, "passportExpiry", answers.passport_expiry, "eligibility.passport_missing")) return void(app.show_errors({*fault}));
    if (!none) answers.passport = "yes";
    app.go("eligibility/answer");
}

}  // namespace motcua::client::pages
