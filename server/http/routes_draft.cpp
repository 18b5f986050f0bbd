// The draft of a form, and portraits.
#include "server/http/responses.hpp"
#include "server/intake/drafts.hpp"
#include "server/intake/portraits.hpp"
#include "shared/base/upload.hpp"

namespace motcua::http {
namespace {

Result<Response> get_draft(const Request& request, Services& services) {
    MOTCUA_TRY(draft, intake::load_draft(services, request.caller.subject));
    return Response::json({{"revision", draft.revision}, {"draft", draft.body}});
}

// 409 with the newer draft in it, so that the client can show both without asking again.
Response conflict(const Request& request, Services& services) {
    auto out = problem(Error{.code = ErrorCode::draft_conflict}, request.request_id);
    auto newer = intake::load_draft(services, request.caller.subject);
    auto body = Json::parse(out.body);
    body["revision"] = newer.ok() ? newer->revision : 0;
    if (newer.ok()) body["draft"] = newer->body;
    out.body = dump_json(body);
    return out;
}

Result<Response> put_draft(const Request& request, Services& services) {
    const intake::Draft draft{.revision = request.json["revision"].get<std::int64_t>(), .body = request.json["draft"]};
    MOTCUA_TRY(saved, intake::save_draft(services, request.caller.subject, draft));
    if (!saved) return conflict(request, services);
    return Response::json({{"revision", *saved}});
}

Result<Response> post_portrait(const Request& request, Services& services) {
    MOTCUA_TRY(taken, intake::take_portrait(services, request.caller, request.body));
    return Response::json({{"portraitId", taken.id}, {"verdict", Json::parse(taken.verdict)}}, 201);
}

Result<Response> get_portrait(const Request& request, Services& services) {
    MOTCUA_TRY(image, intake::portrait_image(services, request.caller, request.path.at("id")));
    return Response::file(std::move(image), "image/jpeg", "chan-dung.jpg");
}

}  // namespace

std::vector<Route> draft_routes() {
    return {
        {.method = "GET",
         .path = "/api/v1/draft",
         .summary = "The saved draft",
         .access = Access::applicant,
         .answer = "Draft",
         .refusals = {404},
         .handler = get_draft},
        {.method = "PUT",
         .path = "/api/v1/draft",
         .summary = "Save the draft; revision is the one it was made from, 0 for the first",
         .access = Access::applicant,
         .body = BodyKind::json,
         .members = {{"revision", "integer"}, {"draft", "object"}},
         .answer = "Revision",
         .refusals = {409},
         .max_body = 66 * 1024,
         .handler = put_draft},
        {.method = "POST",
         .path = "/api/v1/portraits",
         .summary = "Send a portrait; the answer judges it",
         .access = Access::applicant,
         .body = BodyKind::image,
         .answer = "Portrait",
         .done = {201},
         .refusals = {422},
         .max_body = largest_picture,
         .handler = post_portrait},
        {.method = "GET",
         .path = "/api/v1/portraits/{id}",
         .summary = "A portrait: for its owner and the office concerned",
         .access = Access::concerned,
         .answer = "image/jpeg",
         .refusals = {404},
         .handler = get_portrait},
    };
}

}  // namespace motcua::http
