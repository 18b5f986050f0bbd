#include "client/pages/applicant/applicant.hpp"
#include "client/pages/applicant/eligibility.hpp"

namespace motcua::client::pages {

void eligibility_card_expiry(View& view, App& app) {
    Screening& answers = app.draft().screening;
    if (answers.card.empty()) return app.replace("eligibility/card");
    const std::string title = app.t("eligibility.card_expiry");
    begin(view, app, {.title = title, .back = "eligibility/card", .caption = app.t("eligibility.caption"), .heading = Heading::by_field});
    if (date_boxes(view, app, "cardExpiry", title, app.t("eligibility.card_expiry_hint"), answers.card_expiry)) app.drafts.changed();
    if (!continue_button(view, app)) return;
    if (auto fault = date_fault(app, "cardExpiry", answers.card_expiry, "eligibility.card_expiry_missing")) return void(app.show_errors({*fault}));
    app.go("eligibility/passport");
}

}  // namespace motcua::client::pages
