// Applications: file, read, correct, withdraw, print the slip.
#include "server/booking/bookings.hpp"
#include "server/http/responses.hpp"
#include "server/intake/applications.hpp"
#include "server/intake/slip.hpp"
#include "server/intake/submit.hpp"
#include "server/notify/notifier.hpp"
#include "server/store/applications.hpp"
#include "server/store/bookings.hpp"
#include "shared/base/ids.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::http {
namespace {

constexpr std::size_t max_filings = 256 * 1024;

// Findings of several filings: each says which filing it is in.
Response findings(const std::vector<intake::FilingError>& errors, const Request& request) {
    std::vector<Error> plain;
    for (const auto& each : errors) plain.push_back(each.error);
    auto out = problems(plain, request.request_id);
    auto body = Json::parse(out.body);
    for (std::size_t i = 0; i < errors.size(); ++i) body["errors"][i]["filing"] = errors[i].filing;
    out.body = dump_json(body);
    return out;
}

Result<Json> applications_json(Services& services, const std::vector<std::string>& references) {
    return services.db->read<Json>([&](store::Transaction& tx) -> Result<Json> {
        Json rows = Json::array();
        for (const auto& reference : references) {
            MOTCUA_TRY(row, intake::application_json(tx, services, reference));
            rows.push_back(std::move(row));
        }
        return Json{{"applications", rows}};
    });
}

Result<Response> post_applications(const Request& request, Services& services) {
    MOTCUA_TRY(submitted, intake::submit(services, request.caller, text_at(request.json, "requestKey"), request.json["filings"]));
    if (!submitted.errors.empty()) return findings(submitted.errors, request);
    MOTCUA_TRY(body, applications_json(services, submitted.references));
    return Response::json(body, submitted.repeated ? 200 : 201);
}

Result<Response> get_applications(const Request& request, Services& services) {
    MOTCUA_TRY(references,
               services.db->read<std::vector<std::string>>([&](store::Transaction& tx) -> Result<std::vector<std::string>> {
                   return tx.applications().references_of(request.caller.subject);
               }));
    MOTCUA_TRY(body, applications_json(services, references));
    return Response::json(body);
}

/// The reference in the path, however it was typed; a wrong one is simply not there.
Result<std::string> reference_of(const Request& request) {
    auto reference = parse_reference(request.path.at("reference"));
    return reference.ok() ? reference : Result<std::string>{ErrorCode::request_not_found};
}

Result<Response> get_application(const Request& request, Services& services) {
    MOTCUA_TRY(reference, reference_of(request));
    MOTCUA_TRY(body, services.db->read<Json>([&](store::Transaction& tx) -> Result<Json> {
        MOTCUA_CHECK(intake::load_own(tx, *services.keys, reference, request.caller.subject));
        return intake::application_json(tx, services, reference);
    }));
    return Response::json(body);
}

Result<Response> put_application(const Request& request, Services& services) {
    MOTCUA_TRY(reference, reference_of(request));
    MOTCUA_TRY(errors, intake::correct(services, request.caller, reference, request.json["filing"]));
    if (!errors.empty()) return findings(errors, request);
    return get_application(request, services);
}

Result<Response> get_filing(const Request& request, Services& services) {
    MOTCUA_TRY(reference, reference_of(request));
    MOTCUA_TRY(found, services.db->read<intake::Application>([&](store::Transaction& tx) {
        return intake::load_own(tx, *services.keys, reference, request.caller.subject);
    }));
    return Response::json({{"filing", found.filing}});
}

Result<void> withdraw(store::Transaction& tx, const Services& services, const std::string& reference, const std::string& owner) {
    MOTCUA_TRY(found, intake::load_own(tx, *services.keys, reference, owner));
    MOTCUA_CHECK(
        intake::set_state(tx, reference, application::Event::withdraw, {.actor = application::Actor::applicant, .id = owner}));
    booking::free_seat(tx, reference);
    return intake::tell(tx, services, found, {.topic = notify::Topic::withdrawn});
}

Result<Response> post_withdraw(const Request& request, Services& services) {
    MOTCUA_TRY(reference, reference_of(request));
    MOTCUA_CHECK(services.db->write<void>(
        [&](store::Transaction& tx) { return withdraw(tx, services, reference, request.caller.subject); }));
    services.wake_outbox();
    return get_application(request, services);
}

intake::SlipVisit visit_of(const store::Transaction& tx, const Services& services, const intake::Application& application) {
    intake::SlipVisit out{.reference = application.reference,
                          .token = services.keys->slip_token(application.reference),
                          .submitted = format_date(date_in_vietnam(application.submitted_at))};
    const auto booking = tx.bookings().of(application.reference);
    if (!booking) return out;
    if (const auto* office = rules::find_office(*services.rules, booking->office)) {
        out.office = office->name.vi;
        out.address = office->address;
    }
    out.date = booking->date;
    out.time = booking->time;
    return out;
}

Result<Response> get_slip(const Request& request, Services& services) {
    MOTCUA_TRY(reference, reference_of(request));
    MOTCUA_TRY(pdf, services.db->read<std::string>([&](store::Transaction& tx) -> Result<std::string> {
        MOTCUA_TRY(found, intake::load_own(tx, *services.keys, reference, request.caller.subject));
        return intake::slip_pdf(found.filing, visit_of(tx, services, found), *services.rules);
    }));
    return Response::file(std::move(pdf), "application/pdf", "TK01-" + reference + ".pdf");
}

}  // namespace

std::vector<Route> application_routes() {
    const std::string one = "/api/v1/applications/{reference}";
    return {
        {.method = "POST",
         .path = "/api/v1/applications",
         .summary = "File one or several forms; the same requestKey again gives the same answer",
         .access = Access::applicant,
         .body = BodyKind::json,
         .members = {{"requestKey", "string"}, {"filings", "array:Filing"}},
         .answer = "Applications",
         .done = {200, 201},
         .refusals = {409, 422},
         .max_body = max_filings,
         .handler = post_applications},
        {.method = "GET",
         .path = "/api/v1/applications",
         .summary = "Own applications",
         .access = Access::applicant,
         .answer = "Applications",
         .handler = get_applications},
        {.method = "GET",
         .path = one,
         .summary = "One application",
         .access = Access::owner,
         .answer = "Application",
         .refusals = {404},
         .handler = get_application},
        {.method = "PUT",
         .path = one,
         .summary = "Correct the form (returned, submitted or booked)",
         .access = Access::owner,
         .body = BodyKind::json,
         .members = {{"filing", "object:Filing"}},
         .answer = "Application",
         .refusals = {404, 409, 422},
         .handler = put_application},
        {.method = "GET",
         .path = one + "/filing",
         .summary = "The form as filed",
         .access = Access::owner,
         .answer = "FilingAnswer",
         .refusals = {404},
         .handler = get_filing},
        {.method = "POST",
         .path = one + "/withdraw",
         .summary = "Withdraw",
         .access = Access::owner,
         .answer = "Application",
         .refusals = {404, 409},
         .handler = post_withdraw},
        {.method = "GET",
         .path = one + "/slip.pdf",
         .summary = "Form TK01 with QR",
         .access = Access::owner,
         .answer = "application/pdf",
         .refusals = {404},
         .handler = get_slip},
    };
}

}  // namespace motcua::http
