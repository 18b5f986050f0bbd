// Activating an account: first who, the code and a password; then the authenticator app, which shows one of its codes.
#include "client/pages/officer/room.hpp"

namespace motcua::client::pages::officer {
namespace {

constexpr float qr_size = 220;

void outcome_of(Room& room) {
    problem_notice(room, "activate/problem", room.activation.problem);
    if (room.activation.busy) room.view.progress("activate/busy", room.t("officer.busy"), -1);
}

void password_field(Room& room, std::string_view key, std::string_view word, std::string hint, std::string error, std::string& value) {
    room.view.text_field({.key = key,
                          .label = room.t(word),
                          .hint = std::move(hint),
                          .error = std::move(error),
                          .autocomplete = "new-password",
                          .max_length = 128,
                          .width = ui::Width::chars_20,
                          .kind = ui::InputKind::password},
                         value);
}

void choose(Room& room) {
    ui::View& v = room.view;
    Activation& activation = room.activation;
    v.heading(room.t("officer.activate.title"));
    v.paragraph(room.t("officer.activate.who"), ui::Tone::muted);
    outcome_of(room);
    v.text_field({.key = "activate/user",
                  .label = room.t("officer.sign_in.user"),
                  .autocomplete = "username",
                  .max_length = 64,
                  .width = ui::Width::chars_20},
                 activation.user);
    v.text_field({.key = "activate/code",
                  .label = room.t("officer.activate.code"),
                  .hint = room.t("officer.activate.code_hint"),
                  .autocomplete = "off",
                  .autocapitalize = "characters",
                  .max_length = 40,
                  .width = ui::Width::chars_30,
                  .kind = ui::InputKind::monospace},
                 activation.code);
    password_field(room, "activate/password", "officer.activate.password", room.t("officer.activate.password_hint"), {}, activation.password);
    password_field(room, "activate/again", "officer.activate.again", {},
                   activation.differ ? room.t("officer.activate.differ") : std::string(), activation.again);
    if (v.button("activate/begin", room.t("officer.activate.begin"), ui::ButtonKind::primary, activation.busy)) {
        activation.begin();
        if (activation.differ) v.focus("activate/again");
    }
    const std::string sign_in = "/" + room.language + "/officer/sign-in";
    if (v.link("activate/sign-in", room.t("officer.activate.have_account"), sign_in)) room.host.go(sign_in);
}

void confirm(Room& room) {
    ui::View& v = room.view;
    Activation& activation = room.activation;
    v.heading(room.t("officer.activate.app_title"));
    v.numbered(std::vector<std::string>{room.t("officer.activate.app_open"), room.t("officer.activate.app_scan"), room.t("officer.activate.app_code")});
    outcome_of(room);
    v.qr("activate/qr", activation.qr, room.t("officer.activate.qr_alt"), qr_size);
    v.paragraph(room.t("officer.activate.by_hand"), ui::Tone::muted);
    v.inset(activation.secret);
    code_field(room, "activate/totp", activation.totp);
    if (v.button("activate/confirm", room.t("officer.activate.confirm"), ui::ButtonKind::primary, activation.busy)) activation.confirm();
    if (v.button("activate/start-over", room.t("officer.activate.start_over"), ui::ButtonKind::quiet, activation.busy)) activation.start_over();
}

}  // namespace

void activate_page(Room& room) {
    if (room.activation.just_turned()) room.view.focus("h1");
    if (room.activation.begun()) confirm(room);
    else choose(room);
}

}  // namespace motcua::client::pages::officer
