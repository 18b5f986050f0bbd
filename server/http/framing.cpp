#include "server/http/framing.hpp"

#include <algorithm>
#include <array>

#include "shared/base/text.hpp"

namespace motcua::http {
namespace {

constexpr std::array<std::string_view, 7> methods{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
constexpr std::array<std::string_view, 3> with_body{"POST", "PUT", "PATCH"};
// Nothing that we serve needs these, and each has been a way to make two readers see two different requests.
constexpr std::array<std::string_view, 5> refused_headers{"transfer-encoding", "content-encoding", "expect", "upgrade", "range"};

template <std::size_t N>
bool among(const std::array<std::string_view, N>& list, std::string_view text) {
    return std::find(list.begin(), list.end(), text) != list.end();
}
bool is_alpha_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// A path that names one thing only: no "//", no "." or "..", no backslash, whatever way it was written.
bool plain_path(std::string_view path) {
    if (path.empty() || path[0] != '/' || path.find('\\') != std::string_view::npos) return false;
    while (!path.empty()) {
        path.remove_prefix(1);
        const auto end = std::min(path.find('/'), path.size());
        const auto segment = path.substr(0, end);
        if (segment == "." || segment == ".." || (segment.empty() && end < path.size())) return false;
        path.remove_prefix(end);
    }
    return true;
}

Result<void> read_query(std::string_view text, std::map<std::string, std::string>& out) {
    while (!text.empty()) {
        const auto end = std::min(text.find('&'), text.size());
        auto pair = std::string(text.substr(0, end));
        std::replace(pair.begin(), pair.end(), '+', ' ');
        const auto equals = std::min(pair.find('='), pair.size());
        const auto name = percent_decode(std::string_view(pair).substr(0, equals));
        const auto value = percent_decode(std::string_view(pair).substr(std::min(equals + 1, pair.size())));
        if (!name || !value || name->empty() || !out.emplace(*name, *value).second) return ErrorCode::request_malformed;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return {};
}

Result<void> read_target(Head& head) {
    for (char c : head.target)
        if (c <= 0x20 || c > 0x7e || c == '#') return ErrorCode::request_malformed;
    const auto mark = std::min(head.target.find('?'), head.target.size());
    const auto path = percent_decode(std::string_view(head.target).substr(0, mark));
    if (!path || !plain_path(*path)) return ErrorCode::request_malformed;
    head.path = *path;
    return read_query(std::string_view(head.target).substr(std::min(mark + 1, head.target.size())), head.query);
}

Result<void> read_request_line(std::string_view line, Head& head) {
    const auto first = line.find(' ');
    const auto second = first == std::string_view::npos ? first : line.find(' ', first + 1);
    if (second == std::string_view::npos || line.find(' ', second + 1) != std::string_view::npos)
        return ErrorCode::request_malformed;
    head.method = line.substr(0, first);
    head.target = line.substr(first + 1, second - first - 1);
    const auto version = line.substr(second + 1);
    if (version != "HTTP/1.1" && version != "HTTP/1.0") return ErrorCode::request_malformed;
    head.keep_alive = version == "HTTP/1.1";
    if (head.method.empty() || !std::all_of(head.method.begin(), head.method.end(), is_alpha_digit))
        return ErrorCode::request_malformed;
    if (!among(methods, head.method)) return ErrorCode::request_method;
    return read_target(head);
}

// Only headers that are lists by definition may be given twice; anything else given twice has two meanings.
bool may_repeat(std::string_view name) {
    constexpr std::array<std::string_view, 6> lists{"accept",        "accept-encoding", "accept-language",
                                                    "cache-control", "if-none-match",   "x-forwarded-for"};
    return among(lists, name);
}

Result<void> read_header(std::string_view line, Head& head) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return ErrorCode::request_malformed;
    const auto raw_name = line.substr(0, colon);
    // No underscore: httplib keeps "REMOTE_ADDR" among the headers, and proxies fold "_" into "-".
    if (!std::all_of(raw_name.begin(), raw_name.end(), [](char c) { return is_alpha_digit(c) || c == '-'; }))
        return ErrorCode::request_malformed;
    const auto value = trimmed(line.substr(colon + 1));
    if (std::any_of(value.begin(), value.end(), [](char c) { return is_control(c) && c != '\t'; }))
        return ErrorCode::request_malformed;
    const auto name = lower(raw_name);
    if (among(refused_headers, name)) return ErrorCode::request_not_implemented;
    const auto [it, is_new] = head.headers.emplace(name, value);
    if (!is_new && !may_repeat(name)) return ErrorCode::request_malformed;
    if (!is_new) it->second += ", " + std::string(value);
    return {};
}

Result<void> read_length(Head& head) {
    const auto it = head.headers.find("content-length");
    const bool takes_body = among(with_body, head.method);
    if (it == head.headers.end()) return takes_body ? Result<void>{ErrorCode::request_length_missing} : Result<void>{};
    const auto& digits = it->second;
    if (digits.empty() || !std::all_of(digits.begin(), digits.end(), text::is_digit)) return ErrorCode::request_malformed;
    if (digits.size() > 10) return ErrorCode::request_too_large;
    head.body_size = std::stoull(digits);
    if (head.body_size > 0 && !takes_body) return ErrorCode::request_malformed;
    return {};
}

Result<void> read_lines(std::string_view block, const HeadLimits& limits, Head& head) {
    std::size_t count = 0;
    for (bool first = true; !block.empty(); first = false) {
        const auto end = std::min(block.find("\r\n"), block.size());
        const auto line = block.substr(0, end);
        block.remove_prefix(std::min(end + 2, block.size()));
        if (first && line.size() > limits.request_line) return ErrorCode::request_target_long;
        if (!first && ++count > limits.headers) return ErrorCode::request_head_large;
        MOTCUA_CHECK(first ? read_request_line(line, head) : read_header(line, head));
    }
    return {};
}

// How long the first line is so far: a CR at the very end is half of its end, or the next byte will say that it is not.
std::size_t first_line(std::string_view buffer) {
    const auto end = buffer.find("\r\n");
    return end != std::string_view::npos ? end : buffer.size() - (buffer.ends_with('\r') ? 1 : 0);
}

}  // namespace

std::string_view Head::header(std::string_view name) const {
    const auto it = headers.find(std::string(name));
    return it == headers.end() ? std::string_view{} : std::string_view(it->second);
}

std::string_view cookie_value(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        const auto end = std::min(header.find(';'), header.size());
        const auto pair = trimmed(header.substr(0, end));
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
        header.remove_prefix(std::min(end + 1, header.size()));
    }
    return {};
}

std::optional<std::string> percent_decode(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out.push_back(text[i]);
            continue;
        }
        if (i + 2 >= text.size()) return std::nullopt;
        const int high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
        if (high < 0 || low < 0) return std::nullopt;
        out.push_back(static_cast<char>(high * 16 + low));
        i += 2;
    }
    if (std::any_of(out.begin(), out.end(), is_control) || !text::valid_utf8(out)) return std::nullopt;
    return out;
}

Result<std::optional<Head>> read_head(std::string_view buffer, const HeadLimits& limits) {
    const auto end = buffer.substr(0, limits.head).find("\r\n\r\n");
    if (end == std::string_view::npos) {
        if (first_line(buffer) > limits.request_line) return ErrorCode::request_target_long;
        if (buffer.size() >= limits.head) return ErrorCode::request_head_large;
        return std::optional<Head>{};
    }
    Head head{.size = end + 4};
    MOTCUA_CHECK(read_lines(buffer.substr(0, end), limits, head));
    if (head.headers.find("host") == head.headers.end() && head.keep_alive) return ErrorCode::request_malformed;
    MOTCUA_CHECK(read_length(head));
    if (lower(head.header("connection")) == "close") head.keep_alive = false;
    return std::optional<Head>{std::move(head)};
}

}  // namespace motcua::http
