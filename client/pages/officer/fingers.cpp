// Step 3: ten flat fingerprints, each with its quality and causes; a finger that cannot be taken is marked with a reason.
#include "client/pages/officer/room.hpp"

namespace motcua::client::pages::officer {
namespace {

const Json& finger_of(const Room& room, std::string_view position) {
    static const Json nothing;
    for (const auto& finger : member(room.desk.file, "fingers"))
        if (text_of(finger, "position") == position) return finger;
    return nothing;
}

std::string causes(const Room& room, const Json& verdict) {
    std::string out;
    for (const auto& cause : texts_of(verdict, "causes"))
        out += (out.empty() ? "" : ", ") + room.t("officer.finger.cause." + cause);
    return out.empty() ? "–" : out;
}

/// What became of a picture that was handed over and is not in the file (yet).
ui::TableCell on_its_way(const Room& room, const Upload& upload) {
    if (upload.refused) return {.text = room.t("officer.finger.refused"), .tone = ui::Tone::error, .tag = true};
    return {.text = room.t("officer.finger.sending"), .tone = ui::Tone::accent, .tag = true};
}

ui::TableRow row_of(const Room& room, std::string_view position) {
    const Json& finger = finger_of(room, position);
    const Json& verdict = member(finger, "quality");
    const std::string missing = text_of(finger, "missing");
    const std::string name = room.t("officer.finger." + std::string(position));
    ui::TableCell quality{.text = "–", .tone = ui::Tone::muted, .tag = true};
    const Upload* upload = room.desk.upload_of(position);
    if (upload != nullptr)
        quality = on_its_way(room, *upload);
    else if (!missing.empty())
        quality = ui::TableCell{.text = room.t("officer.missing." + missing), .tone = ui::Tone::warning, .tag = true};
    else if (verdict.is_object())
        quality = ui::TableCell{.text = std::to_string(number_of(verdict, "quality")),
                                .tone = is_true(verdict, "valid") ? ui::Tone::success : ui::Tone::error,
                                .tag = true};
    return {
        .key = std::string(position),
        .cells = {{.text = name, .strong = true},
                  quality,
                  {.text = verdict.is_object() ? std::to_string(number_of(verdict, "minutiae")) : "–"},
                  {.text = upload != nullptr && upload->refused ? error_words(room, upload->problem) : causes(room, verdict)}},
        .action = fill(room.t("officer.finger.choose"), {{"finger", name}}),
        .selected = room.desk.finger == position};
}

void capture(Room& room) {
    ui::View& v = room.view;
    Desk& desk = room.desk;
    const std::string name = room.t("officer.finger." + desk.finger);
    v.heading(name, 3);
    const Json& finger = finger_of(room, desk.finger);
    const std::string image = text_of(finger, "image");
    if (!image.empty()) v.image("desk/finger", image, fill(room.t("officer.finger.picture"), {{"finger", name}}), 192, 216);
    room.host.on_file("desk/finger-file", [&desk, &host = room.host](const Picture& picture) {
        desk.finger_picture(picture);
        host.dirty();
    });
    v.file_field({.key = "desk/finger-file",
                  .label = fill(room.t("officer.finger.import"), {{"finger", name}}),
                  .hint = room.t("officer.finger.import_hint"),
                  .accept = "image/png,image/jpeg,image/bmp",
                  .button_text = room.t("officer.file_button")});
    v.details("desk/finger-missing", room.t("officer.finger.missing_title"), [&](ui::View& view) {
        std::vector<ui::Option> options;
        for (const auto* reason : {"amputated", "bandaged", "damaged"})
            options.push_back({.value = reason, .text = room.t("officer.missing." + std::string(reason))});
        view.radios("desk/missing", fill(room.t("officer.finger.missing_why"), {{"finger", name}}), "", "", options,
                    desk.missing_reason, ui::LabelStyle::compact);
        if (view.button("desk/mark-missing", room.t("officer.finger.mark_missing"), ui::ButtonKind::secondary,
                        desk.busy || desk.missing_reason.empty()))
            desk.finger_missing();
    });
    if (v.shortcut("Alt+N")) desk.next_finger();
}

}  // namespace

void fingers_step(Room& room) {
    ui::View& v = room.view;
    v.heading(room.t("officer.step.fingers"), 2);
    const std::array<ui::TableColumn, 4> columns{{{room.t("officer.finger.position"), 1.5F},
                                                  {room.t("officer.finger.quality"), 0.8F, true},
                                                  {room.t("officer.finger.minutiae"), 0.9F, true},
                                                  {room.t("officer.finger.causes"), 1.5F}}};
    std::vector<ui::TableRow> rows;
    for (const auto position : finger_positions) rows.push_back(row_of(room, position));
    const std::array<float, 2> shares{1.5F, 1.0F};
    const std::array<std::function<void(ui::View&)>, 2> bodies{
        [&](ui::View& view) {
            const std::string pressed = view.table("desk/fingers", room.t("officer.finger.table"), columns, rows);
            if (!pressed.empty()) room.desk.finger = pressed;
        },
        [&](ui::View& view) { view.card([&](ui::View&) { capture(room); }); }};
    v.columns(shares, bodies);
}

}  // namespace motcua::client::pages::officer
