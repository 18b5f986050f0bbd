// Sessions: a random token in a cookie (HttpOnly, SameSite=Strict, __Host- with https), of which the store knows only a
// keyed hash. Applicants: 60 min idle; officers: 15 min idle; both end after 12 h. Revoked by deleting the row.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/http/router.hpp"
#include "server/http/services.hpp"
#include "server/store/database.hpp"

namespace motcua::http {

struct NewSession {
    Role role = Role::applicant;
    std::string subject;      ///< applicant: blind index of the phone; officer: staff id
    std::string office{};
    std::string name{};       ///< officer's name; kept sealed
    std::string phone{};      ///< applicant's phone in E.164; kept sealed
    std::string language{"vi"};
};

/// A session as the store has it, opened.
struct Session {
    Caller caller;
    std::string phone;        ///< E.164, empty for officers
    Millis created_at = 0, last_seen = 0, expires_at = 0;
};

/// Starts a session; gives its token (the only time it is seen). A new sign-in always gets a new token.
[[nodiscard]] std::string start_session(store::Transaction& tx, const Services& services, const NewSession& session);
/// The session of a token, if it is alive now.
[[nodiscard]] Result<std::optional<Session>> find_session(store::Transaction& tx, const Services& services, std::string_view token);
/// The session of the request's caller. Errors: session_required.
[[nodiscard]] Result<Session> session_of(store::Transaction& tx, const Services& services, const Request& request);
void touch_session(store::Transaction& tx, std::string_view session_id);
void end_session(store::Transaction& tx, const Services& services, std::string_view session_id);
/// All sessions of a subject: password changed, account disabled, lost phone.
void end_sessions_of(store::Transaction& tx, const Services& services, std::string_view subject);

/// What X-CSRF must hold for this token.
[[nodiscard]] std::string csrf_token(const Services& services, std::string_view token);
/// The token in a Cookie header, "" when none.
[[nodiscard]] std::string cookie_token(const Settings& settings, std::string_view cookie_header);
/// The Set-Cookie value that gives the token to the browser, or takes it away when empty.
[[nodiscard]] std::string set_cookie(const Settings& settings, std::string_view token);
/// The Session object of the API, for a token just started or the one of the request.
[[nodiscard]] Json session_json(const Services& services, const Session& session, std::string_view token, Millis now);
/// 200 with the Session and its cookie: what every sign-in route answers.
[[nodiscard]] Response signed_in(const Services& services, const Session& session, std::string_view token, Millis now);
[[nodiscard]] std::string_view text(Role role);

}  // namespace motcua::http
