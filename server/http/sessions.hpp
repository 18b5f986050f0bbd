// Sessions on the wire: cookie (HttpOnly, SameSite=Strict, __Host- with https), CSRF token, the Session object of the API.
#pragma once

#include <string>
#include <string_view>

#include "server/http/router.hpp"
#include "server/http/services.hpp"
#include "server/http/sides.hpp"
#include "server/intake/session.hpp"

namespace motcua::http {

using intake::end_other_sessions;
using intake::end_session;
using intake::end_sessions_of;
using intake::find_session;
using intake::NewSession;
using intake::renew_session;
using intake::Session;
using intake::session_of;
using intake::start_session;
using intake::text;
using intake::touch_session;

/// What X-CSRF must hold for this token.
[[nodiscard]] std::string csrf_token(const Services& services, std::string_view token);
/// The token in a Cookie header, "" when none. Officers' own host has a cookie of its own name.
[[nodiscard]] std::string cookie_token(const Settings& settings, std::string_view cookie_header, Side side = Side::shared);
/// The Set-Cookie value that gives the token to the browser, or takes it away when empty.
[[nodiscard]] std::string set_cookie(const Settings& settings, std::string_view token, Side side = Side::shared);
/// The Session object of the API, for a token just started or the one of the request.
[[nodiscard]] Json session_json(const Services& services, const Session& session, std::string_view token, Millis now);
/// 200 with the Session and its cookie: what every sign-in route answers.
[[nodiscard]] Response signed_in(const Services& services, const Session& session, std::string_view token, Millis now);

}  // namespace motcua::http
