// /staff/activation: an officer makes the account their own with the code that the administrator gave them.
#include "server/http/officer_session.hpp"
#include "server/http/router.hpp"
#include "server/intake/slip.hpp"
#include "server/staff/activation.hpp"
#include "server/staff/totp.hpp"
#include "shared/base/json.hpp"

namespace motcua::http {
namespace {

staff::Activating activating(const Request& request) {
    return {.user = std::string(text_at(request.json, "user")),
            .code = std::string(text_at(request.json, "activationCode")),
            .remote_address = request.remote_address};
}

Result<Response> begin(const Request& request, Services& services) {
    const auto who = activating(request);
    MOTCUA_TRY(secret, staff::begin_activation(*services.db, *services.keys, who, text_at(request.json, "password"), limits_of(services)));
    const auto uri = staff::totp_uri(secret, who.user);
    return Response::json(Json{{"uri", uri}, {"secret", staff::totp_text(secret)}, {"qr", intake::qr_rows(uri)}}, 201);
}

Result<Response> confirm(const Request& request, Services& services) {
    MOTCUA_TRY(account, staff::activate(*services.db, *services.keys, activating(request), text_at(request.json, "code"), limits_of(services)));
    return begin_session(request, services, account);
}

Member text(std::string name, std::string description = {}) { return {.name = std::move(name), .type = "string", .description = std::move(description)}; }

}  // namespace

std::vector<Route> activation_routes() {
    const auto code = text("activationCode", "as typed: case, blanks and hyphens do not matter");
    return {{.method = "POST",
             .path = "/api/v1/staff/activation",
             .summary = "Choose the password of a new or recovered account, by its activation code; gives the secret for the authenticator app",
             .access = Access::everybody,
             .body = BodyKind::json,
             .members = {text("user"), code, text("password", "12 to 128 bytes")},
             .answer = "AuthenticatorSecret",
             .done = {201},
             .refusals = {401, 422},
             .max_body = 4096,
             .handler = begin},
            {.method = "POST",
             .path = "/api/v1/staff/activation/confirm",
             .summary = "Make the account active with a code of the authenticator app, and sign in",
             .access = Access::everybody,
             .body = BodyKind::json,
             .members = {text("user"), code, text("code")},
             .answer = "Session",
             .refusals = {401, 422},
             .max_body = 4096,
             .handler = confirm}};
}

}  // namespace motcua::http
