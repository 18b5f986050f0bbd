// The authority's callback, and the developer mailbox (only with --demo).
#include "server/http/router.hpp"
#include "server/notify/mailbox.hpp"
#include "server/provisioning/answer.hpp"
#include "server/store/store.hpp"

namespace motcua::http {
namespace {

constexpr int mailbox_page = 200;

Result<Response> callback(const Request& request, Services& services) {
    MOTCUA_CHECK(provisioning::check_callback_signature(services, request.query, request.headers, request.body));
    MOTCUA_TRY(answer, provisioning::parse_answer(request.body));
    MOTCUA_CHECK(provisioning::accept_answer(services, answer));
    return Response::empty();
}

Result<std::vector<notify::MailboxEntry>> mailbox(Services& services) {
    if (!services.settings.demo) return ErrorCode::request_not_found;
    return services.db->read<std::vector<notify::MailboxEntry>>(
        [](store::Transaction& tx) -> Result<std::vector<notify::MailboxEntry>> { return notify::read_mailbox(tx, mailbox_page); });
}

Result<Response> mailbox_as_page(const Request&, Services& services) {
    MOTCUA_TRY(entries, mailbox(services));
    return Response::bytes(notify::mailbox_html(entries), "text/html; charset=utf-8");
}

Result<Response> mailbox_as_json(const Request&, Services& services) {
    MOTCUA_TRY(entries, mailbox(services));
    return Response::bytes(notify::mailbox_json(entries), "application/json; charset=utf-8");
}

}  // namespace

std::vector<Route> provisioning_routes() {
    return {
        {.method = "POST",
         .path = "/api/v1/callbacks/authority",
         .summary = "The identity authority's signed answer to an enrolment",
         .access = Access::peer,
         .body = BodyKind::bytes,
         .query = {{.name = "taskId", .type = "string", .required = true, .description = "the enrolment's id"},
                   {.name = "transactionId", .type = "string", .required = true, .description = "of the request that is answered"}},
         .done = {204},
         .refusals = {401, 403, 404, 409},
         .max_body = 16 * 1024,
         .handler = callback},
        {.method = "GET",
         .path = "/dev/mailbox",
         .summary = "Developer mailbox as a page (only with --demo)",
         .access = Access::everybody,
         .answer = "text/html",
         .handler = mailbox_as_page},
        {.method = "GET",
         .path = "/dev/mailbox.json",
         .summary = "Developer mailbox as JSON (only with --demo)",
         .access = Access::everybody,
         .answer = "application/json",
         .handler = mailbox_as_json},
    };
}

}  // namespace motcua::http
