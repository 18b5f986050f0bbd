#include "client/model/passports.hpp"

namespace motcua::client {

namespace {

constexpr std::string_view task = "passport";

/// "passport.glare" -> "glare"
std::string advice_of(const Json& reading) {
    const std::string_view cause = text_at(reading, "advice");
    return std::string(cause.substr(cause.find('.') + 1));
}

std::string lines_of(const Json& reading) {
    std::string out;
    for (const auto& line : texts_of(reading, "lines")) out += line + '\n';
    return out;
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
    host_.vision_warm_up();
    host_.camera_open(
        key, "environment",
        [this, who] {
            of(who).camera_ready = true;
            host_.judge_live(task, [this, who](const std::string& json) { live(who, json); });
            host_.dirty();
        },
        [this, who](const std::string& why) {
            of(who) = {.trouble = "camera_" + why};
            host_.dirty();
        });
}

void Passports::live(const std::string& person, const std::string& json) {
    Passport& passport = of(person);
    if (passport.step != PassportStep::camera) return;
    Json reading = read_json(json);
    const bool valid = is_true(reading, "valid");
    if (passport.session.settles(valid, lines_of(reading)) || !reading.contains("valid")) return shut(), judged(passport, std::move(reading));
    std::string advice = valid ? "steady" : advice_of(reading);
    if (advice == passport.advice) return;
    passport.advice = std::move(advice);
    host_.dirty();
}

void Passports::take(std::string_view person) {
    host_.judge_stop();
    host_.camera_take([this, who = std::string(person)](const Picture& picture) {
        shut();
        judge(who, picture);
    });
}

void Passports::judge(const std::string& person, const Picture& picture) {
    host_.dirty();
    of(person) = {.step = PassportStep::judging};
    if (picture.bytes.empty()) of(person) = {.trouble = "unreadable"};
    else host_.judge(task, picture, [this, person](const std::string& json) {
        Passport& passport = of(person);
        if (passport.step == PassportStep::judging) judged(passport, read_json(json));
    });
}

void Passports::judged(Passport& passport, Json reading) {
    const bool read = is_true(reading, "valid"), answered = reading.contains("valid");
    std::string trouble = !answered ? "no_reader" : read ? "" : advice_of(reading);
    passport = {.step = read ? PassportStep::review : PassportStep::choose, .trouble = std::move(trouble), .reading = std::move(reading), .turned = true};
    host_.dirty();
}

void Passports::refuse(std::string_view person, std::string_view trouble) {
    of(person) = {.trouble = std::string(trouble)};
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
}

void Passports::shut() {
    host_.judge_stop();
    host_.camera_close();
}

}  // namespace motcua::client
