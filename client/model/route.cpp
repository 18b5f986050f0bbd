#include "client/model/route.hpp"

#include "shared/i18n/language.hpp"

namespace motcua::client {

namespace {

std::vector<std::string> split(std::string_view path) {
    std::vector<std::string> out;
    while (!path.empty()) {
        const auto slash = path.find('/');
        if (const auto head = path.substr(0, slash); !head.empty()) out.emplace_back(head);
        if (slash == std::string_view::npos) break;
        path.remove_prefix(slash + 1);
    }
    return out;
}

}  // namespace

std::string Route::path() const {
    std::string out;
    if (!language.empty()) out = "/" + language;
    for (const auto& name : parts) out += "/" + name;
    return out.empty() ? "/" : out;
}

Route parse_route(std::string_view path) {
    Route route{.parts = split(path.substr(0, path.find_first_of("?#")))};
    if (!route.parts.empty() && i18n::is_language(route.parts.front())) {
        route.language = route.parts.front();
        route.parts.erase(route.parts.begin());
    }
    return route;
}

bool route_matches(std::string_view pattern, const Route& route) {
    const auto wanted = split(pattern);
    if (wanted.size() != route.parts.size()) return false;
    for (std::size_t i = 0; i < wanted.size(); ++i)
        if (wanted[i].front() != '{' && wanted[i] != route.parts[i]) return false;
    return true;
}

}  // namespace motcua::client
