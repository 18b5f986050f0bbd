// The question that comes before a sensitive act: the second factor, once more. It stands in place of the page, which comes back
// as it was; the act that waits goes on by itself.
#include "client/pages/officer/room.hpp"

namespace motcua::client::pages::officer {

void factor_outcome(Room& room) {
    const Factors& factors = room.factors;
    if (!factors.key_trouble.empty())
        room.view.notification("factors/trouble", room.t("officer.error.title"), room.t("officer.key_trouble." + factors.key_trouble),
                               ui::Tone::error);
    else
        problem_notice(room, "factors/problem", factors.problem);
    if (factors.busy) room.view.progress("factors/busy", room.t(factors.touch ? "officer.key_touch" : "officer.busy"), -1);
}

void code_field(Room& room, std::string_view key, std::string& code) {
    room.view.text_field({.key = key,
                          .label = room.t("officer.sign_in.code"),
                          .hint = room.t("officer.sign_in.code_hint"),
                          .autocomplete = "one-time-code",
                          .input_mode = "numeric",
                          .max_length = 10,
                          .width = ui::Width::chars_10},
                         code);
}

void confirm_page(Room& room) {
    ui::View& v = room.view;
    Factors& factors = room.factors;
    v.heading(room.t("officer.confirm.title"));
    v.paragraph(room.t("officer.confirm.why"));
    factor_outcome(room);
    code_field(room, "factors/code", factors.code);
    if (factors.just_asked()) v.focus("factors/code");
    if (v.button("factors/confirm", room.t("officer.confirm.button"), ui::ButtonKind::primary, factors.busy)) factors.confirm_by_code();
    if (v.button("factors/confirm-key", room.t("officer.confirm.key_button"), ui::ButtonKind::secondary, factors.busy)) factors.confirm_by_key();
    if (v.button("factors/give-up", room.t("officer.confirm.give_up"), ui::ButtonKind::quiet, factors.busy) || v.shortcut("Escape")) factors.give_up();
}

}  // namespace motcua::client::pages::officer
