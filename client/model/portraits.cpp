#include "client/model/portraits.hpp"

namespace motcua::client {

namespace {

constexpr std::string_view task = "portrait";

}  // namespace

void Portraits::listen(std::string_view key, std::string_view person) {
    if (!awake_) host_.vision_warm_up(task);
    awake_ = true;
    std::string both = std::string(key) + "/" + std::string(person);
    if (listening_ == both) return;
    listening_ = std::move(both);
    host_.on_file(key, [this, who = std::string(person)](Picture picture) {
        if (!picture.bytes.empty()) return judge(who, std::move(picture));
        of(who).unreadable = true;
        host_.dirty();
    });
}

void Portraits::leave() {
    if (!awake_) return;
    awake_ = false;
    for (auto& [person, portrait] : portraits_) {
        close_camera(person);
        if (portrait.step == PortraitStep::judging) begin(person, PortraitStep::choose);
    }
    host_.vision_end();
}

void Portraits::forget() {
    leave();
    portraits_.clear();
    listening_.clear();
}

/// A new picture of a person; their habits stay.
Portrait& Portraits::begin(const std::string& person, PortraitStep step) {
    Portrait& portrait = of(person);
    return portrait = Portrait{.step = step, .by_itself = portrait.by_itself, .failures = portrait.failures, .round = ++rounds_};
}

void Portraits::open_camera(std::string_view key, std::string_view person) {
    const std::string who(person);
    const int round = begin(who, PortraitStep::camera).round;
    awake_ = true;
    host_.camera_open(
        key, "user",
        [this, who, round] {
            if (!is_current(who, round)) return;
            of(who).camera_ready = true;
            watch(who);
            host_.dirty();
        },
        [this, who, round](std::string why) {
            if (!is_current(who, round)) return;
            begin(who, PortraitStep::choose).camera_failure = std::move(why);
            host_.dirty();
        });
}

void Portraits::watch(const std::string& person) {
    host_.judge_live(task, [this, person](const std::string& json) { live(person, json); });
}

void Portraits::live(const std::string& person, const std::string& json) {
    Portrait& portrait = of(person);
    if (portrait.step != PortraitStep::camera || portrait.taking) return;
    const Json guidance = read_json(json);
    portrait.advice = text_of(guidance, "say");
    portrait.hold = portrait.by_itself ? static_cast<int>(number_of(guidance, "hold")) : 0;
    host_.dirty();
    if (portrait.by_itself && is_true(guidance, "fire")) shoot(person, Shutter::session);
}

void Portraits::close_camera(std::string_view person) {
    if (of(person).step != PortraitStep::camera) return;
    host_.judge_stop();
    host_.camera_close();
    begin(std::string(person), PortraitStep::choose);
}

void Portraits::take(std::string_view person) { shoot(std::string(person), Shutter::person); }

void Portraits::shoot(const std::string& person, Shutter shutter) {
    Portrait& portrait = of(person);
    if (portrait.taking) return;
    portrait.taking = true;
    host_.judge_stop();
    host_.judge_frame(task, [this, person, shutter, round = portrait.round](Judged judged) {
        if (is_current(person, round)) taken(person, shutter, std::move(judged));
    });
}

void Portraits::taken(const std::string& person, Shutter shutter, Judged judged) {
    of(person).taking = false;
    of(person).hold = 0;
    host_.dirty();
    // Somebody moved in the end: the next one will do. The second time it is for something that live frames do not show (the
    // background), and the person must know. Who pressed wants to see the picture.
    if (shutter == Shutter::session && !is_true(read_json(judged.json), "valid") && of(person).missed++ == 0) return watch(person);
    if (!judged.made.bytes.empty()) {
        host_.camera_close();
        return settle(of(person), std::move(judged));
    }
    // nothing can judge it here: the server will
    host_.camera_take([this, person, round = of(person).round](Picture picture) {
        if (!is_current(person, round)) return;
        host_.dirty();
        if (picture.bytes.empty()) return watch(person);  // the camera shows nothing yet
        host_.camera_close();
        settle(of(person), {.made = std::move(picture)});
    });
}

void Portraits::judge(std::string person, Picture picture) {
    Portrait& portrait = begin(person, PortraitStep::judging);
    portrait.picture = std::move(picture);
    host_.dirty();
    host_.judge(task, portrait.picture, [this, person, round = portrait.round](Judged judged) {
        if (!is_current(person, round)) return;
        settle(of(person), std::move(judged));
        host_.dirty();
    });
}

void Portraits::settle(Portrait& portrait, Judged judged) {
    const Json verdict = read_json(judged.json);
    portrait.judged = member(verdict, "valid").is_boolean();
    portrait.good = is_true(verdict, "valid");
    portrait.causes = texts_of(verdict, "causes");
    portrait.failures += portrait.judged && !portrait.good ? 1 : 0;
    portrait.step = PortraitStep::review;
    portrait.whole = std::move(judged.whole);
    if (!judged.made.bytes.empty()) portrait.picture = std::move(judged.made);
}

void Portraits::retake(std::string_view person) { begin(std::string(person), PortraitStep::choose); }

void Portraits::upload(std::string_view person, std::function<void(std::string id)> done) {
    Portrait& portrait = of(person);
    if (portrait.step == PortraitStep::uploading) return;
    portrait.step = PortraitStep::uploading;
    portrait.failed = false;
    Call call{.method = "POST", .path = "/portraits", .bytes = portrait.picture.bytes, .media_type = portrait.picture.media_type};
    api_.send(std::move(call), [this, who = std::string(person), done = std::move(done), round = portrait.round](const Answer& answer) {
        if (!is_current(who, round)) return;
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
