#include "client/pages/applicant/applicant.hpp"

#include <algorithm>

#include "shared/identity/phone.hpp"

namespace motcua::client::pages {

namespace {

constexpr std::size_t code_length = 6;

/// People paste "123 456", or the whole message: only the digits count.
std::string digits_of(std::string_view typed) {
    std::string out;
    std::copy_if(typed.begin(), typed.end(), std::back_inserter(out), [](char c) { return c >= '0' && c <= '9'; });
    return out;
}

void verify(App& app) {
    app.session.code = digits_of(app.session.code);
    if (app.session.code.empty()) return void(app.show_errors({{"code", app.t("code.missing")}}));
    if (app.session.code.size() != code_length) return void(app.show_errors({{"code", app.t("code.length")}}));
    app.clear_errors();
    app.session.verify_code([&app] { app.signed_in(); });
}

void send_again(View& view, App& app) {
    if (const int seconds = app.session.resend_in(); seconds > 0) {
        view.paragraph(app.t("code.resend_in", {{"seconds", std::to_string(seconds)}}), ui::Tone::muted);
    } else if (view.button("resend", app.t("code.resend"), ui::ButtonKind::quiet)) {
        app.session.request_code(app.session.sent_to(), app.language(), [] {});
    }
    if (view.link("change-phone", app.t("code.change_phone"), app.href("sign-in"))) {
        app.session.forget_code();
        app.go("sign-in");
    }
}

/// A refusal by the server belongs to the field: what to mend is the code.
void refusal(App& app) {
    const Problem* problem = app.session.problem();
    if (problem == nullptr || problem->offline()) return;
    const std::string message = app.message(*problem);
    app.session.clear_problem();
    app.show_errors({{"code", message}});
}

}  // namespace

void sign_in_code(View& view, App& app) {
    if (!app.session.code_sent() && !app.session.is_applicant()) return app.replace("sign-in");
    refusal(app);
    begin(view, app, {.title = app.t("code.title"), .back = "sign-in"});
    view.paragraph(app.t("code.sent", {{"phone", identity::masked_phone(app.session.sent_to())}}));
    if (app.demo()) {
        view.inset(app.t("code.demo"));
        view.outside_link("mailbox", app.t("code.demo_link"), "/dev/mailbox");
    }
    show_problem(view, app, app.session.problem());
    view.text_field({.key = "code", .label = app.t("code.label"), .hint = app.t("code.hint"), .error = app.page.error_of("code"),
                     .autocomplete = "one-time-code", .input_mode = "numeric", .max_length = 40, .width = ui::Width::chars_10},
                    app.session.code);
    if (view.button("continue", app.t("action.continue"), ui::ButtonKind::primary, app.session.busy())) verify(app);
    send_again(view, app);
    view.details("code/help", app.t("code.help_title"), [&](View& inner) { inner.paragraph(app.t("code.help")); });
}

}  // namespace motcua::client::pages
