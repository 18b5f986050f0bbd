// Step 2: the face, by the counter's camera or a picture file, with the worst cause named while one can still mend it.
#include "client/model/advice.hpp"
#include "client/pages/officer/room.hpp"
#include "shared/base/upload.hpp"

namespace motcua::client::pages::officer {
namespace {

void quality(Room& room, const Json& verdict) {
    ui::View& v = room.view;
    const std::string advice = text_of(verdict, "advice");
    const bool valid = is_true(verdict, "valid");
    v.status("desk/face-quality",
             fill(room.t("officer.face.quality"), {{"quality", std::to_string(number_of(verdict, "quality"))}}) +
                 (advice.empty() ? "" : " – " + room.t(advice_key(advice))),
             valid ? ui::Tone::success : ui::Tone::warning);
}

/// What the officer asks for next; nobody but the officer judges what was seen.
std::string_view request_of(const Json& challenge) {
    const std::string state = text_of(challenge, "state"), act = text_of(challenge, "act");
    if (state == "seen") return "officer.challenge.seen";
    if (state == "too_late") return "officer.challenge.too_late";
    if (state != "act") return "officer.challenge.look_ahead";
    if (act == "blink") return "officer.challenge.blink";
    return act == "turn_left" ? "officer.challenge.turn_left" : "officer.challenge.turn_right";
}

void challenge(Room& room) {
    ui::View& v = room.view;
    const Json& asked = room.desk.challenge;
    const bool seen = text_of(asked, "state") == "seen";
    v.status("desk/challenge", room.t(request_of(asked)), seen ? ui::Tone::success : ui::Tone::accent);
    v.paragraph(fill(room.t("officer.challenge.count"), {{"done", std::to_string(number_of(asked, "done"))}, {"of", std::to_string(number_of(asked, "of", 3))}}));
    v.paragraph(room.t("officer.challenge.hint"), ui::Tone::muted);
    if (v.button("desk/challenge-again", room.t("officer.challenge.again"), ui::ButtonKind::secondary)) room.desk.face_challenge();
    if (v.button("desk/challenge-end", room.t("officer.challenge.end"), seen ? ui::ButtonKind::primary : ui::ButtonKind::quiet)) room.desk.face_watch();
}

void photograph(Room& room) {
    ui::View& v = room.view;
    const std::string& advice = room.desk.live_advice;
    const bool good = advice == "ok";
    v.status("desk/advice", advice.empty() || good ? room.t(good ? "officer.face.good" : "officer.face.looking") : room.t(advice_key(advice)), good ? ui::Tone::success : ui::Tone::accent);
    if (v.button("desk/take", room.t("officer.face.take"), ui::ButtonKind::primary, room.desk.busy || room.desk.taking) || v.shortcut("Alt+T"))
        room.desk.face_take();
    if (v.button("desk/challenge-start", room.t("officer.challenge.start"), ui::ButtonKind::secondary)) room.desk.face_challenge();
}

void live(Room& room) {
    ui::View& v = room.view;
    v.camera("desk/face", room.t("officer.face.camera"), ui::CameraGuide::face_oval, 3.0F / 4.0F, true);
    room.desk.challenge.is_object() ? challenge(room) : photograph(room);
    if (v.button("desk/stop", room.t("officer.camera.stop"), ui::ButtonKind::quiet)) room.desk.close_camera();
}

void still(Room& room) {
    ui::View& v = room.view;
    const bool again = member(room.desk.file, "face").is_object();
    if (v.button("desk/camera", room.t(again ? "officer.face.again" : "officer.face.start"),
                 again ? ui::ButtonKind::secondary : ui::ButtonKind::primary, room.desk.busy))
        room.desk.face_camera();
    room.host.on_file("desk/face-file", [&desk = room.desk, &host = room.host](const Picture& picture) {
        desk.face_picture(picture);
        host.dirty();
    });
    v.file_field({.key = "desk/face-file",
                  .label = room.t("officer.face.file"),
                  .hint = fill(room.t("officer.face.file_hint"), {{"size", largest_picture_text()}}),
                  .button_text = room.t("officer.file_button")});
}

}  // namespace

void face_step(Room& room) {
    ui::View& v = room.view;
    v.heading(room.t("officer.step.face"), 2);
    if (!room.desk.camera_error.empty())
        v.notification("desk/camera-problem", room.t("officer.error.title"), room.t("officer.camera." + room.desk.camera_error),
                       ui::Tone::error);
    const Json& face = member(room.desk.file, "face");
    const std::array<float, 2> shares{1.0F, 1.0F};
    const std::array<std::function<void(ui::View&)>, 2> bodies{[&](ui::View&) { room.desk.camera_on ? live(room) : still(room); },
                                                               [&](ui::View& view) {
                                                                   if (!face.is_object()) {
                                                                       view.inset(room.t("officer.face.none"));
                                                                       return;
                                                                   }
                                                                   view.image("desk/face-taken", text_of(face, "image"),
                                                                              room.t("officer.face.taken"), 210, 280);
                                                                   quality(room, member(face, "quality"));
                                                               }};
    v.columns(shares, bodies);
}

}  // namespace motcua::client::pages::officer
