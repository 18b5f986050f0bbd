#include "server/http/sides.hpp"

#include <algorithm>

#include "server/http/assets.hpp"
#include "server/net/trust.hpp"

namespace motcua::http {
namespace {

/// "https://counter.example.vn" -> "counter.example.vn"
std::string_view authority_of(std::string_view origin) {
    const auto at = origin.find("://");
    return at == std::string_view::npos ? origin : origin.substr(at + 3);
}

/// Case does not count in a name, and a browser leaves the usual port out.
std::string host_of(const Head& head) {
    std::string out(head.header("host"));
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
    if (out.ends_with(":443")) out.resize(out.size() - 4);
    return out;
}

bool is_staff(Role role) { return role == Role::officer || role == Role::supervisor; }

/// What both need before anyone has signed in.
bool is_common(std::string_view path) {
    return path == "/api/v1/config" || path == "/api/v1/session" || path == "/api/v1/openapi.json" || path == "/api/v1/offices";
}

Side home_of(const Route& route) {
    const std::string_view path = route.path;
    if (path.starts_with("/api/v1/staff") || path.starts_with("/api/v1/counter")) return Side::officers;
    if (path.starts_with("/dev/")) return Side::inside;
    if (is_common(path)) return Side::shared;
    switch (Access(route.access)) {
        case Access::officer:
        case Access::office:
        case Access::decision:
        case Access::second:
        case Access::account:
        case Access::factors: return Side::officers;
        case Access::concerned: return Side::shared;
        case Access::everybody:
        case Access::peer:
        case Access::applicant:
        case Access::owner: return Side::applicants;
    }
    return Side::nowhere;
}

bool is_page_of_officers(std::string_view path) {
    const auto rest = path.substr(std::min<std::size_t>(3, path.size()));
    return rest == "/officer" || rest.starts_with("/officer/");
}

bool is_inner(std::string_view path) { return path == "/metrics" || path == "/readyz" || path.starts_with("/dev/"); }

}  // namespace

Side side_of(const Services& services, const Head& head) {
    if (services.edges.officer_url.empty()) return Side::shared;
    const auto host = host_of(head);
    if (host == authority_of(services.settings.public_url)) return Side::applicants;
    if (host == authority_of(services.edges.officer_url)) return Side::officers;
    return host.empty() || net::stays_here("http://" + host) ? Side::inside : Side::nowhere;
}

Found find_on(Side side, const RouteTable& routes, const Head& head) {
    auto found = routes.find(head.method, head.path);
    const auto* row = found.route != nullptr ? found.route : found.other_method;
    return row == nullptr || belongs(*row, side) ? std::move(found) : Found{};
}

bool belongs(const Route& route, Side side) {
    if (side == Side::shared) return true;
    const auto home = home_of(route);
    if (side == Side::inside) return home == Side::inside || route.access == Access::peer;
    return side != Side::nowhere && (home == side || home == Side::shared);
}

bool belongs(Role role, Side side) { return side == Side::shared || (is_staff(role) ? side == Side::officers : side != Side::officers); }

bool belongs(std::string_view path, Side side) {
    if (side == Side::shared || path == "/healthz") return true;
    if (side == Side::inside || is_inner(path)) return side == Side::inside && is_inner(path);
    if (side == Side::nowhere) return false;
    return !is_client_route(path) || path == "/" || is_page_of_officers(path) == (side == Side::officers);
}

std::string_view origin_of(const Services& services, Side side) {
    return side == Side::officers ? std::string_view(services.edges.officer_url) : std::string_view(services.settings.public_url);
}

std::string_view first_page(std::string_view path, Side side) {
    return side == Side::officers && path == "/" ? std::string_view("/vi/officer/sign-in") : std::string_view();
}

}  // namespace motcua::http
