#include "client/pages/applicant/applicant.hpp"
#include "client/pages/applicant/own_name.hpp"
#include "shared/i18n/text.hpp"
#include "shared/identity/phone.hpp"

namespace motcua::client::pages {

namespace {

void send(App& app) {
    const auto phone = identity::parse_own_phone(app.session.phone, app.rules().phone);
    if (!phone) return void(app.show_errors({{"phone", app.error_text(phone.error())}}));
    app.clear_errors();
    app.session.request_code(phone->e164, app.language(), [&app] { app.go("sign-in/code"); });
}

}  // namespace

void sign_in(View& view, App& app) {
    const bool guardian = app.draft().by_guardian();
    begin(view, app, {.title = app.t("sign_in.title"), .back = "start"});
    view.paragraph(app.t(guardian ? "sign_in.why_guardian" : "sign_in.why"));
    show_problem(view, app, app.session.problem());
    view.text_field({.key = "phone", .label = app.t("sign_in.phone"), .hint = app.t("sign_in.phone_hint"), .error = app.page.error_of("phone"),
                     .autocomplete = "tel", .input_mode = "tel", .max_length = 20, .width = ui::Width::chars_20},
                    app.session.phone);
    own_name_help(view, app, "sign-in/own-name");
    if (app.session.busy()) view.progress("sending", app.t("sign_in.sending"), -1);
    if (view.button("continue", app.t("sign_in.send"), ui::ButtonKind::primary, app.session.busy())) send(app);
}

}  // namespace motcua::client::pages
