#include "client/model/api.hpp"

#include <algorithm>
#include <cstdlib>

namespace motcua::client {

namespace {

constexpr int max_attempts = 4;
constexpr int max_wait_ms = 30'000;

/// No answer, or the server says "not now": worth another try.
bool is_transient(int status) { return status == 0 || status == 502 || status == 503 || status == 504; }

Problem read_problem(const HttpResponse& response) {
    Problem problem{.status = response.status};
    Json body = read_json(response.body);
    if (!body.is_object()) {  // no answer, or not one of the service's
        problem.code = problem.offline() ? "link" : "answer";
        return problem;
    }
    problem.code = text_of(body, "code");
    problem.field = text_of(body, "field");
    problem.message = member(body, "message");
    problem.body = std::move(body);
    return problem;
}

}  // namespace

Answer read_answer(const HttpResponse& response) {
    Answer answer{.status = response.status};
    if (!answer.ok()) {
        answer.problem = read_problem(response);
        return answer;
    }
    if (response.body.empty()) return answer;
    answer.body = read_json(response.body);
    if (answer.body.is_null()) return Answer{.problem = {.code = "link"}};  // cut off on the way: as good as no answer
    return answer;
}

int backoff(int round, const HttpResponse& response) {
    const auto asked = response.headers.find("retry-after");
    if (asked != response.headers.end()) {
        const int seconds = std::atoi(asked->second.c_str());
        if (seconds > 0) return std::min(seconds * 1000, max_wait_ms);
    }
    return std::min(1000 << (round - 1), max_wait_ms);
}

std::string path_segment(std::string_view text) {
    static constexpr char hex[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || c == '-' || c == '_' || c == '.')
            out += c;
        else
            out.append({'%', hex[byte >> 4U], hex[byte & 15U]});
    }
    return out;
}

HttpRequest Api::to_request(const Call& call) const {
    HttpRequest request{.method = call.method, .path = "/api/v1" + call.path};
    if (!call.bytes.empty()) {
        request.content_type = call.media_type;
        request.body = call.bytes;
    } else if (!call.body.is_null()) {
        request.content_type = "application/json";
        request.body = dump_json(call.body);
    }
    if (call.method != "GET" && !csrf_.empty()) request.headers["x-csrf"] = csrf_;
    if (call.quiet) request.headers["x-quiet"] = "1";
    return request;
}

void Api::send(Call call, std::function<void(Answer)> done) { attempt(std::move(call), 1, std::move(done)); }

void Api::attempt(Call call, int round, std::function<void(Answer)> done) {
    HttpRequest request = to_request(call);
    host_.fetch(std::move(request), [this, call = std::move(call), round, done = std::move(done)](HttpResponse response) mutable {
        if (link_) link_(response.status != 0, call.quiet);
        if (call.retry == Retry::transient && is_transient(response.status) && round < max_attempts) {
            host_.after(backoff(round, response), [this, call = std::move(call), round, done = std::move(done)]() mutable {
                attempt(std::move(call), round + 1, std::move(done));
            });
            return;
        }
        if (response.status == 401 && signed_out_) signed_out_();
        Answer answer = read_answer(response);
        if (answer.problem.code == "session.origin" && stale_token_ && round < max_attempts)
            return stale_token_([this, call = std::move(call), done = std::move(done)]() mutable {
                attempt(std::move(call), max_attempts, std::move(done));
            });
        done(std::move(answer));
        host_.dirty();
    });
}

}  // namespace motcua::client
