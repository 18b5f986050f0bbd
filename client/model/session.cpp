#include "client/model/session.hpp"

#include <algorithm>

namespace motcua::client {

namespace {

constexpr std::int64_t warning_ms = 120'000;

Role read_role(std::string_view text) {
    if (text == "applicant") return Role::applicant;
    if (text == "officer") return Role::officer;
    if (text == "supervisor") return Role::supervisor;
    return Role::anyone;
}

}  // namespace

void Session::refresh(std::function<void()> done) {
    api_.send({.path = "/session"}, [this, done = std::move(done)](const Answer& answer) {
        if (answer.ok()) adopt(answer.body);
        known_ = known_ || answer.ok();
        done();
    });
}

void Session::adopt(const Json& session) {
    known_ = true;
    role_ = read_role(text_of(session, "role"));
    name_ = text_of(session, "name");
    office_ = text_of(session, "office");
    masked_phone_ = text_of(session, "phone");
    api_.set_csrf(text_of(session, "csrf"));
    if (role_ == Role::anyone) return;
    expired_ = false;
    life_ms_ = number_of(session, "expiresIn") * 1000;
    ends_at_ = host_.now() + life_ms_;
    if (!watching_) watch_end();
}

void Session::touched() {
    if (role_ != Role::anyone && host_.now() < ends_at_) ends_at_ = std::max(ends_at_, host_.now() + life_ms_);
}

/// Wakes the page two minutes before the end, and at the end; every answer of the server moves both.
void Session::watch_end() {
    const std::int64_t left = ends_at_ - host_.now();
    watching_ = role_ != Role::anyone && left > 0;
    if (!watching_) return lost();
    const std::int64_t wait = left > warning_ms ? left - warning_ms : left;
    host_.after(static_cast<int>(std::min<std::int64_t>(wait, 86'400'000)), [this] {
        watch_end();
        host_.dirty();
    });
}

int Session::ends_in() const {
    if (role_ == Role::anyone || ends_at_ == 0) return 0;
    const std::int64_t left = ends_at_ - host_.now();
    return left > 0 && left <= warning_ms ? static_cast<int>((left + 999) / 1000) : 0;
}

void Session::lost() {
    if (role_ == Role::anyone) return;
    role_ = Role::anyone;
    expired_ = true;
    api_.set_csrf({});
}

void Session::sign_out(std::function<void()> done) {
    api_.send({.method = "DELETE", .path = "/session"}, [this, done = std::move(done)](const Answer&) {
        role_ = Role::anyone;
        expired_ = false;
        api_.set_csrf({});
        refresh(done);  // a fresh token for the next sign-in
    });
}

void Session::fail(const Problem& problem) {
    problem_ = problem;
    failed_ = true;
}

void Session::request_code(std::string e164, std::string_view language, std::function<void()> sent) {
    if (busy_) return;
    busy_ = true;
    failed_ = false;
    Call call{.method = "POST", .path = "/otp", .body = {{"phone", e164}, {"language", language}}, .retry = Retry::never};
    api_.send(std::move(call), [this, e164 = std::move(e164), sent = std::move(sent)](const Answer& answer) {
        busy_ = false;
        if (!answer.ok()) return fail(answer.problem);
        request_id_ = text_of(answer.body, "requestId");
        sent_to_ = e164;
        code.clear();
        resend_at_ = host_.now() + number_of(answer.body, "resendIn", 60) * 1000;
        if (!ticking_) tick();
        sent();
    });
}

/// Repaints once a second while the page counts down.
void Session::tick() {
    ticking_ = resend_in() > 0;
    host_.dirty();
    if (ticking_) host_.after(1000, [this] { tick(); });
}

int Session::resend_in() const {
    const std::int64_t left = resend_at_ - host_.now();
    return left > 0 ? static_cast<int>((left + 999) / 1000) : 0;
}

void Session::verify_code(std::function<void()> verified) {
    if (busy_) return;
    busy_ = true;
    failed_ = false;
    Call call{.method = "POST", .path = "/otp/verify", .body = {{"requestId", request_id_}, {"code", code}}, .retry = Retry::never};
    api_.send(std::move(call), [this, verified = std::move(verified)](const Answer& answer) {
        busy_ = false;
        if (!answer.ok()) return fail(answer.problem);
        adopt(answer.body);
        forget_code();
        verified();
    });
}

void Session::forget_code() {
    request_id_.clear();
    code.clear();
    failed_ = false;
}

}  // namespace motcua::client
