// The Cookie header: what is found is a pair of the header as a plain reader sees it, a session's cookie is found among any
// others, and no cookie of another name passes for it.
#include <string>
#include <vector>

#include "server/http/framing.hpp"
#include "tests/fuzz/target.hpp"

using namespace motcua;

namespace {

std::string stripped(std::string text) {
    const auto first = text.find_first_not_of(" \t");
    return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// The plain reader: cut at every ";", then at the first "=".
std::vector<std::pair<std::string, std::string>> pairs_of(const std::string& header) {
    std::vector<std::pair<std::string, std::string>> out;
    for (std::size_t at = 0; at <= header.size();) {
        const auto end = std::min(header.find(';', at), header.size());
        const auto pair = stripped(header.substr(at, end - at));
        if (const auto equals = pair.find('='); equals != std::string::npos) out.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
        at = end + 1;
    }
    return out;
}

std::string first_of(const std::string& header, const std::string& name) {
    for (const auto& [each, value] : pairs_of(header))
        if (each == name) return value;
    return {};
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string header(fuzz::text_of(data, size));
    for (const std::string name : {"motcua", "__Host-motcua", "a", ""}) {
        const auto value = http::cookie_value(header, name);
        fuzz::require(value == first_of(header, name), "the value is the one a plain reader finds");
        fuzz::require(value.find(';') == std::string_view::npos, "a value ends at its semicolon");
    }
    for (const auto& [name, value] : pairs_of(header))
        fuzz::require(http::cookie_value(header, name) == first_of(header, name), "every cookie is found by its name");
    const std::string token = "ab-c_D9";
    if (first_of(header, "motcua").empty() && header.find("motcua=") == std::string::npos) {
        fuzz::require(http::cookie_value(header + "; motcua=" + token, "motcua") == token, "foreign cookies before do not hide ours");
        fuzz::require(http::cookie_value("__Host-motcua=x; xmotcua=y; " + header, "motcua").empty(), "another name is not ours");
    }
    fuzz::require(http::cookie_value("motcua=" + token + ';' + header, "motcua") == token, "foreign cookies after do not change ours");
    return 0;
}
