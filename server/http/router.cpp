#include "server/http/router.hpp"

namespace motcua::http {
namespace {

std::vector<std::string> split(std::string_view path) {
    std::vector<std::string> out;
    while (!path.empty()) {
        path.remove_prefix(1);
        const auto end = std::min(path.find('/'), path.size());
        out.emplace_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    return out;
}

bool is_place(std::string_view segment) { return segment.size() > 2 && segment.front() == '{' && segment.back() == '}'; }

// "{position}.png" and "{reference}" are places; a place never takes an empty segment.
std::optional<std::map<std::string, std::string>> match(const std::vector<std::string>& pattern,
                                                        const std::vector<std::string>& path) {
    if (pattern.size() != path.size()) return std::nullopt;
    std::map<std::string, std::string> places;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const std::string_view part = pattern[i];
        const auto close = part.starts_with('{') ? part.find('}') : std::string_view::npos;
        if (close == std::string_view::npos) {
            if (part != path[i]) return std::nullopt;
            continue;
        }
        const auto suffix = part.substr(close + 1);
        const std::string_view given = path[i];
        if (given.size() <= suffix.size() || !given.ends_with(suffix)) return std::nullopt;
        places.emplace(part.substr(1, close - 1), given.substr(0, given.size() - suffix.size()));
    }
    return places;
}

// A literal segment wins over a place: "/bookings/cancel" over "/bookings/{reference}".
std::size_t literal_count(const std::vector<std::string>& pattern) {
    std::size_t count = 0;
    for (const auto& part : pattern) count += is_place(part) ? 0 : 1;
    return count;
}

template <class Rows>
void append(std::vector<Route>& out, Rows&& rows) {
    for (auto& row : rows) out.push_back(std::move(row));
}

}  // namespace

RouteTable::RouteTable(std::vector<Route> routes) : routes_(std::move(routes)) {
    for (const auto& route : routes_) segments_.push_back(split(route.path));
}

Found RouteTable::find(std::string_view method, std::string_view path) const {
    const auto parts = split(path);
    const std::string_view wanted = method == "HEAD" ? "GET" : method;
    Found found;
    std::size_t best = 0;
    for (std::size_t i = 0; i < routes_.size(); ++i) {
        auto places = match(segments_[i], parts);
        if (!places) continue;
        if (routes_[i].method != wanted) {
            found.other_method = &routes_[i];
            continue;
        }
        const auto score = literal_count(segments_[i]) + 1;
        if (score <= best) continue;
        best = score;
        found.route = &routes_[i];
        found.path = std::move(*places);
    }
    return found;
}

std::vector<Route> all_routes() {
    std::vector<Route> out;
    append(out, session_routes());
    append(out, staff_routes());
    append(out, activation_routes());
    append(out, key_routes());
    append(out, draft_routes());
    append(out, attachment_routes());
    append(out, application_routes());
    append(out, booking_routes());
    append(out, counter_routes());
    append(out, provisioning_routes());
    return out;
}

}  // namespace motcua::http
