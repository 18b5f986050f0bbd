// What a log line may hold, by type and by content; and that a bug in a handler costs one answer, never the process.
#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "server/http/about.hpp"
#include "server/http/address_limit.hpp"
#include "server/http/assets.hpp"
#include "server/http/engine.hpp"
#include "server/http/log.hpp"
#include "server/http/metrics.hpp"
#include "server/http/middleware.hpp"
#include "tests/unit/platform/fixture.hpp"

using namespace motcua;
using http::Event;
using http::Level;
using http::LogPart;
using http::LogValue;
using http::Personal;
using http::RandomId;
using http::Redacted;
using http::Word;

namespace {

template <class Given>
concept Loggable = requires(Given given) { LogValue(given); } || requires(Given given) { LogPart{"name", given}; };

// --- what does not compile: text of unknown origin
static_assert(!Loggable<std::string>);
static_assert(!Loggable<const std::string&>);
static_assert(!Loggable<std::string_view>);
static_assert(!Loggable<const char*>);
static_assert(!Loggable<std::optional<std::string>>);
static_assert(!Loggable<nlohmann::json>);
static_assert(!Loggable<Error>);     // its detail may hold anything
static_assert(!Loggable<Personal>);  // only as a Redacted
static_assert(!Loggable<char> && !Loggable<bool>);
static_assert(!std::is_convertible_v<std::string, RandomId> && !std::is_convertible_v<std::string, Personal>);
static_assert(!std::is_constructible_v<std::string, Personal> && !std::is_constructible_v<std::string_view, Personal>);
static_assert(!std::is_constructible_v<http::RoutePattern, std::string>);
static_assert(!std::is_constructible_v<Word, std::string>);
// --- what does
static_assert(Loggable<Word> && Loggable<ErrorCode> && Loggable<int> && Loggable<Millis> && Loggable<RandomId> && Loggable<Redacted>);

/// What is written to stderr while it lives.
class Caught {
public:
    Caught() : file_(folder_.path + "/log"), before_(::dup(STDERR_FILENO)) {
        const int to = ::open(file_.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
        ::dup2(to, STDERR_FILENO);
        ::close(to);
    }
    ~Caught() { end(); }
    std::vector<nlohmann::json> lines() {
        end();
        std::vector<nlohmann::json> out;
        std::ifstream in(file_);
        for (std::string line; std::getline(in, line);) out.push_back(nlohmann::json::parse(line));
        return out;
    }

private:
    void end() {
        if (before_ >= 0) ::dup2(before_, STDERR_FILENO), ::close(std::exchange(before_, -1));
    }
    test::Folder folder_;
    std::string file_;
    int before_;
};

/// The chain of a server whose handlers do what the test says.
struct Site {
    test::Server server;
    http::RouteTable routes;
    http::Assets assets{server.folder.path};
    http::Metrics metrics;
    http::AddressLimit addresses{1000, 1000};
    http::Chain chain{.services = server.services, .routes = routes, .assets = assets, .metrics = metrics, .addresses = addresses};

