// The list of the day: who comes when, where each file stands, which is close to its last lawful day.
#include "client/pages/officer/room.hpp"

namespace motcua::client::pages::officer {
namespace {

void open_box(Room& room) {
    ui::View& v = room.view;
    v.heading(room.t("officer.open.title"), 2);
    const bool enter = v.text_field({.key = "desk/code",
                                     .label = room.t("officer.open.label"),
                                     .hint = room.t("officer.open.hint"),
                                     .autocapitalize = "characters",
                                     .max_length = 200,
                                     .width = ui::Width::chars_30,
                                     .label_style = ui::LabelStyle::compact,
                                     .kind = ui::InputKind::monospace},
                                    room.desk.code);
    (void)enter;
    if (v.button("desk/open", room.t("officer.open.button"), ui::ButtonKind::primary, room.desk.busy) && !room.desk.code.empty())
        room.desk.open_code(room.desk.code);
    if (v.link("desk/scan-link", room.t("officer.open.scan"), "/" + room.language + "/officer/scan"))
        room.host.go("/" + room.language + "/officer/scan");
}

ui::TableRow row_of(const Room& room, const Json& file) {
    const std::string state = text_of(file, "state");
    const std::string reference = text_of(file, "reference");
    const std::string due = text_of(file, "due");
    const bool breach = is_true(file, "breach");
    const bool waits = is_true(file, "awaitsSupervisor");
    const std::string outbox = text_of(file, "outbox");
    const std::string time = text_of(file, "time");
    const std::string holder = text_of(file, "claimedBy");
    const std::string shown_due = due.empty() ? "–" : room.date(due) + (breach ? " · " + room.t("officer.day.breach") : "");
    return {.key = reference,
            .cells = {{.text = time.empty() ? "–" : time, .strong = true},
                      {.text = text_of(file, "name"), .strong = true},
                      {.text = reference},
                      {.text = room.t("officer.for." + text_of(file, "filedFor"))},
                      {.text = waits ? room.t("officer.day.awaits_supervisor") : state_text(room, state),
                       .tone = waits ? ui::Tone::warning : state_tone(state),
                       .tag = true},
                      {.text = holder.empty() ? "–" : holder},
                      {.text = shown_due, .tone = breach ? ui::Tone::error : ui::Tone::ink},
                      {.text = outbox.empty() ? "–" : room.t("officer.outbox." + outbox)}},
            .action = fill(room.t("officer.day.open"), {{"name", text_of(file, "name")}, {"reference", reference}})};
}

void list(Room& room) {
    const Json& files = member(room.desk.day, "files");
    if (const Json& closed = member(room.desk.day, "closed"); closed.is_object())
        room.view.inset(fill(room.t("officer.day.closed"), {{"reason", localised(closed, room.language)}}));
    if (!files.is_array() || files.empty()) {
        room.view.inset(room.t("officer.day.none"));
        return;
    }
    const std::array<ui::TableColumn, 8> columns{{{room.t("officer.day.time"), 0.6F},
                                                  {room.t("officer.day.name"), 1.7F},
                                                  {room.t("officer.day.reference"), 1.6F},
                                                  {room.t("officer.day.for"), 0.8F},
                                                  {room.t("officer.day.state"), 1.2F},
                                                  {room.t("officer.day.claimed"), 1.1F},
                                                  {room.t("officer.day.due"), 1.1F},
                                                  {room.t("officer.day.outbox"), 0.9F}}};
    std::vector<ui::TableRow> rows;
    for (const auto& file : files) rows.push_back(row_of(room, file));
    const std::string pressed = room.view.table("desk/day", room.t("officer.day.table"), columns, rows);
    if (!pressed.empty()) room.host.go(room.desk.file_route(pressed));
}

}  // namespace

void day_page(Room& room) {
    ui::View& v = room.view;
    Desk& desk = room.desk;
    if (desk.day_state == Desk::Load::empty) desk.load_day();
    desk.keep_day_fresh(room.host.route());
    const std::string date = text_of(desk.day, "date");
    v.heading(date.empty() ? room.t("officer.day.title") : fill(room.t("officer.day.title_date"), {{"date", room.date(date)}}));
    outcome(room);
    const std::array<float, 2> shares{3.0F, 1.0F};
    const std::array<std::function<void(ui::View&)>, 2> bodies{
        [&](ui::View& view) {
            if (desk.day_state == Desk::Load::loading || desk.day_state == Desk::Load::empty)
                view.progress("desk/loading", room.t("officer.loading"), -1);
            else if (desk.day_state == Desk::Load::failed) {
                if (view.button("desk/again", room.t("officer.again"), ui::ButtonKind::secondary)) desk.load_day();
            } else
                list(room);
        },
        [&](ui::View& view) { view.card([&](ui::View&) { open_box(room); }); }};
    v.columns(shares, bodies);
}

}  // namespace motcua::client::pages::officer
