#include "server/authority/service.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <sodium.h>

namespace motcua::authority {
namespace {

constexpr std::size_t largest_body = 8 * 1024 * 1024;
constexpr std::array known_members{"enrollmentType", "enrollmentFlags", "requestData", "contextualData", "biographicData",
                                   "biometricData",  "documentData",    "encryption",  "integrity"};
constexpr std::array needed_attributes{"lastName", "dateOfBirth", "nationality"};

bool safe_id(std::string_view id) {
    return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](unsigned char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
    });
}

std::string query(const registry::PeerRequest& request, const std::string& name) {
    const auto it = request.query.find(name);
    return it == request.query.end() ? "" : it->second;
}

bool has_biometrics(const Json& body) {
    bool face = false, finger = false;
    for (const Json& item : member(body, "biometricData")) {
        face = face || (text_at(item, "biometricType") == "FACE" && !text_at(item, "image").empty());
        finger = finger || text_at(item, "biometricType") == "FINGER";  // an entry that says why it is missing counts
    }
    return face && finger;
}

Millis callback_pause(int attempts) { return std::min<Millis>(60'000, Millis{500} << std::min(attempts, 7)); }

bool take_one(std::atomic<int>& counter) {
    int left = counter.load();
    while (left > 0 && !counter.compare_exchange_weak(left, left - 1)) {}
    return left > 0;
}

}  // namespace

std::optional<std::string> shape_fault(const Json& body) {
    if (!body.is_object()) return "an Enrollment object is due";
    for (const auto& item : body.items())
        if (std::find(known_members.begin(), known_members.end(), item.key()) == known_members.end()) return "unknown member " + item.key();
    const Json& person = member(body, "biographicData");
    for (const auto* name : needed_attributes)
        if (text_at(person, name).empty()) return fmt::format("biographicData.{} is due", name);
    if (!parse_date(text_at(person, "dateOfBirth")).ok()) return "biographicData.dateOfBirth is no date";
    if (document_of(body) == "card:") return "biographicData.passportNumber or residenceCardNumber is due";
    if (!member(body, "biometricData").is_array()) return "biometricData is due";
    return std::nullopt;
}

Json without_pictures(Json body) {
    if (body.contains("biometricData") && body["biometricData"].is_array())
        for (Json& item : body["biometricData"])
            if (item.is_object()) { item.erase("image"); item.erase("template"); }
    body.erase("documentData");
    return body;
}

std::string new_account_number() {
    constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::string out = "DEMO";
    for (int i = 0; i < 10; ++i) {
        if (i % 5 == 0) out += '-';
        out += letters[randombytes_uniform(static_cast<std::uint32_t>(letters.size()))];
    }
    return out;
}

Service::Service(Options options, Ledger& ledger, net::SigningKey key)
    : options_(std::move(options)), ledger_(ledger), key_(std::move(key)), failures_left_(options_.fail_first), drops_left_(options_.drop_callbacks) {}

registry::PeerAnswer Service::answer(const registry::PeerRequest& request) {
    if (registry::match_route(request, "GET", "/healthz")) return registry::json_answer({{"status", "ok"}});
    if (const auto refusal = refuse_unsigned(request)) return *refusal;
    if (query(request, "transactionId").empty()) return registry::error_answer(400, "transactionId is required");
    return route(request);
}

// The public half is read each time: it appears when serve first starts, and may be replaced when its key is.
std::optional<registry::PeerAnswer> Service::refuse_unsigned(const registry::PeerRequest& request) {
    const auto key = net::peer_key(options_.data_dir, "serve");
    if (!key.ok()) return registry::error_answer(503, "serve-signing.pub is not there yet");
    const auto verified = net::verify(*key, {.method = request.method, .path = request.target}, request.headers, request.body, options_.clock());
    if (verified.ok()) return std::nullopt;
    const auto& row = describe(verified.error().code);
    return registry::error_answer(row.http_status, row.en);
}

registry::PeerAnswer Service::route(const registry::PeerRequest& request) {
    if (const auto id = registry::match_route(request, "POST", "/v1/enrollments/{}")) return create(request, id->front());
    if (const auto id = registry::match_route(request, "GET", "/v1/enrollments/{}")) return read(id->front());
    if (const auto id = registry::match_route(request, "DELETE", "/v1/enrollments/{}")) return remove(id->front());
    if (const auto id = registry::match_route(request, "PUT", "/v1/enrollments/{}/finalize"))
        return ledger_.finalize(id->front()) ? registry::empty_answer() : registry::error_answer(404, "unknown enrollment");
    if (const auto id = registry::match_route(request, "GET", "/v1/tasks/{}/status")) {
        const auto task = ledger_.task(id->front());
        return task ? registry::json_answer(text(*task)) : registry::error_answer(404, "unknown task");
    }
    if (const auto id = registry::match_route(request, "POST", "/v1/tasks/{}/redeliver"))
        return ledger_.redeliver(id->front(), options_.clock()) ? registry::empty_answer() : registry::error_answer(404, "unknown task");
    return registry::error_answer(404, "no such operation");
}

registry::PeerAnswer Service::create(const registry::PeerRequest& request, const std::string& id) {
    if (take_one(failures_left_)) return registry::error_answer(503, "failure injected");
    if (!safe_id(id)) return registry::error_answer(400, "enrollmentId is malformed");
    const auto body = parse_json(request.body, {.bytes = largest_body});
    if (!body.ok()) return registry::error_answer(400, describe(body.error().code).en);
    if (const auto fault = shape_fault(*body)) return registry::error_answer(400, *fault);
    Enrollment enrollment{.id = id, .transaction = query(request, "transactionId"), .digest = net::digest(request.body),
                          .finalized = query(request, "finalize") == "true", .received_at = options_.clock()};
    enrollment.body = without_pictures(*body);
    enrollment.body["complete"] = has_biometrics(*body);
    if (ledger_.add(enrollment) == Ledger::Added::conflict) return registry::error_answer(409, "enrollmentId already exists with other content");
    return registry::empty_answer();
}

registry::PeerAnswer Service::read(const std::string& id) {
    auto enrollment = ledger_.find(id);
    if (!enrollment) return registry::error_answer(404, "unknown enrollment");
    Json out = std::move(enrollment->body);
    out.erase("complete");
    out["enrollmentId"] = enrollment->id;
    out["status"] = enrollment->finalized ? "FINALIZED" : "IN_PROGRESS";
    return registry::json_answer(out);
}

registry::PeerAnswer Service::remove(const std::string& id) {
    switch (ledger_.remove(id)) {
        case Ledger::Deleted::done: return registry::empty_answer();
        case Ledger::Deleted::unknown: return registry::error_answer(404, "unknown enrollment");
        case Ledger::Deleted::decided: break;
    }
    return registry::error_answer(403, "already decided");
}

Decision Service::decide(const Enrollment& enrollment) {
    const Json& person = member(enrollment.body, "biographicData");
    const Millis now = options_.clock();
    const auto rejected = [now](std::string reason) { return Decision{.result = "REJECTED", .reason = std::move(reason), .at = now}; };
    if (!is_true(enrollment.body, "complete")) return rejected("INCOMPLETE");
    const auto expiry = parse_date(text_at(person, "passportExpiry"));
    if (expiry.ok() && *expiry < date_in_vietnam(now)) return rejected("DOCUMENT_EXPIRED");
    if (ledger_.account_of(text_at(person, "nationality"), document_of(enrollment.body))) return rejected("DUPLICATE_ACCOUNT");
    return {.result = "CREATED", .account = new_account_number(), .at = now};
}

bool Service::send(const Callback& callback) {
    if (take_one(drops_left_)) return false;
    const Decision& decision = callback.decision;
    Json body = {{"enrollmentId", callback.enrollment_id}, {"result", decision.result}, {"decidedAt", decision.at}};
    if (!decision.account.empty()) body["accountNumber"] = decision.account;
    if (!decision.reason.empty()) body["reason"] = decision.reason;
    const auto path = fmt::format("/api/v1/callbacks/authority?taskId={}&transactionId={}", net::escape(callback.enrollment_id), net::escape(callback.transaction));
    net::Call call{.method = "POST", .url = options_.callback_base + path, .body = dump_json(body), .timeout_ms = 10000, .max_answer = 64 * 1024};
    call.headers = net::sign(key_, {.method = "POST", .path = path}, call.body, options_.clock());
    call.headers.emplace_back("Content-Type", "application/json");
    const auto answer = options_.call(call);
    return answer.ok() && answer->status == 204;
}

void Service::work() {
    for (const auto& enrollment : ledger_.undecided(options_.clock() - options_.delay)) ledger_.decide(enrollment, decide(enrollment));
    for (const auto& callback : ledger_.callbacks_due(options_.clock())) {
        if (send(callback)) { ledger_.callback_delivered(callback.enrollment_id); continue; }
        const bool last = callback.attempts + 1 >= options_.max_callback_attempts;
        ledger_.callback_failed(callback.enrollment_id, last ? 0 : options_.clock() + callback_pause(callback.attempts));
    }
}

}  // namespace motcua::authority
