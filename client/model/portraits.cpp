#include "client/model/portraits.hpp"

namespace motcua::client {

namespace {

constexpr std::string_view task = "portrait";

}  // namespace

void Portraits::listen(std::string_view key, std::string_view person) {
    std::string both = std::string(key) + "/" + std::string(person);
    if (listening_ == both) return;
    listening_ = std::move(both);
    host_.on_file(key, [this, who = std::string(person)](Picture picture) {
        if (!picture.bytes.empty()) return judge(who, std::move(picture));
        of(who).unreadable = true;
        host_.dirty();
    });
}

void Portraits::open_camera(std::string_view key, std::string_view person) {
    Portrait& portrait = of(person);
    portrait.step = PortraitStep::camera;
    portrait.camera_failure.clear();
    portrait.camera_ready = false;
    portrait.advice.clear();
    host_.vision_warm_up();
    const std::string who(person);
    host_.camera_open(
        key, "user",
        [this, who] {
            of(who).camera_ready = true;
            host_.judge_live(task, [this, who](const std::string& json) { live(who, json); });
            host_.dirty();
        },
        [this, who](std::string why) {
            of(who).camera_failure = std::move(why);
            of(who).step = PortraitStep::choose;
            host_.dirty();
        });
}

void Portraits::live(const std::string& person, const std::string& json) {
    Portrait& portrait = of(person);
    const Json verdict = read_json(json);
    std::string advice = is_true(verdict, "valid") ? "ok" : text_of(verdict, "advice");
    if (portrait.step != PortraitStep::camera || advice == portrait.advice) return;
    portrait.advice = std::move(advice);
    host_.dirty();
}

void Portraits::close_camera(std::string_view person) {
    Portrait& portrait = of(person);
    if (portrait.step != PortraitStep::camera) return;
    host_.judge_stop();
    host_.camera_close();
    portrait.step = PortraitStep::choose;
}

void Portraits::take(std::string_view person) {
    host_.judge_stop();
    host_.camera_take([this, who = std::string(person)](Picture picture) {
        host_.camera_close();
        judge(who, std::move(picture));
    });
}

void Portraits::judge(std::string person, Picture picture) {
    Portrait& portrait = of(person);
    const int failures = portrait.failures;
    portrait = Portrait{.step = PortraitStep::judging, .picture = std::move(picture), .failures = failures};
    host_.dirty();
    host_.judge(task, portrait.picture, [this, person](const std::string& json) {
        Portrait& judged = of(person);
        if (judged.step != PortraitStep::judging) return;
        const Json verdict = read_json(json);
        judged.judged = member(verdict, "valid").is_boolean();
        judged.good = is_true(verdict, "valid");
        judged.causes = texts_of(verdict, "causes");
        judged.failures += judged.judged && !judged.good ? 1 : 0;
        judged.step = PortraitStep::review;
        host_.dirty();
    });
}

void Portraits::retake(std::string_view person) {
    const int failures = of(person).failures;
    of(person) = Portrait{.failures = failures};
}

void Portraits::upload(std::string_view person, std::function<void(std::string id)> done) {
    Portrait& portrait = of(person);
    if (portrait.step == PortraitStep::uploading) return;
    portrait.step = PortraitStep::uploading;
    portrait.failed = false;
    Call call{.method = "POST", .path = "/portraits", .bytes = portrait.picture.bytes, .media_type = portrait.picture.media_type};
    api_.send(std::move(call), [this, who = std::string(person), done = std::move(done)](const Answer& answer) {
        Portrait& sent = of(who);
        sent.step = PortraitStep::review;
        if (answer.ok()) return done(text_of(answer.body, "portraitId"));
        sent.failed = true;
        sent.problem = answer.problem;
        // The server is stricter than a browser may be: its causes replace ours.
        if (auto causes = texts_of(member(answer.problem.body, "verdict"), "causes"); !causes.empty()) sent.causes = std::move(causes);
    });
}

}  // namespace motcua::client