    explicit Site(http::Handler handler)
        : routes({{.method = "GET", .path = "/api/v1/things/{name}", .summary = "A thing.", .access = http::Access::everybody, .handler = std::move(handler)}}) {}
    http::Response get(const std::string& path) { return http::handle(chain, {.head = {.method = "GET", .target = path, .path = path}, .address = "203.0.113.9"}); }
    std::string bytes(const std::string& path) {
        return http::answer_bytes({.head = {.method = "GET", .target = path, .path = path}, .address = "203.0.113.9"}, [&](const http::Incoming& in) { return http::handle(chain, in); });
    }
};

std::string about_of(std::string_view method, std::string_view pattern, int status, http::Role role = http::Role::anyone) {
    const auto word = http::about({.method = method, .pattern = pattern, .role = role, .status = status});
    return word ? std::string(word->text()) : "";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(log_suite)

BOOST_AUTO_TEST_CASE(time_is_utc_and_says_so) {
    BOOST_TEST(http::log_time(0) == "1970-01-01T00:00:00.000Z");
    BOOST_TEST(http::log_time(1'795'000'000'007) == "2026-11-18T11:06:40.007Z");
    const auto line = nlohmann::json::parse(http::log_line(Level::info, Event::stopped, {}, 1'795'000'000'007));
    BOOST_TEST(line.dump() == R"({"event":"stopped","level":"info","time":"2026-11-18T11:06:40.007Z"})");
}

BOOST_AUTO_TEST_CASE(time_does_not_depend_on_the_zone_of_the_machine) {
    ::setenv("TZ", "Asia/Ho_Chi_Minh", 1);
    ::tzset();
    BOOST_TEST(http::log_time(1'795'000'000'007) == "2026-11-18T11:06:40.007Z");
    ::unsetenv("TZ");
    ::tzset();
}

BOOST_AUTO_TEST_CASE(what_we_did_not_draw_ourselves_is_no_id) {
    for (const auto* text : {"0912345678", "NGUYEN", "ab", "", "0123456789abcdeg", "MC-2K7D-9FQ4-1", "{\"a\":\"0123456789abcdef\"}"})
        BOOST_TEST(RandomId(text).text() == "invalid");
    BOOST_TEST(RandomId("0123456789abcdef").text() == "0123456789abcdef");
    BOOST_TEST(Word::among("TRACE\n{", {"GET", "POST"}).text() == "other");
}

BOOST_AUTO_TEST_CASE(what_is_personal_becomes_a_keyed_hash_that_lasts_a_day) {
    test::Server one, two;
    const auto text = [](const test::Server& of, const std::string& value, Millis at) { return std::string(Redacted(*of.services.keys, Personal(value), at).text()); };
    const auto hash = text(one, "203.0.113.9", one.now);
    BOOST_TEST(hash.size() == 16u);
    BOOST_TEST(text(one, "203.0.113.9", one.now + 1000) == hash);
    BOOST_TEST(text(one, "203.0.113.8", one.now) != hash);
    BOOST_TEST(text(one, "203.0.113.9", one.now + Millis{86'400'000}) != hash);
    BOOST_TEST(text(two, "203.0.113.9", one.now) != hash);  // whoever has no key cannot try all addresses
}

BOOST_AUTO_TEST_CASE(a_line_says_when_where_who_and_what_and_never_the_path) {
    Site site([](const http::Request&, http::Services&) -> Result<http::Response> { return ErrorCode::draft_none; });
    Caught caught;
    const auto answer = site.get("/api/v1/things/TESTBERG");
    const auto lines = caught.lines();
    BOOST_REQUIRE(lines.size() == 1u);
    const auto& line = lines[0];
    BOOST_TEST(line["time"] == http::log_time(site.server.now));
    BOOST_TEST(line["route"] == "/api/v1/things/{name}");
    BOOST_TEST(line["code"] == "draft.none");
    BOOST_TEST(line["status"] == 404);
    BOOST_TEST(line["ms"].is_number_integer());
    BOOST_TEST((line["method"] == "GET" && line["role"] == "anyone" && line["level"] == "warning"));
    BOOST_TEST(line["id"].get<std::string>().size() == 16u);
    BOOST_TEST(line["from"].get<std::string>().size() == 16u);
    BOOST_TEST(line.dump().find("TESTBERG") == std::string::npos);
    BOOST_TEST(line.dump().find("203.0.113") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_handler_that_throws_costs_one_answer_and_its_text_is_seen_nowhere) {
    int calls = 0;
    Site site([&](const http::Request& request, http::Services&) -> Result<http::Response> {
        ++calls;
        if (request.path.at("name") == "error") throw std::runtime_error("SELECT secret FROM people: TESTBERG");
        if (request.path.at("name") == "number") throw 42;
        return http::Response::json({{"fine", true}});
    });
    Caught caught;
    for (const auto* what : {"error", "number"}) {
        const auto bytes = site.bytes(std::string("/api/v1/things/") + what);
        BOOST_TEST(bytes.starts_with("HTTP/1.1 500"));
        BOOST_TEST(bytes.find("application/problem+json") != std::string::npos);
        BOOST_TEST(bytes.find("request.internal") != std::string::npos);
        BOOST_TEST(bytes.find("Content-Security-Policy") != std::string::npos);
        for (const auto* secret : {"TESTBERG", "SELECT", "runtime_error", "42"}) BOOST_TEST(bytes.find(std::string(":") + secret) == std::string::npos);
        BOOST_TEST(bytes.find("TESTBERG") == std::string::npos);
    }
    BOOST_TEST(site.bytes("/api/v1/things/other").starts_with("HTTP/1.1 200"));  // the process lives, and so does this thread
    BOOST_TEST(calls == 3);
    const auto lines = caught.lines();
    BOOST_REQUIRE(lines.size() == 3u);
    for (std::size_t i = 0; i < 2; ++i) {
        BOOST_TEST((lines[i]["level"] == "error" && lines[i]["code"] == "request.internal" && lines[i]["about"] == "failure"));
        BOOST_TEST(lines[i].dump().find("TESTBERG") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(even_what_throws_outside_of_every_handler_is_answered_and_noted) {
    Caught caught;
    const http::Incoming incoming{.head = {.method = "GET", .target = "/", .path = "/"}};
    const auto bytes = http::answer_bytes(incoming, [](const http::Incoming&) -> http::Response { throw std::runtime_error("TESTBERG"); });
    BOOST_TEST(bytes.starts_with("HTTP/1.1 500"));
    BOOST_TEST(bytes.find("TESTBERG") == std::string::npos);
    const auto lines = caught.lines();
    BOOST_REQUIRE(lines.size() == 1u);
    BOOST_TEST((lines[0]["event"] == "lost" && lines[0]["level"] == "error"));
    BOOST_TEST(lines[0].dump().find("TESTBERG") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(every_kind_of_security_event_has_its_word) {
    BOOST_TEST(about_of("POST", "/api/v1/otp/verify", 200) == "authentication");
    BOOST_TEST(about_of("POST", "/api/v1/staff/session", 401) == "authentication");
    BOOST_TEST(about_of("DELETE", "/api/v1/session", 204, http::Role::applicant) == "authentication");
    BOOST_TEST(about_of("POST", "/api/v1/callbacks/authority", 403) == "authentication");
    BOOST_TEST(about_of("GET", "/api/v1/draft", 401) == "authentication");
    BOOST_TEST(about_of("GET", "/api/v1/session", 200) == "");
    BOOST_TEST(about_of("POST", "/api/v1/otp", 429) == "throttle");
    BOOST_TEST(about_of("PUT", "/api/v1/draft", 403, http::Role::applicant) == "authorisation");
    BOOST_TEST(about_of("GET", "/api/v1/applications/{reference}", 404, http::Role::applicant) == "authorisation");
    BOOST_TEST(about_of("GET", "/api/v1/draft", 404, http::Role::applicant) == "");
    for (int status : {400, 405, 409, 411, 413, 414, 415, 422, 431}) BOOST_TEST(about_of("PUT", "/api/v1/draft", status, http::Role::applicant) == "input");
    for (int status : {500, 501, 502, 503, 504}) BOOST_TEST(about_of("GET", "/api/v1/draft", status) == "failure");
}

// A new way to sign in must not be forgotten: whatever changes something and is open to everybody is a door.
BOOST_AUTO_TEST_CASE(every_route_that_anybody_may_change_something_by_is_a_door) {
    for (const auto& route : http::all_routes())
        if (route.method != "GET" && (route.access == http::Access::everybody || route.access == http::Access::peer))
            BOOST_TEST(about_of(route.method, route.path, 200) == "authentication", route.path << " is no door in about.cpp");
}

BOOST_AUTO_TEST_SUITE_END()
