// POST /staff/session: an officer's sign-in with password and one-time code.
#include "server/http/router.hpp"
#include "server/http/sessions.hpp"
#include "server/keys/keyring.hpp"
#include "server/staff/sign_in.hpp"
#include "shared/base/json.hpp"

namespace motcua::http {
namespace {

NewSession session_for(const staff::Account& account) {
    return {.role = account.role == staff::StaffRole::supervisor ? Role::supervisor : Role::officer,
            .subject = account.id,
            .office = account.office,
            .name = account.name,
            .language = account.language};
}

Result<Response> sign_in(const Request& request, Services& services) {
    const staff::SignIn attempt{.user = std::string(text_at(request.json, "user")),
                                .password = std::string(text_at(request.json, "password")),
                                .code = std::string(text_at(request.json, "code")),
                                .remote_address = request.remote_address};
    MOTCUA_TRY(account, staff::sign_in(*services.db, *services.keys, attempt, {.scale = services.settings.rate_scale}));
    return services.db->write<Response>([&](store::Transaction& tx) -> Result<Response> {
        // whoever was signed in with this browser is not any more
        if (!request.caller.session_id.empty()) end_session(tx, services, request.caller.session_id);
        const std::string token = start_session(tx, services, session_for(account));
        MOTCUA_TRY(session, find_session(tx, services, token));
        if (!session) return ErrorCode::request_internal;
        return signed_in(services, *session, token, tx.now());
    });
}

}  // namespace

std::vector<Route> staff_routes() {
    return {{.method = "POST",
             .path = "/api/v1/staff/session",
             .summary = "Sign an officer in with user name, password and the code of the authenticator app",
             .access = Access::everybody,
             .body = BodyKind::json,
             .members = {{.name = "user", .type = "string"},
                         {.name = "password", .type = "string"},
                         {.name = "code", .type = "string"}},
             .answer = "Session",
             .refusals = {401},
             .max_body = 4096,
             .handler = sign_in}};
}

}  // namespace motcua::http
