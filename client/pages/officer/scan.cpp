// Opening a file by the QR symbol of the slip, with the counter's camera; typing the reference is always possible.
#include "client/pages/officer/room.hpp"

namespace motcua::client::pages::officer {

void scan_page(Room& room) {
    ui::View& v = room.view;
    Desk& desk = room.desk;
    if (v.back_link(room.t("officer.back_to_day"), "/" + room.language + "/officer/day")) {
        desk.close_camera();
        room.host.go("/" + room.language + "/officer/day");
    }
    v.heading(room.t("officer.scan.title"));
    v.paragraph(room.t("officer.scan.how"));
    outcome(room);
    if (!desk.camera_error.empty())
        v.notification("desk/camera", room.t("officer.error.title"), room.t("officer.camera." + desk.camera_error),
                       ui::Tone::error);
    if (desk.camera_on) {
        v.camera("desk/scan", room.t("officer.scan.picture"), ui::CameraGuide::qr_square, 4.0F / 3.0F, false);
        if (v.button("desk/stop", room.t("officer.camera.stop"), ui::ButtonKind::secondary)) desk.close_camera();
    } else if (v.button("desk/start", room.t("officer.scan.start"))) {
        desk.scan();
    }
    v.text_field({.key = "desk/code",
                  .label = room.t("officer.open.label"),
                  .hint = room.t("officer.open.hint"),
                  .autocapitalize = "characters",
                  .max_length = 200,
                  .width = ui::Width::chars_30,
                  .kind = ui::InputKind::monospace},
                 desk.code);
    if (v.button("desk/open", room.t("officer.open.button"), ui::ButtonKind::secondary, desk.busy) && !desk.code.empty())
        desk.open_code(desk.code);
}

}  // namespace motcua::client::pages::officer
