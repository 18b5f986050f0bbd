// The route table: every endpoint of /api/v1 is one row here or in a routes_*.cpp, with who may call it and what it takes.
// OpenAPI, the authorisation check and the tests read the same rows.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <nlohmann/json.hpp>

#include "server/http/permissions.hpp"
#include "server/http/services.hpp"
#include "server/intake/session.hpp"
#include "shared/base/result.hpp"

namespace motcua::http {

using Json = nlohmann::json;

using intake::Caller;

/// Whose host name a request was sent to.
enum class Side : std::uint8_t {
    shared,      ///< no officers' host is configured: everything is here
    applicants,  ///< public_url's
    officers,    ///< officer_url's
    inside,      ///< this machine's own (or none: a health check): figures, state, and what other systems send
    nowhere,     ///< a name that is not ours
};

struct Request {
    Caller caller;
    std::map<std::string, std::string> path;   ///< "{reference}" -> value
    std::map<std::string, std::string> query;
    std::map<std::string, std::string> headers;///< lower-case names
    Json json;                                 ///< parsed body where the route takes JSON (depth <= 16, duplicate keys refused)
    std::string body;                          ///< raw body where the route takes bytes
    std::string content_type;
    std::string remote_address;
    std::string request_id;
    Side side = Side::shared;
};

struct Response {
    int status = 200;
    std::string content_type{"application/json; charset=utf-8"};
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers{};
    std::optional<Error> error{};  ///< what went wrong, for log and metrics
    static Response json(const Json& value, int status = 200);
    static Response bytes(std::string body, std::string content_type);
    /// Bytes that a person may keep, under a name of ours: letters, digits and "._-"; whatever else is in it becomes "_".
    static Response file(std::string body, std::string content_type, std::string_view name);
    static Response empty(int status = 204);
};

/// finger: a picture of a finger in any of its forms (shared/finger/input/read.hpp).
enum class BodyKind : std::uint8_t { none, json, image, finger, bytes };

/// A documented parameter or JSON member, for OpenAPI and for refusing unknown members.
struct Member {
    std::string name;
    std::string type;        ///< JSON Schema type, or "object:Name" / "array:Name" for a component of openapi_schemas.cpp
    bool required = true;
    std::string description{};
};

using Handler = std::function<Result<Response>(const Request&, Services&)>;

struct Route {
    std::string method;
    std::string path;                 ///< "/api/v1/counter/{reference}/claim"
    std::string summary;
    Permission access;
    BodyKind body = BodyKind::none;
    std::vector<Member> members{};    ///< of the JSON body
    std::vector<Member> query{};
    std::string answer{};             ///< component name of the answer when all went well, or a media type
    std::vector<int> done{200};       ///< statuses when all went well
    std::vector<int> refusals{};      ///< statuses the handler itself may refuse with; those of the middleware go without saying
    std::size_t max_body = 64 * 1024;
    Handler handler;
};
static_assert(!std::is_default_constructible_v<Route>, "a route says who may call it");

/// The row for a method and path, with what stands in the path's places. `other_method`: a row of the path for
/// another method.
struct Found {
    const Route* route = nullptr;
    std::map<std::string, std::string> path{};
    const Route* other_method = nullptr;
};
class RouteTable {
public:
    explicit RouteTable(std::vector<Route> routes);
    [[nodiscard]] Found find(std::string_view method, std::string_view path) const;
    [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

private:
    std::vector<Route> routes_;
    std::vector<std::vector<std::string>> segments_;  ///< of each route's path
};

/// All rows, in order. Each routes_*.cpp adds its own.
[[nodiscard]] std::vector<Route> all_routes();
std::vector<Route> session_routes();      // routes_session.cpp: OTP, sessions, staff sign-in
std::vector<Route> staff_routes();        // routes_staff.cpp: officers' sign-in and step-up
std::vector<Route> activation_routes();   // routes_activation.cpp: how an officer's account begins
std::vector<Route> key_routes();          // routes_keys.cpp: officers' security keys
std::vector<Route> draft_routes();        // routes_draft.cpp: draft, portraits
std::vector<Route> attachment_routes();   // routes_attachment.cpp: pictures of papers
std::vector<Route> application_routes();  // routes_application.cpp: applications, slip, status, withdraw
std::vector<Route> booking_routes();      // routes_booking.cpp: offices, slots, bookings
std::vector<Route> counter_routes();      // routes_counter.cpp: the officer's work on a file
std::vector<Route> provisioning_routes(); // routes_provisioning.cpp: callback of the authority, outbox view

}  // namespace motcua::http
