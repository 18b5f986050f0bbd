#include "client/model/activation.hpp"

namespace motcua::client {

namespace {

constexpr std::size_t group = 4;

/// "JBSW Y3DP …": people type it from one screen into another.
std::string in_groups(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i > 0 && i % group == 0) out += ' ';
        out += text[i];
    }
    return out;
}

}  // namespace

void Activation::send(Call call, std::function<void(const Json&)> then) {
    busy = true;
    problem = {};
    api_.send(std::move(call), [this, then = std::move(then), visit = visit_](Answer answer) {
        if (visit != visit_) return;
        busy = false;
        if (answer.ok()) then(answer.body);
        else problem = std::move(answer.problem);
        host_.dirty();
    });
}

void Activation::begin() {
    if (busy) return;
    problem = {};
    differ = password != again;
    if (differ) return;
    send({.method = "POST",
          .path = "/staff/activation",
          .body = {{"user", user}, {"activationCode", code}, {"password", password}},
          .retry = Retry::never},
         [this](const Json& answer) {
             secret = in_groups(text_of(answer, "secret"));
             qr = texts_of(answer, "qr");
             password.clear();
             again.clear();
             turned_ = true;
         });
}

void Activation::confirm() {
    if (busy) return;
    send({.method = "POST",
          .path = "/staff/activation/confirm",
          .body = {{"user", user}, {"activationCode", code}, {"code", std::exchange(totp, {})}},
          .retry = Retry::never},
         [this](const Json& answer) {
             leave();
             session(answer);
         });
}

void Activation::start_over() {
    secret.clear();
    qr.clear();
    totp.clear();
    problem = {};
    turned_ = true;
}

void Activation::leave() {
    ++visit_;
    busy = differ = false;
    for (auto* typed : {&user, &code, &password, &again}) typed->clear();
    start_over();
    turned_ = false;
}

}  // namespace motcua::client
