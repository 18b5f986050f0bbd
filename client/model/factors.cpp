#include "client/model/factors.hpp"

namespace motcua::client {

namespace {

Call posting(std::string path, Json body) {
    return {.method = "POST", .path = std::move(path), .body = std::move(body), .retry = Retry::never};
}

/// The names of WebAuthn's exceptions, as far as a person can do something about them.
std::string trouble_of(std::string_view exception) {
    if (exception == "InvalidStateError") return "known";
    if (exception == "SecurityError") return "address";
    return exception == "NotAllowedError" || exception == "AbortError" ? "cancelled" : "missing";
}

}  // namespace

// --- step-up ----------------------------------------------------------------------------------------------------------

void Factors::send(Call call, std::function<void(Answer)> done) {
    Call copy = call;
    api_.send(std::move(call), [this, copy = std::move(copy), done = std::move(done)](Answer answer) mutable {
        if (answer.problem.code != "session.step_up_needed") return done(std::move(answer));
        if (asked()) give_up();
        waiting_ = {.call = std::move(copy), .refusal = std::move(answer), .done = std::move(done), .route = host_.route()};
        begin();
        busy = false;
        just_asked_ = true;
        host_.dirty();
    });
}

void Factors::give_up() {
    if (!asked()) return;
    Waiting given_up = std::exchange(waiting_, {});
    code.clear();
    forget_problem();
    given_up.done(std::move(given_up.refusal));
    host_.dirty();
}

void Factors::leave(std::string_view route) {
    if (asked() && route != waiting_.route) give_up();
}

void Factors::confirmed(const Json& answer) {
    session(answer);
    code.clear();
    if (!asked()) return;
    Waiting next = std::exchange(waiting_, {});
    api_.send(std::move(next.call), std::move(next.done));
}

void Factors::confirm_by_code() {
    if (busy) return;
    begin();
    request(posting("/staff/step-up", {{"code", std::exchange(code, {})}}), [this](const Json& answer) { confirmed(answer); });
}

void Factors::confirm_by_key() {
    if (busy) return;
    begin();
    use_key(posting("/staff/step-up/challenge", Json::object()), [this](Json given) {
        request(posting("/staff/step-up/key", std::move(given)), [this](const Json& answer) { confirmed(answer); });
    });
}

void Factors::sign_in(const std::string& user, const std::string& password) {
    if (busy) return;
    begin();
    use_key(posting("/staff/session/challenge", {{"user", user}, {"password", password}}), [this](Json given) {
        request(posting("/staff/session/key", std::move(given)), [this](const Json& answer) { session(answer); });
    });
}

// --- requests ---------------------------------------------------------------------------------------------------------

void Factors::begin() {
    busy = true;
    touch = added = removed = false;
    forget_problem();
}

/// Whether the answer is a good one; what went wrong is kept otherwise.
bool Factors::end(Answer& answer) {
    busy = touch = false;
    if (!answer.ok()) problem = std::move(answer.problem);
    host_.dirty();
    return answer.ok();
}

void Factors::request(Call call, std::function<void(const Json&)> then) {
    api_.send(std::move(call), [this, then = std::move(then)](Answer answer) {
        if (end(answer)) then(answer.body);
    });
}

void Factors::use_key(Call ask, std::function<void(Json)> then) {
    send(std::move(ask), [this, then = std::move(then)](Answer answer) {
        if (!answer.ok()) return void(end(answer));
        busy = touch = true;
        host_.security_key(dump_json(answer.body), [this, then](bool made, const std::string& said) {
            touch = false;
            Json given = made ? read_json(said) : Json{};
            if (given.is_object()) return then(std::move(given));
            busy = false;
            key_trouble = trouble_of(said);
            host_.dirty();
        });
        host_.dirty();
    });
}

// --- the own keys -----------------------------------------------------------------------------------------------------

void Factors::load_keys() {
    keys_state = Load::loading;
    api_.send({.path = "/staff/keys"}, [this](Answer answer) {
        if (answer.ok())
            took(answer.body);
        else
            problem = std::move(answer.problem), keys_state = Load::failed;
        host_.dirty();
    });
}

void Factors::took(const Json& answer) {
    keys = member(answer, "keys");
    keys_state = Load::ready;
}

void Factors::add_key() {
    if (busy) return;
    begin();
    use_key(posting("/staff/keys/challenge", Json::object()), [this](Json given) {
        given["name"] = name;
        request(posting("/staff/keys", std::move(given)), [this](const Json& answer) {
            took(answer);
            name.clear();
            added = true;
        });
    });
}

void Factors::remove_key() {
    if (busy || removing.empty()) return;
    begin();
    send({.method = "DELETE", .path = "/staff/keys/" + path_segment(removing), .retry = Retry::never}, [this](Answer answer) {
        if (!end(answer)) return;
        took(answer.body);
        removing.clear();
        removed = true;
    });
}

void Factors::close_keys() {
    if (keys_state == Load::empty) return;
    keys_state = Load::empty;
    name.clear();
    removing.clear();
    added = removed = false;
    if (!asked()) forget_problem();
}

}  // namespace motcua::client
