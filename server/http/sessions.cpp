#include "server/http/sessions.hpp"

#include <algorithm>

#include "server/http/framing.hpp"
#include "server/keys/keyring.hpp"

namespace motcua::http {
namespace {

constexpr Millis absolute_life = Millis{12} * 3600 * 1000;  // of the cookie; the store ends the session by itself

bool is_https(const Settings& settings) { return settings.public_url.starts_with("https://"); }
std::string cookie_name(const Settings& settings, Side side) {
    return std::string(is_https(settings) ? "__Host-motcua" : "motcua") + (side == Side::officers ? "-counter" : "");
}
Side side_for(const Services& services, Role role) {
    if (services.edges.officer_url.empty()) return Side::shared;
    return role == Role::officer || role == Role::supervisor ? Side::officers : Side::applicants;
}

// "+84912345678" -> "+84 ••• ••• 678": enough for the owner to know it.
std::string masked(std::string_view phone) {
    if (phone.size() < 6) return {};
    return std::string(phone.substr(0, 3)) + " ••• ••• " + std::string(phone.substr(phone.size() - 3));
}

}  // namespace

std::string csrf_token(const Services& services, std::string_view token) {
    return keys::base64url(services.keys->mac("csrf", token));
}

std::string cookie_token(const Settings& settings, std::string_view header, Side side) {
    return std::string(cookie_value(header, cookie_name(settings, side)));
}

std::string set_cookie(const Settings& settings, std::string_view token, Side side) {
    const auto life = token.empty() ? std::string("0") : std::to_string(absolute_life / 1000);
    return cookie_name(settings, side) + '=' + std::string(token) + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + life +
           (is_https(settings) ? "; Secure" : "");
}

Json session_json(const Services& services, const Session& session, std::string_view token, Millis now) {
    const auto& caller = session.caller;
    const auto left = std::min(session.expires_at, session.last_seen + intake::idle_life(caller.role)) - now;
    return {{"role", text(caller.role)},
            {"csrf", token.empty() ? std::string() : csrf_token(services, token)},
            {"phone", masked(session.phone)},
            {"name", caller.name},
            {"office", caller.office},
            {"language", caller.language},
            {"expiresIn", token.empty() ? 0 : std::max<Millis>(left, 0) / 1000}};
}

Response signed_in(const Services& services, const Session& session, std::string_view token, Millis now) {
    auto out = Response::json(session_json(services, session, token, now));
    out.headers.emplace_back("Set-Cookie", set_cookie(services.settings, token, side_for(services, session.caller.role)));
    return out;
}

}  // namespace motcua::http
