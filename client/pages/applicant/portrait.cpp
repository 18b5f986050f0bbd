// The portrait: how to take it, camera or file, live advice, review, and the way out "at the counter".
#include <array>

#include "client/pages/applicant/applicant.hpp"
#include "shared/base/upload.hpp"

namespace motcua::client::pages {

namespace {

constexpr std::string_view camera_key = "portrait/camera";
constexpr std::string_view file_key = "portrait/file";
constexpr int failures_before_way_out = 3;

struct Advice {
    std::string_view cause, text;
};
/// What to do about each cause (shared/portrait/causes.def).
constexpr std::array advice_table{
    Advice{"portrait.no_face", "portrait.advice.no_face"},
    Advice{"portrait.several_faces", "portrait.advice.several_faces"},
    Advice{"portrait.too_dark", "portrait.advice.too_dark"},
    Advice{"portrait.too_bright", "portrait.advice.too_bright"},
    Advice{"portrait.too_far", "portrait.advice.too_far"},
    Advice{"portrait.too_close", "portrait.advice.too_close"},
    Advice{"portrait.move_left", "portrait.advice.move_left"},
    Advice{"portrait.move_right", "portrait.advice.move_right"},
    Advice{"portrait.move_up", "portrait.advice.move_up"},
    Advice{"portrait.move_down", "portrait.advice.move_down"},
    Advice{"portrait.tilt_left", "portrait.advice.tilt_left"},
    Advice{"portrait.tilt_right", "portrait.advice.tilt_right"},
    Advice{"portrait.turn_left", "portrait.advice.turn_left"},
    Advice{"portrait.turn_right", "portrait.advice.turn_right"},
    Advice{"portrait.too_small", "portrait.advice.too_small"},
    Advice{"portrait.blurred", "portrait.advice.blurred"},
    Advice{"portrait.uneven_light", "portrait.advice.uneven_light"},
    Advice{"portrait.low_contrast", "portrait.advice.low_contrast"},
    Advice{"portrait.colour_cast", "portrait.advice.colour_cast"},
    Advice{"portrait.background_dark", "portrait.advice.background_dark"},
    Advice{"portrait.background_busy", "portrait.advice.background_busy"},
    Advice{"portrait.chin_up", "portrait.advice.chin_up"},
    Advice{"portrait.chin_down", "portrait.advice.chin_down"},
    Advice{"portrait.face_covered", "portrait.advice.face_covered"},
    Advice{"portrait.eyes_covered", "portrait.advice.eyes_covered"},
    Advice{"portrait.eyes_closed", "portrait.advice.eyes_closed"},
    Advice{"portrait.mouth_open", "portrait.advice.mouth_open"},
    Advice{"portrait.background_coloured", "portrait.advice.background_coloured"},
    Advice{"portrait.glasses", "portrait.advice.glasses"},
    Advice{"portrait.head_covered", "portrait.advice.head_covered"},
    Advice{"portrait.not_neutral", "portrait.advice.not_neutral"},
    Advice{"portrait.compressed", "portrait.advice.compressed"},
};

std::string advice_text(const App& app, std::string_view cause) {
    for (const Advice& row : advice_table)
        if (row.cause == cause) return app.t(row.text);
    return app.t("portrait.advice.other");
}

void finish(App& app, const std::string& person, std::string_view portrait_id) {
    app.draft().set(person, "portrait", std::string(portrait_id));
    app.draft().mark_answered(person, "portrait");
    app.drafts.changed();
    app.go("tasks");
}

void at_counter(View& view, App& app, const std::string& person) {
    if (view.button("at-counter", app.t("portrait.at_counter"), ui::ButtonKind::quiet)) finish(app, person, "counter");
    view.paragraph(app.t("portrait.at_counter_hint"), ui::Tone::muted);
}

void camera_failure(View& view, const App& app, const std::string& why) {
    if (why.empty()) return;
    const std::string_view text = why == "denied" ? "portrait.camera_denied" : why == "missing" ? "portrait.camera_missing" : why == "busy" ? "portrait.camera_busy" : "portrait.camera_insecure";
    view.notification("camera-failure", app.t("portrait.camera_failed"), app.t(text), ui::Tone::warning);
}

void instructions(View& view, const App& app) {
    view.picture("pictures.svg#portrait", app.t("portrait.how_alt"), 320);
    view.bullets(std::vector<std::string>{app.t("portrait.how_face"), app.t("portrait.how_background"), app.t("portrait.how_light"), app.t("portrait.how_glasses"), app.t("portrait.how_recent")});
}

/// What is kept already, when the person comes back to the page.
void present(View& view, const App& app, const std::string& id) {
    if (id.empty()) return;
    if (id == "counter") return view.inset(app.t("portrait.present_counter"));
    view.inset(app.t("portrait.present"));
    view.image("present", "/api/v1/portraits/" + id, app.t("portrait.present_alt"), 150, 200);
}

void choose(View& view, App& app, const std::string& person, Portrait& portrait) {
    const std::string id = app.draft().value(person, "portrait");
    present(view, app, id);
    camera_failure(view, app, portrait.camera_failure);
    if (portrait.unreadable) view.notification("unreadable", app.t("portrait.unreadable_title"), app.t("portrait.unreadable", {{"size", largest_picture_text()}}), ui::Tone::error);
    instructions(view, app);
    view.paragraph(app.t("portrait.permission"), ui::Tone::muted);
    if (view.button("camera", app.t("portrait.open_camera"))) app.portraits.open_camera(camera_key, person);
    app.portraits.listen(file_key, person);
    view.file_field({.key = file_key, .label = app.t("portrait.file"), .hint = app.t("portrait.file_hint", {{"size", largest_picture_text()}}), .button_text = app.t("portrait.file_button")});
    at_counter(view, app, person);
    if (!id.empty() && view.button("keep", app.t("portrait.keep"), ui::ButtonKind::secondary)) app.go("tasks");
}

void camera(View& view, App& app, const std::string& person, const Portrait& portrait) {
    view.camera(camera_key, app.t("portrait.camera_alt"), ui::CameraGuide::face_oval, 3.0F / 4.0F, true);
    const bool ok = portrait.advice == "ok";
    const std::string text = !portrait.camera_ready ? app.t("portrait.camera_starting")
                             : ok                   ? app.t("portrait.live_ok")
                             : portrait.advice.empty() ? app.t("portrait.live_wait") : advice_text(app, portrait.advice);
    view.status("advice", text, ok ? ui::Tone::success : ui::Tone::ink);
    if (view.button("shutter", app.t("portrait.take"), ui::ButtonKind::primary, !portrait.camera_ready)) app.portraits.take(person);
    if (view.button("cancel", app.t("action.cancel"), ui::ButtonKind::secondary)) app.portraits.close_camera(person);
}

void verdict(View& view, const App& app, const Portrait& portrait) {
    if (portrait.failed) {
        const std::string text = portrait.causes.empty() ? app.message(portrait.problem) : advice_text(app, portrait.causes.front());
        return view.notification("verdict", app.t("portrait.refused"), text, ui::Tone::error);
    }
    if (!portrait.judged) return view.notification("verdict", app.t("portrait.unjudged_title"), app.t("portrait.unjudged"), ui::Tone::warning);
    if (portrait.good) return view.notification("verdict", app.t("portrait.good_title"), app.t("portrait.good"), ui::Tone::success);
    view.notification("verdict", app.t("portrait.bad_title"), portrait.causes.empty() ? app.t("portrait.advice.other") : advice_text(app, portrait.causes.front()), ui::Tone::warning);
    if (portrait.causes.size() < 2) return;
    std::vector<std::string> more;
    for (std::size_t i = 1; i < portrait.causes.size(); ++i) more.push_back(advice_text(app, portrait.causes[i]));
    view.paragraph(app.t("portrait.also"));
    view.bullets(more);
}

void review(View& view, App& app, const std::string& person, const Portrait& portrait) {
    view.image("taken", portrait.picture.url, app.t("portrait.taken_alt"), 240, 320);
    verdict(view, app, portrait);
    const bool uploading = portrait.step == PortraitStep::uploading;
    if (uploading) view.progress("uploading", app.t("portrait.uploading"), -1);
    // A doubtful picture may be tried on the server once; one the server refused may not.
    const bool usable = !portrait.failed || portrait.problem.offline();
    const auto use = [&] { app.portraits.upload(person, [&app, person](const std::string& id) {
        app.portraits.retake(person);
        finish(app, person, id);
    }); };
    const auto kind = portrait.judged && !portrait.good ? ui::ButtonKind::secondary : ui::ButtonKind::primary;
    if (usable && view.button("use", app.t("portrait.use"), kind, uploading)) use();
    if (view.button("retake", app.t("portrait.retake"), kind == ui::ButtonKind::primary ? ui::ButtonKind::secondary : ui::ButtonKind::primary, uploading))
        app.portraits.retake(person);
    if (portrait.failures >= failures_before_way_out) view.inset(app.t("portrait.tried_enough"));
    if (!portrait.good) at_counter(view, app, person);
}

}  // namespace

void portrait(View& view, App& app) {
    const std::string person(app.route().part(1));
    const Person* found = app.draft().find(person);
    if (found == nullptr) return not_found(view, app);
    const bool own = text_of(found->filing, "filedFor") == "self";
    Portrait& state = app.portraits.of(person);
    begin(view, app, {.title = app.t(own ? "portrait.title" : "portrait.title_other"), .back = "tasks", .caption = own ? "" : person_name(app, *found)});
    switch (state.step) {
        case PortraitStep::choose: return choose(view, app, person, state);
        case PortraitStep::camera: return camera(view, app, person, state);
        case PortraitStep::judging: return view.progress("judging", app.t("portrait.judging"), -1);
        case PortraitStep::review:
        case PortraitStep::uploading: return review(view, app, person, state);
    }
}

}  // namespace motcua::client::pages
