// Pictures of papers to integrate.
#include "server/http/responses.hpp"
#include "server/intake/attachments.hpp"
#include "shared/base/upload.hpp"

namespace motcua::http {
namespace {

Result<Response> post_attachment(const Request& request, Services& services) {
    MOTCUA_TRY(id, intake::take_attachment(services, request.caller, request.body));
    return Response::json({{"attachmentId", id}}, 201);
}

Result<Response> get_attachment(const Request& request, Services& services) {
    MOTCUA_TRY(image, intake::attachment_image(services, request.caller, request.path.at("id")));
    return Response::file(std::move(image), "image/jpeg", "giay-to.jpg");
}

Result<Response> delete_attachment(const Request& request, Services& services) {
    MOTCUA_CHECK(intake::drop_attachment(services, request.caller, request.path.at("id")));
    return Response::empty();
}

}  // namespace

std::vector<Route> attachment_routes() {
    const std::string one = "/api/v1/attachments/{id}";
    return {
        {.method = "POST",
         .path = "/api/v1/attachments",
         .summary = "Send a picture of a paper to integrate; the filing's row names it in front or back",
         .access = Access::applicant,
         .body = BodyKind::image,
         .answer = "Attachment",
         .done = {201},
         .refusals = {409, 422},
         .max_body = largest_picture,
         .handler = post_attachment},
        {.method = "GET",
         .path = one,
         .summary = "A picture of a paper: for its owner and the office concerned",
         .access = Access::concerned,
         .answer = "image/jpeg",
         .refusals = {404},
         .handler = get_attachment},
        {.method = "DELETE",
         .path = one,
         .summary = "Remove a picture that is not filed yet",
         .access = Access::owner,
         .done = {204},
         .refusals = {404, 409},
         .handler = delete_attachment},
    };
}

}  // namespace motcua::http
