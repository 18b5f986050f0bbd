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

Passport& Passports::begin(std::string_view person, PassportStep step) { return of(person) = {.step = step, .round = ++rounds_}; }

void Passports::open_camera(std::string_view key, std::string_view person) {
    const std::string who(person);
    const int round = begin(who, PassportStep::camera).round;
    awake_ = true;
    host_.vision_warm_up(task);
    host_.camera_open(
        key, "environment",
        [this, who, round] {
            if (!is_current(who, round)) return;
            of(who).camera_ready = true;
            watch(who);
            host_.dirty();
        },
        [this, who, round](const std::string& why) {
            if (is_current(who, round)) refuse(who, "camera_" + why);
        });
}

void Passports::watch(const std::string& person) {
    host_.judge_live(task, [this, person](const std::string& json) { live(person, json); });
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
    Passport& passport = of(person);
    if (std::exchange(passport.taking, true)) return;
    host_.judge_stop();
    host_.judge_frame(task, [this, who = std::string(person), round = passport.round](const Judged& answer) {
        if (!is_current(who, round)) return;
        of(who).taking = false;
        Json outcome = read_json(answer.json);
        host_.dirty();
        if (text_at(outcome, "error").starts_with("picture.")) return watch(who);  // the camera shows nothing yet
        shut();
        judged(who, std::move(outcome));
    });
}

void Passports::judge(const std::string& person, const Picture& picture) {
    if (picture.bytes.empty()) return refuse(person, "unreadable");
    const int round = begin(person, PassportStep::judging).round;
    awake_ = true;
    host_.dirty();
    host_.judge(task, picture, [this, person, round](const Judged& answer) {
        if (is_current(person, round)) judged(person, read_json(answer.json));
    });
}

void Passports::judged(const std::string& person, Json outcome) {
    if (!is_true(outcome, "valid")) return refuse(person, outcome.contains("valid") ? advice_of(outcome) : text_at(outcome, "error").starts_with("picture.") ? "unreadable" : "no_reader");
    Passport& passport = begin(person, PassportStep::review);
    passport.reading = std::move(outcome);
    passport.turned = true;
    host_.dirty();
}

void Passports::refuse(std::string_view person, std::string_view trouble) {
    Passport& passport = begin(person, PassportStep::choose);
    passport.trouble = trouble;
    passport.turned = true;
    host_.dirty();
}

void Passports::close(std::string_view person) {
    if (of(person).step == PassportStep::camera) shut();
    begin(person, PassportStep::choose);
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
