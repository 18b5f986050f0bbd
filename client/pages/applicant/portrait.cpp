// The portrait: how to take it, camera or file, live advice, review, and the way out "at the counter".
#include <array>

#include "client/model/advice.hpp"
#include "client/pages/applicant/applicant.hpp"
#include "shared/base/upload.hpp"

namespace motcua::client::pages {

namespace {

constexpr std::string_view camera_key = "portrait/camera";
constexpr std::string_view file_key = "portrait/file";
constexpr int failures_before_way_out = 3;

std::string advice_text(const App& app, std::string_view cause) {
    const std::string key = advice_key(cause);
    std::string text = app.t(key);
    return text == key ? app.t("portrait.advice.other") : text;
}

void finish(App& app, const std::string& person, std::string_view portrait_id) {
    app.draft().set(person, "portrait", std::string(portrait_id));
    app.draft().mark_answered(person, "portrait");
    app.drafts.changed();
    if (route_matches("portrait/{person}", app.route()) && app.route().part(1) == person) app.go("tasks");  // an upload may end when one is elsewhere
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

std::string live_text(const App& app, const Portrait& portrait) {
    if (!portrait.camera_ready) return app.t("portrait.camera_starting");
    if (portrait.taking) return app.t("portrait.judging");
    if (portrait.advice.empty()) return app.t("portrait.live_wait");
    if (portrait.advice != "ok") return advice_text(app, portrait.advice);
    return app.t(portrait.by_itself ? "portrait.live_hold" : "portrait.live_ok");
}

void camera(View& view, App& app, const std::string& person, Portrait& portrait) {
    view.camera(camera_key, app.t("portrait.camera_alt"), ui::CameraGuide::face_oval, 3.0F / 4.0F, true, portrait.hold);
    view.status("advice", live_text(app, portrait), portrait.advice == "ok" ? ui::Tone::success : ui::Tone::ink);
    if (view.button("shutter", app.t("portrait.take"), ui::ButtonKind::primary, !portrait.camera_ready || portrait.taking)) app.portraits.take(person);
    if (view.button("cancel", app.t("action.cancel"), ui::ButtonKind::secondary)) return app.portraits.close_camera(person);
    view.checkbox("by-itself", app.t("portrait.by_itself"), app.t("portrait.by_itself_hint"), "", portrait.by_itself);
    if (!portrait.by_itself) portrait.hold = 0;
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

/// What was taken beside what will be used of it.
void pictures(View& view, const App& app, const Portrait& portrait) {
    if (portrait.whole.empty()) return view.image("taken", portrait.picture.url, app.t("portrait.taken_alt"), 240, 320);
    const std::array figures{ui::Figure{"whole", portrait.whole, "", app.t("portrait.whole")},
                             ui::Figure{"taken", portrait.picture.url, app.t("portrait.taken_alt"), app.t("portrait.cut")}};
    view.figures(figures, 240, 4.0F / 3.0F);
}

void review(View& view, App& app, const std::string& person, const Portrait& portrait) {
    verdict(view, app, portrait);
    pictures(view, app, portrait);
    const bool uploading = portrait.step == PortraitStep::uploading;
    if (uploading) view.progress("uploading", app.t("portrait.uploading"), -1);
    const bool doubtful = portrait.judged && !portrait.good;
    // A doubtful picture may be tried on the server once; one the server refused for its own sake may not.
    const bool usable = portrait.usable();
    const auto retake = [&](ui::ButtonKind kind) {
        if (view.button("retake", app.t("portrait.retake"), kind, uploading)) app.portraits.retake(person);
    };
    const auto use = [&](std::string_view text, ui::ButtonKind kind) {
        if (!usable || !view.button("use", app.t(text), kind, uploading)) return;
        app.portraits.upload(person, [&app, person](const std::string& id) {
            app.portraits.retake(person);
            finish(app, person, id);
        });
    };
    if (!doubtful) {
        use("portrait.use", ui::ButtonKind::primary);
        retake(ui::ButtonKind::secondary);
        if (portrait.failed) at_counter(view, app, person);
        return;
    }
    retake(ui::ButtonKind::primary);
    use("portrait.use_anyway", ui::ButtonKind::secondary);
    if (usable) view.paragraph(app.t("portrait.use_anyway_hint"), ui::Tone::muted);
    if (portrait.failures >= failures_before_way_out) view.inset(app.t("portrait.tried_enough"));
    at_counter(view, app, person);
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
