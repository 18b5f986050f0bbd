#include "server/net/call.hpp"

#include <algorithm>
#include <memory>

#include "server/net/link.hpp"

namespace motcua::net {
namespace {

constexpr std::size_t max_header_bytes = 32 * 1024;

struct FreeList { void operator()(curl_slist* list) const { curl_slist_free_all(list); } };
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

struct Received {
    Answer answer;
    std::size_t limit = 0;
    std::size_t header_bytes = 0;
    bool too_large = false;
};

std::size_t take_body(char* data, std::size_t, std::size_t size, void* user) {
    auto& got = *static_cast<Received*>(user);
    got.too_large = got.answer.body.size() + size > got.limit;
    if (got.too_large) return 0;
    got.answer.body.append(data, size);
    return size;
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
    return out;
}

std::string_view trimmed(std::string_view text) {
    const auto from = text.find_first_not_of(" \t\r\n");
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

std::size_t take_header(char* data, std::size_t, std::size_t size, void* user) {
    auto& got = *static_cast<Received*>(user);
    got.header_bytes += size;
    got.too_large = got.header_bytes > max_header_bytes;
    if (got.too_large) return 0;
    const std::string_view line(data, size);
    const auto colon = line.find(':');
    if (colon != std::string_view::npos) got.answer.headers[lower(line.substr(0, colon))] = trimmed(line.substr(colon + 1));
    return size;
}

bool clean(std::string_view text) { return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos; }

Result<HeaderList> header_list(const Call& call) {
    HeaderList list;
    // An empty Expect stops curl from waiting a second for "100 Continue" before a large body.
    const auto add = [&list](const std::string& line) { list.reset(curl_slist_append(list.release(), line.c_str())); };
    add("Expect:");
    for (const auto& [name, value] : call.headers) {
        if (!clean(name) || !clean(value)) return Error{.code = ErrorCode::request_malformed, .detail = "header"};
        add(name + ": " + value);
    }
    return list;
}

void set_limits(CURL* handle, const Call& call) {
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, call.connect_timeout_ms);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, call.timeout_ms);
}

void set_request(CURL* handle, const Call& call, curl_slist* headers) {
    curl_easy_setopt(handle, CURLOPT_URL, call.url.c_str());
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
    if (call.method != "GET") {
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, call.body.data());
    }
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, call.method.c_str());
}

void set_receiver(CURL* handle, Received& received) {
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &received);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &received);
}

}  // namespace

Result<Answer> perform(const Call& call) {
    if (!clean(call.url) || !clean(call.method)) return Error{.code = ErrorCode::request_malformed, .detail = "url"};
    MOTCUA_CHECK(check_target(call.url, Speech::http));
    MOTCUA_TRY(headers, header_list(call));
    Words words;
    const Handle handle = new_link(call.trust, words);
    if (!handle) return Error{.code = ErrorCode::peer_unreachable, .detail = "curl"};
    Received received{.limit = call.max_answer};
    set_limits(handle.get(), call);
    set_request(handle.get(), call, headers.get());
    set_receiver(handle.get(), received);
    const CURLcode code = curl_easy_perform(handle.get());
    if (received.too_large) return ErrorCode::peer_answer_too_large;
    if (code != CURLE_OK) return link_failure(code, words);
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    received.answer.status = static_cast<int>(status);
    return std::move(received.answer);
}

std::string escape(std::string_view text) {
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const unsigned char c : text) {
        if (plain.find(static_cast<char>(c)) != std::string_view::npos) { out += static_cast<char>(c); continue; }
        out += {'%', hex[c >> 4], hex[c & 15]};
    }
    return out;
}

}  // namespace motcua::net
