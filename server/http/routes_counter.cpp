// The officer's work on a file: every act answers with the whole File, so that the desk never shows half of what is true.
#include <fmt/format.h>

#include "server/counter/desk.hpp"
#include "server/http/responses.hpp"
#include "server/http/router.hpp"
#include "server/intake/applications.hpp"
#include "server/keys/keyring.hpp"
#include "shared/application/reason.hpp"
#include "shared/base/ids.hpp"
#include "shared/base/json.hpp"
#include "shared/base/upload.hpp"

namespace motcua::http {
namespace {

using counter::Officer;

constexpr std::size_t largest_finger = 1024 * 1024, largest_consent = 256 * 1024;

Officer officer_of(const Request& request) {
    return {.id = request.caller.subject,
            .name = request.caller.name,
            .office = request.caller.office,
            .role = request.caller.role == Role::supervisor ? staff::StaffRole::supervisor : staff::StaffRole::officer};
}

std::string text_of(const Request& request, std::string_view name) { return std::string(text_at(request.json, name)); }

// The reference in the path is what a person may have typed; all else would be another file's address.
Result<std::string> reference_of(const Request& request) { return parse_reference(request.path.at("reference")); }

// --- conflicts: who and since, which office
Result<Response> claimed(const Error& error, const Request& request, Services& services, std::string_view reference) {
    Response out = problem(error, request.request_id);
    MOTCUA_TRY(holder, counter::holder_of(services, reference));
    if (!holder) return out;
    MOTCUA_TRY(body, parse_json(out.body));
    body["who"] = holder->account.name;
    body["since"] = holder->since;
    out.body = dump_json(body);
    return out;
}

Result<Response> elsewhere(const Error& error, const Request& request, Services& services) {
    Response out = problem({.code = error.code}, request.request_id);
    const auto* office = rules::find_office(*services.rules, error.detail);
    if (!office) return out;
    MOTCUA_TRY(body, parse_json(out.body));
    body["office"] = {{"id", office->id}, {"name", {{"vi", office->name.vi}, {"en", office->name.en}}}};
    out.body = dump_json(body);
    return out;
}

// A file of another office is not there: a reference tells nothing to who only knows it. Only the desk that was shown the slip
// itself learns where to send its holder (open).
Error hidden(const Error& error) {
    return error.code == ErrorCode::slip_other_office ? Error{.code = ErrorCode::slip_unknown} : error;
}

Result<Response> refuse(const Error& error, const Request& request, Services& services, std::string_view reference) {
    if (error.code == ErrorCode::file_claimed) return claimed(error, request, services, reference);
    return hidden(error);
}

// --- answers
Result<Json> whole_file(Services& services, const Officer& officer, std::string_view reference) {
    return services.db->read<Json>([&](store::Transaction& tx) -> Result<Json> {
        MOTCUA_TRY(file, counter::open_to_read(tx, *services.keys, officer, reference));
        MOTCUA_TRY(view, counter::file_view(tx, services, officer, file));
        MOTCUA_TRY(application, intake::application_json(tx, services, reference));
        view["application"] = std::move(application);
        return std::move(view);
    });
}

using Act = std::function<Result<void>(const Request&, Services&, const Officer&, const std::string& reference)>;

/// A route's handler: does the act and answers with the file as it is then.
Handler answering_file(Act act) {
    return [act = std::move(act)](const Request& request, Services& services) -> Result<Response> {
        MOTCUA_TRY(reference, reference_of(request));
        const Officer officer = officer_of(request);
        if (const auto done = act(request, services, officer, reference); !done.ok())
            return refuse(done.error(), request, services, reference);
        // the answer shows the file: that is a view, also when the act had nothing to do
        if (const auto seen = counter::note_view(services, officer, reference); !seen.ok())
            return refuse(seen.error(), request, services, reference);
        const auto file = whole_file(services, officer, reference);
        return file.ok() ? Result<Response>(Response::json(*file)) : refuse(file.error(), request, services, reference);
    };
}

Result<Response> picture_of(const Request& request, Services& services, std::string_view position, std::string_view media_type) {
    MOTCUA_TRY(reference, reference_of(request));
    return services.db->read<Response>([&](store::Transaction& tx) -> Result<Response> {
        if (const auto file = counter::open_to_read(tx, *services.keys, officer_of(request), reference); !file.ok())
            return hidden(file.error());
        MOTCUA_TRY(capture, counter::load_capture(tx, *services.keys, reference, position));
        if (!capture || capture->image.empty()) return ErrorCode::request_not_found;
        const auto name = std::string(position) + (media_type == "image/png" ? ".png" : ".jpg");
        return Response::file(std::move(capture->image), std::string(media_type), name);
    });
}

// --- handlers
Result<Response> day(const Request& request, Services& services) {
    Date date = counter::today(services);
    if (const auto asked = request.query.find("date"); asked != request.query.end()) {
        MOTCUA_TRY(parsed, parse_date(asked->second));
        date = parsed;
    }
    MOTCUA_TRY(list, counter::day_list(services, officer_of(request), date));
    return Response::json(list);
}

Result<Response> open(const Request& request, Services& services) {
    const auto reference = counter::open_slip(services, officer_of(request), text_of(request, "code"));
    if (reference.ok()) return Response::json({{"reference", *reference}});
    const bool other = reference.error().code == ErrorCode::slip_other_office;
    return other ? elsewhere(reference.error(), request, services) : Result<Response>{reference.error()};
}

Result<void> look(const Request&, Services& services, const Officer& officer, const std::string& reference) {
    return counter::note_view(services, officer, reference);
}

Result<void> claim(const Request& request, Services& services, const Officer& officer, const std::string& reference) {
    return counter::claim(services, officer, reference, text_of(request, "reason"));
}
Result<void> release(const Request&, Services& services, const Officer& officer, const std::string& reference) {
    return counter::release(services, officer, reference);
}
Result<void> compare(const Request& request, Services& services, const Officer& officer, const std::string& reference) {
    return counter::compare_file(services, officer, reference, text_of(request, "mrz"));
}
Result<void> settle(const Request& request, Services& services, const Officer& officer, const std::string& reference) {
    return counter::accept_difference(services, officer, reference, text_of(request, "field"), text_of(request, "accept"),
                                      text_of(request, "reason"));
}
Result<void> face(const Request& request, Services& services, const Officer& officer, const std::string& reference) {
    return counter::capture_face(services, officer, reference, request.body);
}
Result<void> finger(const Request& request, Services& services, const Officer& officer, const std::string& reference) {
    return counter::capture_finger(services, officer, reference, request.path.at("position"), request.body);
}
Result<void> missing(const Request& request, Services& services, const Officer& officer, const std::string& reference) {
    return counter::mark_missing(services, officer, reference, request.path.at("position"), text_of(request, "reason"));
}
Result<void> verify(const Request&, Services& services, const Officer& officer, const std::string& reference) {
    return counter::verify(services, officer, reference);
}
Result<void> propose(const Request& request, Services& services, const Officer& officer, const std::string& reference) {
    return counter::propose_override(services, officer, reference, text_of(request, "reason"));
}
Act decide(application::Decision decision) {
    return [decision](const Request& request, Services& services, const Officer& officer, const std::string& reference) {
        const Json& proposal = member(request.json, "proposal");
        return counter::decide_override(services, officer, reference,
                                        {.proposal = proposal.is_number_integer() ? proposal.get<std::int64_t>() : 0,
                                         .decision = decision,
                                         .reason = text_of(request, "reason")});
    };
}
Result<void> consent(const Request& request, Services& services, const Officer& officer, const std::string& reference) {
    counter::ConsentGiven given{.language = text_of(request, "language"), .text_version = text_of(request, "textVersion")};
    if (request.json.contains("applicantSignature")) given.applicant_signature = request.json["applicantSignature"];
    if (request.json.contains("representativeSignature"))
        given.representative_signature = request.json["representativeSignature"];
    return counter::give_consent(services, officer, reference, given);
}
Result<void> send(const Request&, Services& services, const Officer& officer, const std::string& reference) {
    return counter::send(services, officer, reference);
}
Result<void> give_back(const Request& request, Services& services, const Officer& officer, const std::string& reference) {
    return counter::give_back(services, officer, reference, text_of(request, "reason"));
}

Result<Response> face_picture(const Request& request, Services& services) {
    return picture_of(request, services, "face", "image/jpeg");
}
Result<Response> finger_picture(const Request& request, Services& services) {
    return picture_of(request, services, request.path.at("position"), "image/png");
}

Result<Response> finger_agreement(const Request& request, Services& services) {
    MOTCUA_TRY(reference, reference_of(request));
    const std::string& position = request.path.at("position");
    auto picture = counter::agreement_picture(services, officer_of(request), reference, position);
    if (!picture.ok()) return hidden(picture.error());
    return Response::file(std::move(*picture), "image/png", position + "-agreement.png");
}

// --- rows
Route reading(std::string path, std::string summary, std::string answer, Handler handler) {
    return {.method = "GET",
            .path = "/api/v1/counter" + path,
            .summary = std::move(summary),
            .access = Access::office,
            .answer = std::move(answer),
            .refusals = {404},
            .handler = std::move(handler)};
}

Route acting(std::string path, std::string summary, std::vector<Member> members, Act act) {
    return {.method = "POST",
            .path = "/api/v1/counter/{reference}" + path,
            .summary = std::move(summary),
            .access = Access::office,
            .body = BodyKind::json,
            .members = std::move(members),
            .answer = "CounterFile",
            .refusals = {404, 409, 422},
            .handler = answering_file(std::move(act))};
}

/// An act that others rely on: the second factor must be fresh.
Route deciding(Route route) {
    route.access = Access::decision;
    return route;
}

Route capturing(std::string path, std::string summary, std::size_t max_body, Act act) {
    Route route = acting(std::move(path), std::move(summary), {}, std::move(act));
    route.body = BodyKind::image;
    route.max_body = max_body;
    return route;
}

Route of_finger(Route route) {
    route.body = BodyKind::finger;
    return route;
}

Member text(std::string name, std::string description) {
    return {.name = std::move(name), .type = "string", .description = std::move(description)};
}
Member reason(std::string_view who_reads_it = {}) {
    return text("reason", fmt::format("{} to {} characters{}", application::shortest_reason, application::longest_reason, who_reads_it));
}
Member optional_text(std::string name, std::string description) {
    return {.name = std::move(name), .type = "string", .required = false, .description = std::move(description)};
}

std::vector<Route> desk_rows() {
    Route list = reading("/day", "Files of the own office on a day", "CounterDay", day);
    list.access = Access::officer;
    list.refusals = {422};
    list.query = {optional_text("date", "YYYY-MM-DD; today when left out")};
    Route opening{.method = "POST",
                  .path = "/api/v1/counter/open",
                  .summary = "The file behind a slip's token or a typed reference",
                  .access = Access::office,
                  .body = BodyKind::json,
                  .members = {text("code", "slip token MC1.… or reference")},
                  .answer = "CounterReference",
                  .refusals = {404, 409},
                  .handler = open};
    return {std::move(list), std::move(opening),
            reading("/{reference}", "A file with all that was done at the counter", "CounterFile", answering_file(look)),
            reading("/{reference}/face.jpg", "The face picture taken at the counter", "image/jpeg", face_picture),
            reading("/{reference}/fingers/{position}.png", "A fingerprint taken at the counter", "image/png", finger_picture),
            reading("/{reference}/fingers/{position}/agreement.png", "What the national record has of a fingerprint, drawn over it", "image/png", finger_agreement)};
}

/// An act that asks the national registry may meet its failures.
Route asking(Route route) {
    route.refusals.push_back(502);
    return route;
}

/// What one officer proposed and another person, a supervisor, decides.
std::vector<Route> override_rows() {
    Route proposing = acting("/override", "Propose to go on in spite of a mismatch or a contradicted value",
                             {reason(", read by the supervisor")}, propose);
    proposing.access = Access::decision;
    std::vector<Route> out{std::move(proposing)};
    for (const auto decision : {application::Decision::approved, application::Decision::declined}) {
        const bool yes = decision == application::Decision::approved;
        out.push_back(acting(yes ? "/override/approval" : "/override/refusal",
                             yes ? "Approve the proposal of another person: the file goes on" : "Decline the proposal of another person",
                             {{.name = "proposal", .type = "integer", .description = "id of the proposal that was shown"},
                              reason()},
                             decide(decision)));
        out.back().access = Access::second;
    }
    return out;
}

std::vector<Route> act_rows() {
    Route signing =
        acting("/consent", "Affirm the consent with the signatures drawn on the screen",
               {text("language", "vi, en, zh, ko, ja, ru or fr"),
                text("textVersion", "versions of the texts shown, joined by +"),
                {.name = "applicantSignature", .type = "array", .required = false, .description = "[[[x,y],…],…]"},
                {.name = "representativeSignature", .type = "array", .required = false, .description = "[[[x,y],…],…]"}},
               consent);
    signing.max_body = largest_consent;
    return {acting("/claim", "Take the file; a supervisor may take it over with a reason",
                   {optional_text("reason", "for a take-over")}, claim),
            acting("/release", "Lay the file down", {}, release),
            asking(acting("/comparison", "Compare typed answers, passport and registry",
                          {text("mrz", "lines of the machine-readable zone")}, compare)),
            deciding(acting("/differences", "Settle a difference",
                            {text("field", "path of the field"), text("accept", "typed, passport or registry"),
                             reason()},
                            settle)),
            capturing("/face", "Take the face picture", largest_picture, face),
            of_finger(capturing("/fingers/{position}", "Take a fingerprint", largest_finger, finger)),
            acting("/fingers/{position}/missing", "Mark a finger that cannot be taken",
                   {text("reason", "amputated, bandaged or damaged")}, missing),
            asking(acting("/verification", "Ask the national registry, decide, set the deadline", {}, verify)),
            std::move(signing),
            deciding(acting("/send", "Send the file to the identity authority", {}, send)),
            acting("/return", "Return the file for correction", {reason(", shown to the applicant")},
                   give_back)};
}

}  // namespace

std::vector<Route> counter_routes() {
    std::vector<Route> out = desk_rows();
    for (auto& row : act_rows()) out.push_back(std::move(row));
    for (auto& row : override_rows()) out.push_back(std::move(row));
    return out;
}

}  // namespace motcua::http
