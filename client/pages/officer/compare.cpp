// Step 1: typed at home, read from the passport, on record. Each difference is accepted with a choice and a reason.
#include "client/pages/officer/room.hpp"
#include "shared/application/reason.hpp"
#include "shared/identity/mrz.hpp"

namespace motcua::client::pages::officer {
namespace {

struct Mark {
    std::string_view verdict;
    ui::Tone tone;
};
constexpr std::array marks{Mark{"same", ui::Tone::success}, Mark{"compatible", ui::Tone::accent},
                           Mark{"different", ui::Tone::error}, Mark{"missing", ui::Tone::muted}};

ui::Tone tone_of(std::string_view verdict) {
    for (const auto& mark : marks)
        if (mark.verdict == verdict) return mark.tone;
    return ui::Tone::muted;
}

std::string shown(const Room& room, const Json& row, std::string_view column) {
    const std::string value = text_of(row, column);
    return value.empty() ? "–" : room.value(text_of(row, "field"), value);
}

ui::TableRow table_row(const Room& room, const Json& row) {
    const std::string field = text_of(row, "field");
    const std::string verdict = text_of(row, "verdict");
    const std::string accepted = text_of(row, "accepted");
    const std::string label = room.field_label(field);
    std::string words = room.t("officer.verdict." + verdict);
    if (!accepted.empty()) words += " → " + room.t("officer.source." + accepted);
    const bool doubt = !accepted.empty() && in_doubt(room, field);
    if (doubt) words += " · " + room.t("officer.override.two_people");
    return {.key = field,
            .cells = {{.text = label, .strong = true},
                      {.text = shown(room, row, "typed")},
                      {.text = shown(room, row, "passport")},
                      {.text = shown(room, row, "registry")},
                      {.text = words, .tone = doubt ? ui::Tone::warning : accepted.empty() ? tone_of(verdict) : ui::Tone::accent, .tag = true}},
            .action = verdict == "different" ? fill(room.t("officer.compare.decide"), {{"field", label}}) : std::string{},
            .selected = field == room.desk.difference_field};
}

const Json& chosen_row(const Room& room) {
    static const Json nothing;
    for (const auto& row : member(room.desk.file, "comparison"))
        if (text_of(row, "field") == room.desk.difference_field) return row;
    return nothing;
}

void decide(Room& room) {
    ui::View& v = room.view;
    Desk& desk = room.desk;
    const Json& row = chosen_row(room);
    if (!row.is_object()) return;
    v.heading(fill(room.t("officer.compare.decide"), {{"field", room.field_label(desk.difference_field)}}), 3);
    std::vector<std::string> reasons;
    for (const auto& reason : texts_of(row, "reasons")) reasons.push_back(room.t("officer.reason." + reason));
    if (!reasons.empty()) v.bullets(reasons);
    std::vector<ui::Option> options;
    for (const auto* source : {"typed", "passport", "registry"})
        if (!text_of(row, source).empty())
            options.push_back(
                {.value = source, .text = room.t("officer.source." + std::string(source)), .hint = shown(room, row, source)});
    v.radios("desk/accept", room.t("officer.compare.which"), "", "", options, desk.difference_accept, ui::LabelStyle::compact);
    v.text_field({.key = "desk/reason",
                  .label = room.t("officer.compare.reason"),
                  .hint = room.t("officer.compare.reason_hint"),
                  .max_length = application::longest_reason,
                  .label_style = ui::LabelStyle::compact},
                 desk.difference_reason);
    const bool ready = !desk.difference_accept.empty() && !desk.difference_reason.empty();
    if (v.button("desk/accept-difference", room.t("officer.compare.accept"), ui::ButtonKind::primary, desk.busy || !ready))
        desk.accept_difference();
}

/// A reader that types ends with Enter: where the zone is whole and right, it is compared at once.
bool whole_zone(const Room& room, std::string_view text) {
    if (!text.ends_with('\n')) return false;
    const auto zone = identity::parse_mrz(text, room.today);
    return zone && zone->valid();
}

void look(Room& room) {
    ui::View& v = room.view;
    v.camera("desk/mrz-camera", room.t("officer.face.camera"), ui::CameraGuide::passport_page, 4.0F / 3.0F, false);
    v.status("desk/mrz-advice", room.t(room.desk.live_advice.empty() ? "passport.live_wait" : "passport.advice." + room.desk.live_advice), ui::Tone::accent);
    if (v.button("desk/mrz-stop", room.t("officer.compare.camera_stop"), ui::ButtonKind::secondary) || v.shortcut("Escape")) room.desk.close_camera();
}

void read_passport(Room& room) {
    ui::View& v = room.view;
    Desk& desk = room.desk;
    if (!desk.camera_error.empty())
        v.notification("desk/camera-problem", room.t("officer.error.title"), room.t("officer.camera." + desk.camera_error), ui::Tone::error);
    if (desk.camera_on) return look(room);
    const bool typed = v.text_field({.key = "desk/mrz",
                  .label = room.t("officer.compare.mrz"),
                  .hint = room.t("officer.compare.mrz_hint"),
                  .autocapitalize = "characters",
                  .max_length = 100,
                  .label_style = ui::LabelStyle::compact,
                  .kind = ui::InputKind::monospace_multiline},
                 desk.mrz);
    const bool pressed = v.button("desk/compare", room.t("officer.compare.button"), ui::ButtonKind::primary, desk.busy || desk.mrz.empty());
    if (pressed || (typed && !desk.busy && whole_zone(room, desk.mrz))) desk.compare();
    if (v.button("desk/mrz-start", room.t("officer.compare.camera"), ui::ButtonKind::secondary, desk.busy) || (!desk.busy && v.shortcut("Alt+M"))) desk.mrz_camera();
}

}  // namespace

void compare_step(Room& room) {
    ui::View& v = room.view;
    Desk& desk = room.desk;
    v.heading(room.t("officer.step.compare"), 2);
    if (allowed(room, "compare")) read_passport(room);
    const Json& rows = member(desk.file, "comparison");
    if (!rows.is_array() || rows.empty())
        return v.inset(room.t(is_true(desk.file, "mine") ? "officer.compare.none" : "officer.compare.claim_first"));
    const std::array<ui::TableColumn, 5> columns{{{room.t("officer.compare.field"), 1.3F},
                                                  {room.t("officer.source.typed"), 1.2F},
                                                  {room.t("officer.source.passport"), 1.2F},
                                                  {room.t("officer.source.registry"), 1.2F},
                                                  {room.t("officer.compare.verdict"), 1.3F}}};
    std::vector<ui::TableRow> shown_rows;
    for (const auto& row : rows) shown_rows.push_back(table_row(room, row));
    const std::string pressed = v.table("desk/comparison", room.t("officer.compare.table"), columns, shown_rows);
    if (!pressed.empty()) {
        desk.difference_field = pressed;
        desk.difference_accept = desk.difference_reason = "";
    }
    decide(room);
}

}  // namespace motcua::client::pages::officer
