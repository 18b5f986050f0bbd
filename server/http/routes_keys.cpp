// /staff/keys: an officer's own security keys.
#include "server/http/security_keys.hpp"
#include "server/http/sessions.hpp"
#include "server/keys/keyring.hpp"
#include "server/staff/accounts.hpp"
#include "shared/base/json.hpp"

namespace motcua::http {
namespace {

constexpr std::size_t largest_answer = 16 * 1024;

Json key_json(const staff::SecurityKey& key) {
    Json out{{"id", key.id}, {"name", key.name}, {"addedAt", key.added_at}};
    out["usedAt"] = key.used_at ? Json(*key.used_at) : Json(nullptr);
    return out;
}

Result<Json> keys_json(Services& services, const Caller& caller) {
    return services.db->read<Json>([&](store::Transaction& tx) -> Result<Json> {
        MOTCUA_TRY(all, staff::list_keys(tx, *services.keys, caller.subject));
        Json list = Json::array();
        for (const auto& key : all) list.push_back(key_json(key));
        return Json{{"keys", std::move(list)}};
    });
}

Result<Response> list(const Request& request, Services& services) {
    MOTCUA_TRY(answer, keys_json(services, request.caller));
    return Response::json(answer);
}

Result<Response> ask(const Request& request, Services& services) {
    const Caller& caller = request.caller;
    return services.db->write<Response>([&](store::Transaction& tx) -> Result<Response> {
        const auto account = staff::find(tx, caller.subject);
        if (!account) return ErrorCode::session_required;
        MOTCUA_TRY(question, staff::ask_new_key(tx, *services.keys, caller.subject, caller.session_id));
        Json answer = question_json(services, question);
        answer["user"] = {{"id", keys::base64url(account->id)}, {"name", account->user}, {"displayName", account->name}};
        answer["algorithms"] = staff::algorithms;
        return Response::json(answer, 201);
    });
}

Result<Response> add(const Request& request, Services& services) {
    MOTCUA_TRY(given, registration_of(request));
    const staff::Challenge wanted{
        .purpose = staff::Purpose::add, .staff = request.caller.subject, .session = request.caller.session_id};
    MOTCUA_CHECK(staff::add_key(*services.db, *services.keys, relying_party(services), wanted, text_at(request.json, "name"), given));
    MOTCUA_TRY(answer, keys_json(services, request.caller));
    return Response::json(answer, 201);
}

// A key is removed when it is lost or somebody else has it: whoever signed in with it is out at once.
Result<Response> remove(const Request& request, Services& services) {
    MOTCUA_CHECK(services.db->write<void>([&](store::Transaction& tx) -> Result<void> {
        MOTCUA_CHECK(staff::remove_key(tx, request.caller.subject, request.path.at("key")));
        end_other_sessions(tx, services, request.caller);
        return {};
    }));
    MOTCUA_TRY(answer, keys_json(services, request.caller));
    return Response::json(answer);
}

Route adding() {
    std::vector<Member> members{{.name = "name", .type = "string", .description = "1 to 40 characters"}};
    for (auto& member : registration_members()) members.push_back(std::move(member));
    return {.method = "POST",
            .path = "/api/v1/staff/keys",
            .summary = "Add the security key that was made for the challenge",
            .access = Access::factors,
            .body = BodyKind::json,
            .members = std::move(members),
            .answer = "SecurityKeys",
            .done = {201},
            .refusals = {409, 422},
            .max_body = largest_answer,
            .handler = add};
}

}  // namespace

std::vector<Route> key_routes() {
    return {{.method = "GET",
             .path = "/api/v1/staff/keys",
             .summary = "The own security keys",
             .access = Access::account,
             .answer = "SecurityKeys",
             .handler = list},
            {.method = "POST",
             .path = "/api/v1/staff/keys/challenge",
             .summary = "A challenge for a new security key",
             .access = Access::factors,
             .body = BodyKind::json,
             .answer = "KeyQuestion",
             .done = {201},
             .refusals = {409},
             .handler = ask},
            adding(),
            {.method = "DELETE",
             .path = "/api/v1/staff/keys/{key}",
             .summary = "Remove a security key and end all other sessions of the account",
             .access = Access::factors,
             .answer = "SecurityKeys",
             .refusals = {404},
             .handler = remove}};
}

}  // namespace motcua::http
