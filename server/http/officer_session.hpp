// How every way in ends for an officer: a session, as the sign-in routes and the activation answer it.
#pragma once

#include "server/http/router.hpp"
#include "server/staff/accounts.hpp"
#include "server/staff/limits.hpp"

namespace motcua::http {

[[nodiscard]] staff::Limits limits_of(const Services& services);
/// The answer with the Session object of a token that was just given out.
[[nodiscard]] Result<Response> answer_with(store::Transaction& tx, const Services& services, const std::string& token);
/// Begins a session of the account and answers with it. Error: staff_sign_in (closed or recovered since it was judged).
[[nodiscard]] Result<Response> begin_session(const Request& request, const Services& services, const staff::Account& account);

}  // namespace motcua::http
