// Step 6: the request to the identity authority, its way through the outbox, and the answer; or the way back to the person.
#include "client/pages/officer/room.hpp"
#include "shared/application/reason.hpp"

namespace motcua::client::pages::officer {
namespace {

void outbox(Room& room, const Json& outbox) {
    std::vector<ui::SummaryRow> rows{{.key = "outbox-state",
                                      .label = room.t("officer.send.state"),
                                      .value = room.t("officer.outbox." + text_of(outbox, "state"))},
                                     {.key = "outbox-attempts",
                                      .label = room.t("officer.send.attempts"),
                                      .value = std::to_string(number_of(outbox, "attempts"))}};
    if (const std::string error = text_of(outbox, "lastError"); !error.empty())
        rows.push_back({.key = "outbox-error", .label = room.t("officer.send.last_error"), .value = error});
    room.view.summary_list(rows, "");
}

void answer(Room& room) {
    ui::View& v = room.view;
    const Json& application = member(room.desk.file, "application");
    const Json& account = member(application, "account");
    if (account.is_object())
        v.notification("desk/account", room.t("officer.send.created_title"),
                       fill(room.t("officer.send.created"),
                            {{"number", text_of(account, "number")}, {"date", room.date(text_of(account, "activateBy"))}}),
                       ui::Tone::success);
    for (const auto& message : member(application, "notifications"))
        v.paragraph(room.t("officer.channel." + text_of(message, "channel")) + ", " + room.t("officer.topic." + text_of(message, "kind")) +
                        ": " + room.t("officer.notification." + text_of(message, "state")),
                    ui::Tone::muted);
}

void give_back(Room& room) {
    room.view.details("desk/return-details", room.t("officer.return.title"), [&](ui::View& view) {
        view.text_field({.key = "desk/return-reason",
                         .label = room.t("officer.return.reason"),
                         .hint = room.t("officer.return.hint"),
                         .max_length = application::longest_reason,
                         .kind = ui::InputKind::multiline},
                        room.desk.return_reason);
        if (view.button("desk/return", room.t("officer.return.button"), ui::ButtonKind::warning,
                        room.desk.busy || room.desk.return_reason.empty()))
            room.desk.return_file();
    });
}

}  // namespace

void send_step(Room& room) {
    ui::View& v = room.view;
    v.heading(room.t("officer.step.send"), 2);
    const Json& box = member(room.desk.file, "outbox");
    if (box.is_object()) {
        outbox(room, box);
        answer(room);
        room.desk.keep_file_fresh(room.host.route());
        if (v.button("desk/reload", room.t("officer.send.reload"), ui::ButtonKind::secondary))
            room.desk.load_file(room.desk.reference);
    } else {
        v.paragraph(room.t("officer.send.how"));
        const bool may = allowed(room, "send");
        if (v.button("desk/send", room.t("officer.send.button"), ui::ButtonKind::primary, room.desk.busy || !may))
            room.desk.send_to_authority();
        if (!may) v.paragraph(room.t("officer.send.not_yet"), ui::Tone::muted);
    }
    if (allowed(room, "return_for_correction")) give_back(room);
}

}  // namespace motcua::client::pages::officer
