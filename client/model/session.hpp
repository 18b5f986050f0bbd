// Who is signed in, and the way in: a code sent to the phone.
#pragma once

#include <functional>
#include <string>

#include "client/model/api.hpp"

namespace motcua::client {

enum class Role : std::uint8_t { anyone, applicant, officer, supervisor };

class Session {
public:
    Session(Host& host, Api& api) : host_(host), api_(api) {}

    /// Asks the server who we are; `done` in any case.
    void refresh(std::function<void()> done);
    void sign_out(std::function<void()> done);
    /// An answer said the session is over.
    void lost();
    /// The server answered just now: its idle clock starts again.
    void touched();
    /// Takes a session answer (also the officer's sign-in gives one).
    void adopt(const Json& session);

    // --- one-time code
    /// What the person types; `phone` becomes E.164 when it is sent.
    std::string phone{}, code{};
    void request_code(std::string e164, std::string_view language, std::function<void()> sent);
    void verify_code(std::function<void()> verified);
    [[nodiscard]] bool code_sent() const { return !request_id_.empty(); }
    [[nodiscard]] const std::string& sent_to() const { return sent_to_; }
    /// Seconds until another code may be asked for; 0: now.
    [[nodiscard]] int resend_in() const;
    void forget_code();

    [[nodiscard]] Role role() const { return role_; }
    [[nodiscard]] bool is_applicant() const { return role_ == Role::applicant; }
    [[nodiscard]] bool is_officer() const { return role_ == Role::officer || role_ == Role::supervisor; }
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] const std::string& office() const { return office_; }
    [[nodiscard]] const std::string& masked_phone() const { return masked_phone_; }
    /// It was there and ended by itself.
    [[nodiscard]] bool expired() const { return expired_; }
    /// Seconds left, once it is two minutes or less; 0 otherwise.
    [[nodiscard]] int ends_in() const;
    [[nodiscard]] bool known() const { return known_; }
    [[nodiscard]] bool busy() const { return busy_; }
    [[nodiscard]] const Problem* problem() const { return failed_ ? &problem_ : nullptr; }
    void clear_problem() { failed_ = false; }

private:
    void fail(const Problem& problem);
    void tick();
    void watch_end();

    Host& host_;
    Api& api_;
    Role role_ = Role::anyone;
    std::string name_, office_, masked_phone_, request_id_, sent_to_;
    std::int64_t resend_at_ = 0, ends_at_ = 0, life_ms_ = 0;
    bool known_ = false, busy_ = false, expired_ = false, failed_ = false, ticking_ = false, watching_ = false;
    Problem problem_{};
};

}  // namespace motcua::client
