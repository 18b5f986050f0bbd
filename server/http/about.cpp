#include "server/http/about.hpp"

#include <algorithm>
#include <array>

namespace motcua::http {
namespace {

// Where one signs in, shows a factor, or signs out.
constexpr std::array<std::string_view, 4> doors{"/api/v1/otp", "/api/v1/session", "/api/v1/staff", "/api/v1/callbacks"};

bool is_door(std::string_view pattern) {
    return std::any_of(doors.begin(), doors.end(), [&](std::string_view each) {
        return pattern.starts_with(each) && (pattern.size() == each.size() || pattern[each.size()] == '/');
    });
}

bool is_reading(std::string_view method) { return method == "GET" || method == "HEAD" || method == "OPTIONS"; }

// What is not in reach answers as what is not there: from somebody signed in, at a place of ours, it may be a try.
bool out_of_reach(const Outcome& outcome) {
    return outcome.status == 404 && outcome.role != intake::Role::anyone && outcome.pattern.find('{') != std::string_view::npos;
}

}  // namespace

std::optional<Word> about(const Outcome& outcome) {
    if (outcome.status >= 500) return Word("failure");
    if (outcome.status == 429) return Word("throttle");
    if (outcome.status == 401 || (is_door(outcome.pattern) && !is_reading(outcome.method))) return Word("authentication");
    if (outcome.status == 403 || out_of_reach(outcome)) return Word("authorisation");
    return outcome.status >= 400 && outcome.status != 404 ? std::optional(Word("input")) : std::nullopt;
}

Word about_refusal(int status) { return status == 503 || status == 429 ? Word("throttle") : Word("input"); }

}  // namespace motcua::http
