// Who is calling. A session is a random token in a cookie, of which the store knows only a keyed hash. Applicants: 60 min
// idle; officers: 15 min idle; both end after 12 h. Revoked by deleting the row.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/services.hpp"
#include "server/store/store.hpp"
#include "shared/base/result.hpp"

namespace motcua::intake {

enum class Role : std::uint8_t { anyone, applicant, officer, supervisor, peer };  ///< peer: the signed callback of the authority

/// Who is calling, from the session cookie.
struct Caller {
    Role role = Role::anyone;
    std::string session_id;   ///< internal id of the session row
    std::string subject;      ///< applicant: blind index of the phone; officer: staff id
    std::string office;       ///< officer's office id
    std::string name;         ///< officer's display name
    std::string language{"vi"};
    Millis verified_at = 0;   ///< when the second factor was last shown
};

struct NewSession {
    Role role = Role::applicant;
    std::string subject;      ///< applicant: blind index of the phone; officer: staff id
    std::string office{};
    std::string name{};       ///< officer's name; kept sealed
    std::string phone{};      ///< applicant's phone in E.164; kept sealed
    std::string language{"vi"};
    std::optional<Millis> expires_at{};  ///< none: in 12 h
};

/// A session as the store has it, opened.
struct Session {
    Caller caller;
    std::string phone;        ///< E.164, empty for officers
    Millis last_seen = 0, expires_at = 0;
};

/// Starts a session; gives its token (the only time it is seen). A new sign-in always gets a new token. Whoever gets one has
/// just shown a second factor.
[[nodiscard]] std::string start_session(store::Transaction& tx, const http::Services& services, const NewSession& session);
/// The session of a token, if it is alive now.
[[nodiscard]] Result<std::optional<Session>> find_session(store::Transaction& tx, const http::Services& services, std::string_view token);
/// The session of the request's caller. Errors: session_required.
[[nodiscard]] Result<Session> session_of(store::Transaction& tx, const http::Services& services, const Caller& caller);
/// The same session under a new token, its second factor fresh; it ends when it would have. The old token is worth nothing from
/// then on. Errors: session_required.
[[nodiscard]] Result<std::string> renew_session(store::Transaction& tx, const http::Services& services, const Caller& caller);
void touch_session(store::Transaction& tx, std::string_view session_id);
void end_session(store::Transaction& tx, const keys::Keyring& keys, std::string_view session_id);
/// All sessions of a subject: password changed, account disabled, lost phone.
void end_sessions_of(store::Transaction& tx, const keys::Keyring& keys, std::string_view subject);
/// All but the caller's own: whoever took one of the subject's factors is out.
void end_other_sessions(store::Transaction& tx, const http::Services& services, const Caller& caller);
/// How long a session of this role lives without a request.
[[nodiscard]] Millis idle_life(Role role);
[[nodiscard]] std::string_view text(Role role);

}  // namespace motcua::intake
