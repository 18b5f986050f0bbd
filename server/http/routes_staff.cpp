// /staff/session and /staff/step-up: an officer's sign-in with password and second factor, and the second factor shown again.
#include "server/http/officer_session.hpp"
#include "server/http/router.hpp"
#include "server/http/security_keys.hpp"
#include "server/http/sessions.hpp"
#include "server/keys/keyring.hpp"
#include "server/staff/sign_in.hpp"
#include "server/staff/step_up.hpp"
#include "shared/base/json.hpp"

namespace motcua::http {
namespace {

constexpr std::size_t largest_signature = 16 * 1024;

staff::SignIn attempt_of(const Request& request) {
    return {.user = std::string(text_at(request.json, "user")),
            .password = std::string(text_at(request.json, "password")),
            .code = std::string(text_at(request.json, "code")),
            .remote_address = request.remote_address};
}

staff::Confirming confirming(const Request& request) {
    return {.staff = request.caller.subject, .session = request.caller.session_id, .remote_address = request.remote_address};
}

Result<Response> renew(const Request& request, Services& services) {
    return services.db->write<Response>([&](store::Transaction& tx) -> Result<Response> {
        MOTCUA_TRY(token, renew_session(tx, services, request.caller));
        return answer_with(tx, services, token);
    });
}

// --- handlers
Result<Response> sign_in(const Request& request, Services& services) {
    MOTCUA_TRY(account, staff::sign_in(*services.db, *services.keys, attempt_of(request), limits_of(services)));
    return begin_session(request, services, account);
}

Result<Response> ask_key(const Request& request, Services& services) {
    MOTCUA_TRY(question, staff::ask_key_at_sign_in(*services.db, *services.keys, attempt_of(request), limits_of(services)));
    return Response::json(question_json(services, question), 201);
}

Result<Response> sign_in_with_key(const Request& request, Services& services) {
    MOTCUA_TRY(given, assertion_of(request));
    MOTCUA_TRY(account, staff::sign_in_with_key(*services.db, *services.keys, relying_party(services), given, request.remote_address));
    return begin_session(request, services, account);
}

Result<Response> step_up(const Request& request, Services& services) {
    MOTCUA_CHECK(staff::confirm_by_code(*services.db, *services.keys, confirming(request), text_at(request.json, "code"), limits_of(services)));
    return renew(request, services);
}

Result<Response> ask_key_to_step_up(const Request& request, Services& services) {
    MOTCUA_TRY(question, staff::ask_key_to_confirm(*services.db, *services.keys, confirming(request)));
    return Response::json(question_json(services, question), 201);
}

Result<Response> step_up_with_key(const Request& request, Services& services) {
    MOTCUA_TRY(given, assertion_of(request));
    MOTCUA_CHECK(staff::confirm_by_key(*services.db, *services.keys, relying_party(services), confirming(request), given));
    return renew(request, services);
}

// --- rows
Member text(std::string name) { return {.name = std::move(name), .type = "string"}; }

Route posting(std::string path, std::string summary, Access access, std::vector<Member> members, std::vector<int> refusals, Handler handler) {
    return {.method = "POST",
            .path = "/api/v1/staff" + path,
            .summary = std::move(summary),
            .access = access,
            .body = BodyKind::json,
            .members = std::move(members),
            .answer = "Session",
            .refusals = std::move(refusals),
            .max_body = 4096,
            .handler = std::move(handler)};
}

/// A row that gives out a challenge.
Route asking(Route route) {
    route.answer = "KeyQuestion";
    route.done = {201};
    return route;
}

Route signing(Route route) {
    route.max_body = largest_signature;
    return route;
}

}  // namespace

std::vector<Route> staff_routes() {
    return {posting("/session", "Sign an officer in with user name, password and the code of the authenticator app", Access::everybody,
                    {text("user"), text("password"), text("code")}, {401}, sign_in),
            asking(posting("/session/challenge", "Judge user name and password, and ask for a security key in place of the code",
                           Access::everybody, {text("user"), text("password")}, {401, 409}, ask_key)),
            signing(posting("/session/key", "Sign in with the security key that was asked for", Access::everybody, assertion_members(), {422},
                            sign_in_with_key)),
            posting("/step-up", "Show the second factor again: the code of the authenticator app", Access::account, {text("code")}, {422},
                    step_up),
            asking(posting("/step-up/challenge", "Ask for a security key in place of the code", Access::account, {}, {409}, ask_key_to_step_up)),
            signing(posting("/step-up/key", "Show the second factor again: a security key", Access::account, assertion_members(), {422},
                            step_up_with_key))};
}

}  // namespace motcua::http
