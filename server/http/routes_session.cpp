// Configuration, one-time codes, sessions, officers' sign-in.
#include "server/http/notice.hpp"
#include "server/http/openapi.hpp"
#include "server/http/responses.hpp"
#include "server/http/sessions.hpp"
#include "server/intake/otp.hpp"
#include "server/keys/keyring.hpp"
#include "shared/base/json.hpp"
#include "shared/base/upload.hpp"
#include "shared/i18n/language.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::http {
namespace {

Json tags() {
    Json out = Json::array();
    for (const auto& language : i18n::languages) out.push_back(std::string(language.tag));
    return out;
}

Result<Response> get_config(const Request&, Services& services) {
    const auto today = date_in_vietnam(services.clock());
    const auto* form = rules::form_version_on(*services.rules, today);
    Json config{{"version", "0.1.0"},
                           {"formVersion", form ? form->id : ""},
                           {"languages", tags()},
                           {"ruleSet", services.rules->chosen_rule_set},
                           {"demo", services.settings.demo},
                           {"today", format_date(today)},
                           {"maxUpload", largest_picture},
                           {"hotline", services.rules->activation_hotline}};
    if (const auto notice = read_notice(services.settings.data_dir)) config["notice"] = {{"vi", notice->vi}, {"en", notice->en}};
    return Response::json(config);
}

// Made once: it says the same until the next build.
Result<Response> get_document(const Request&, Services&) {
    static const std::string document = dump_json(openapi(all_routes()));
    return Response::bytes(document, "application/json; charset=utf-8");
}

std::string language_of(const Json& body) {
    const auto language = text_at(body, "language");
    return i18n::is_language(language) ? std::string(language) : "vi";
}

Result<Response> post_otp(const Request& request, Services& services) {
    MOTCUA_TRY(sent,
               intake::request_code(services, text_at(request.json, "phone"), language_of(request.json), request.remote_address));
    return Response::json({{"requestId", sent.id}, {"expiresIn", sent.expires_in}, {"resendIn", sent.resend_in}}, 202);
}

Result<Response> post_verify(const Request& request, Services& services) {
    MOTCUA_TRY(verified, intake::verify_code(services, text_at(request.json, "requestId"), text_at(request.json, "code")));
    if (request.caller.role != Role::anyone) {  // whoever was signed in with this browser is not any more
        MOTCUA_CHECK(services.db->write<void>([&](store::Transaction& tx) -> Result<void> {
            end_session(tx, *services.keys, request.caller.session_id);
            return {};
        }));
    }
    return signed_in(services, verified.session, verified.token, services.clock());
}

std::string token_of(const Request& request, const Services& services) {
    const auto it = request.headers.find("cookie");
    return it == request.headers.end() ? std::string() : cookie_token(services.settings, it->second, request.side);
}

Result<Response> get_session(const Request& request, Services& services) {
    if (request.caller.role == Role::anyone)
        return Response::json(session_json(services, Session{.caller = request.caller}, "", services.clock()));
    MOTCUA_TRY(session,
               services.db->read<Session>([&](store::Transaction& tx) { return session_of(tx, services, request.caller); }));
    return Response::json(session_json(services, session, token_of(request, services), services.clock()));
}

Result<Response> delete_session(const Request& request, Services& services) {
    if (request.caller.role != Role::anyone) {
        MOTCUA_CHECK(services.db->write<void>([&](store::Transaction& tx) -> Result<void> {
            end_session(tx, *services.keys, request.caller.session_id);
            tx.audit({.actor = std::string(text(request.caller.role)) + ':' + request.caller.subject,
                      .action = "session.ended",
                      .subject = request.caller.subject});
            return {};
        }));
    }
    auto out = Response::empty();
    out.headers.emplace_back("Set-Cookie", set_cookie(services.settings, "", request.side));
    out.headers.emplace_back("Clear-Site-Data", "\"storage\"");
    return out;
}

}  // namespace

std::vector<Route> session_routes() {
    return {
        {.method = "GET",
         .path = "/api/v1/config",
         .summary = "What the client must know before anyone signs in",
         .access = Access::everybody,
         .answer = "Config",
         .handler = get_config},
        {.method = "POST",
         .path = "/api/v1/otp",
         .summary = "Send a one-time code to a phone",
         .access = Access::everybody,
         .body = BodyKind::json,
         .members = {{"phone", "string"}, {"language", "string", false}},
         .answer = "CodeRequest",
         .done = {202},
         .refusals = {422},
         .max_body = 4096,
         .handler = post_otp},
        {.method = "POST",
         .path = "/api/v1/otp/verify",
         .summary = "Sign in with the code",
         .access = Access::everybody,
         .body = BodyKind::json,
         .members = {{"requestId", "string"}, {"code", "string"}},
         .answer = "Session",
         .refusals = {422},
         .max_body = 4096,
         .handler = post_verify},
        {.method = "GET",
         .path = "/api/v1/session",
         .summary = "Who is signed in",
         .access = Access::everybody,
         .answer = "Session",
         .handler = get_session},
        {.method = "DELETE",
         .path = "/api/v1/session",
         .summary = "Sign out",
         .access = Access::everybody,
         .done = {204},
         .handler = delete_session},
        {.method = "GET",
         .path = "/api/v1/openapi.json",
         .summary = "This document",
         .access = Access::everybody,
         .answer = "application/json",
         .handler = get_document},
    };
}

}  // namespace motcua::http
