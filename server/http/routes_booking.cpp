// Offices, slots, bookings.
#include <algorithm>
#include <charconv>

#include "server/booking/bookings.hpp"
#include "server/http/responses.hpp"
#include "shared/base/ids.hpp"

namespace motcua::http {
namespace {

Result<Response> get_offices(const Request&, Services& services) { return Response::json(booking::offices_json(services)); }

Result<int> number_in(const Request& request, const std::string& name, int otherwise, int most) {
    const auto it = request.query.find(name);
    if (it == request.query.end()) return otherwise;
    int value = 0;
    const auto* end = it->second.data() + it->second.size();
    const auto [stop, fault] = std::from_chars(it->second.data(), end, value);
    if (fault != std::errc{} || stop != end || value < 1 || value > most)
        return Error{.code = ErrorCode::request_field_type, .field = name};
    return int(value);
}

Result<Response> get_slots(const Request& request, Services& services) {
    booking::SlotQuestion question{.office = request.path.at("office"), .from = date_in_vietnam(services.clock())};
    if (const auto it = request.query.find("from"); it != request.query.end()) {
        const auto from = parse_date(it->second);
        if (!from.ok()) return Error{.code = ErrorCode::slot_date, .field = "from"};
        question.from = *from;
    }
    MOTCUA_TRY(days, number_in(request, "days", 14, 60));
    MOTCUA_TRY(party, number_in(request, "party", 1, 10));
    question.days = days;
    question.party = party;
    MOTCUA_TRY(body, booking::slots_json(services, question));
    return Response::json(body);
}

Result<std::vector<std::string>> references_in(const Json& list) {
    std::vector<std::string> out;
    for (const auto& each : list) {
        if (!each.is_string()) return Error{.code = ErrorCode::request_field_type, .field = "references"};
        const auto reference = parse_reference(each.get_ref<const std::string&>());
        if (!reference.ok()) return ErrorCode::request_not_found;
        if (std::find(out.begin(), out.end(), *reference) == out.end()) out.push_back(*reference);
    }
    if (out.empty() || out.size() > 10) return Error{.code = ErrorCode::application_count, .field = "references"};
    return out;
}

Result<Response> post_booking(const Request& request, Services& services) {
    MOTCUA_TRY(references, references_in(request.json["references"]));
    const booking::Wish wish{.references = std::move(references),
                             .office = std::string(text_at(request.json, "office")),
                             .date = std::string(text_at(request.json, "date")),
                             .time = std::string(text_at(request.json, "time"))};
    MOTCUA_TRY(body, booking::book(services, request.caller.subject, wish));
    return Response::json(body, 201);
}

Result<Response> post_cancel(const Request& request, Services& services) {
    MOTCUA_TRY(references, references_in(request.json["references"]));
    MOTCUA_CHECK(booking::cancel(services, request.caller.subject, references));
    return Response::empty();
}

}  // namespace

std::vector<Route> booking_routes() {
    return {
        {.method = "GET",
         .path = "/api/v1/offices",
         .summary = "Offices",
         .access = Access::everybody,
         .answer = "Offices",
         .handler = get_offices},
        {.method = "GET",
         .path = "/api/v1/offices/{office}/slots",
         .summary = "Days and free times of an office",
         .access = Access::everybody,
         .query = {{"from", "string", false, "first day, YYYY-MM-DD"},
                   {"days", "integer", false, "1-60"},
                   {"party", "integer", false, "1-10"}},
         .answer = "Days",
         .refusals = {404, 422},
         .handler = get_slots},
        {.method = "POST",
         .path = "/api/v1/bookings",
         .summary = "Book a time for one or several applications",
         .access = Access::owner,
         .body = BodyKind::json,
         .members = {{"references", "array:string"}, {"office", "string"}, {"date", "string"}, {"time", "string"}},
         .answer = "BookingAnswer",
         .done = {201},
         .refusals = {404, 409, 422},
         .handler = post_booking},
        {.method = "POST",
         .path = "/api/v1/bookings/cancel",
         .summary = "Give the time back",
         .access = Access::owner,
         .body = BodyKind::json,
         .members = {{"references", "array:string"}},
         .done = {204},
         .refusals = {404, 409, 422},
         .handler = post_cancel},
    };
}

}  // namespace motcua::http
