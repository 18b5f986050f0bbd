#include "client/model/passports.hpp"

#include <utility>

namespace motcua::client {

namespace {

constexpr std::string_view task = "passport";

/// The cause without its room: glare, say.
std::string advice_of(const Json& reading) {
    const std::string_view cause = text_at(reading, "advice");
    return std::string(cause.substr(cause.find('.') + 1));
}

}  // namespace

void Passports::listen(std::string_view key, std::string_view person) {
    if (listening_ == person) return;
    listening_ = person;
    host_.on_file(key, [this, who = listening_](const Picture& picture) { judge(who, picture); });
}

void Passports::open_camera(std::string_view key, std::string_view person) {
    const std::string who(person);
    of(who) = {.step = PassportStep::camera};
    awake_ = true;
    host_.vision_warm_up(task);
    host_.camera_open(
        key, "environment",
        [this, who] {
            of(who).camera_ready = true;
            host_.judge_live(task, [this, who](const std::string& json) { live(who, json); });
            host_.dirty();
        },
        [this, who](const std::string& why) { refuse(who, "camera_" + why); });
}

void Passports::live(const std::string& person, const std::string& json) {
    Passport& passport = of(person);
    if (passport.step != PassportStep::camera) return;
    Json guidance = read_json(json);
    if (!guidance.contains("say") || guidance["reading"].is_object()) {
        shut();
        return judged(person, guidance.contains("say") ? std::move(guidance["reading"]) : Json{});
    }
    passport.advice = text_of(guidance, "say");
    host_.dirty();
}

void Passports::take(std::string_view person) {
    host_.judge_stop();
    host_.judge_frame(task, [this, who = std::string(person)](const Judged& answer) {
        if (of(who).step != PassportStep::camera) return;
        shut();
        judged(who, read_json(answer.json));
    });
}

void Passports::judge(const std::string& person, const Picture& picture) {
    if (picture.bytes.empty()) return refuse(person, "unreadable");
    of(person) = {.step = PassportStep::judging};
    awake_ = true;
    host_.dirty();
    host_.judge(task, picture, [this, person](const Judged& answer) {
        if (of(person).step == PassportStep::judging) judged(person, read_json(answer.json));
    });
}

void Passports::judged(const std::string& person, Json outcome) {
    if (!is_true(outcome, "valid")) return refuse(person, outcome.contains("valid") ? advice_of(outcome) : text_at(outcome, "error").starts_with("picture.") ? "unreadable" : "no_reader");
    of(person) = {.step = PassportStep::review, .reading = std::move(outcome), .turned = true};
    host_.dirty();
}

void Passports::refuse(std::string_view person, std::string_view trouble) {
    of(person) = {.trouble = std::string(trouble), .turned = true};
    host_.dirty();
}

void Passports::close(std::string_view person) {
    if (of(person).step == PassportStep::camera) shut();
    of(person) = {};
}

void Passports::leave() {
    for (const auto& [person, passport] : passports_)
        if (passport.step == PassportStep::camera) shut();
    passports_.clear();
    listening_.clear();
    if (std::exchange(awake_, false)) host_.vision_end();
}

void Passports::shut() {
    host_.judge_stop();
    host_.camera_close();
}

}  // namespace motcua::client
