// Sign-in of officers: user name, password and the second factor (code of the authenticator, or a security key), on one page.
#include "client/pages/officer/room.hpp"

namespace motcua::client::pages::officer {

void sign_in_page(Room& room) {
    ui::View& v = room.view;
    Desk& desk = room.desk;
    v.heading(room.t("officer.sign_in.title"));
    v.paragraph(room.t("officer.sign_in.who"), ui::Tone::muted);
    if (room.factors.busy || !room.factors.problem.code.empty() || !room.factors.key_trouble.empty()) factor_outcome(room);
    else outcome(room);
    v.text_field({.key = "desk/user",
                  .label = room.t("officer.sign_in.user"),
                  .autocomplete = "username",
                  .max_length = 64,
                  .width = ui::Width::chars_20},
                 desk.user);
    v.text_field({.key = "desk/password",
                  .label = room.t("officer.sign_in.password"),
                  .autocomplete = "current-password",
                  .max_length = 128,
                  .width = ui::Width::chars_20,
                  .kind = ui::InputKind::password},
                 desk.password);
    code_field(room, "desk/totp", desk.totp);
    const bool busy = desk.busy || room.factors.busy;
    if (v.button("desk/sign-in", room.t("officer.sign_in.button"), ui::ButtonKind::primary, busy)) {
        room.factors.forget_problem();
        desk.sign_in();
    }
    if (v.button("desk/sign-in-key", room.t("officer.sign_in.key_button"), ui::ButtonKind::secondary, busy)) {
        desk.problem = {};
        room.factors.sign_in(desk.user, desk.password);
    }
    const std::string activate = "/" + room.language + "/officer/activate";
    if (v.link("desk/activate", room.t("officer.sign_in.activate"), activate)) room.host.go(activate);
}

}  // namespace motcua::client::pages::officer
