// Addresses of pages: "/vi/apply/p1/name". The first segment is the language, the rest names the page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace motcua::client {

struct Route {
    std::string language{};            ///< empty at "/": the language is still to be chosen
    std::vector<std::string> parts{};  ///< segments after the language

    [[nodiscard]] std::string_view part(std::size_t index) const {
        return index < parts.size() ? std::string_view(parts[index]) : std::string_view{};
    }
    [[nodiscard]] std::string path() const;
    bool operator==(const Route&) const = default;
};

/// Reads a path; query and fragment are ignored. An unknown first segment counts as part of the page's name.
[[nodiscard]] Route parse_route(std::string_view path);
/// Whether a pattern ("apply/{person}/{page}") fits the segments; {…} stands for exactly one.
[[nodiscard]] bool route_matches(std::string_view pattern, const Route& route);

}  // namespace motcua::client
