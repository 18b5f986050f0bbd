#include "server/notify/email.hpp"

#include <algorithm>
#include <cstring>
#include <memory>

#include <fmt/format.h>

#include "server/net/base64.hpp"
#include "server/net/link.hpp"
#include "server/net/signature.hpp"

namespace motcua::notify {
namespace {

constexpr std::size_t longest_address = 254;       // RFC 5321 4.5.3.1.3 without the brackets
constexpr std::size_t bytes_in_encoded_word = 45;  // 75 characters less "=?UTF-8?B?" and "?=", in base64
constexpr std::size_t base64_line = 76;

bool printable_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c >= 32 && c < 127; });
}
bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 32 || c == 127; });
}

/// The longest beginning of at most `limit` bytes that ends between UTF-8 characters.
std::size_t whole_characters(std::string_view text, std::size_t limit) {
    std::size_t size = std::min(limit, text.size());
    while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
    return size > 0 ? size : std::min(limit, text.size());
}

std::string with_crlf(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\r') continue;
        if (c == '\n') out += '\r';
        out += c;
    }
    return out;
}

std::string body_base64(std::string_view text) {
    const auto encoded = net::encode_base64(with_crlf(text));
    std::string out;
    for (std::size_t at = 0; at < encoded.size(); at += base64_line) out += encoded.substr(at, base64_line) + "\r\n";
    return out;
}

/// "Tue, 24 Nov 2026 05:00:00 +0000"
std::string mail_date(Millis at) {
    auto date = net::http_date(at);
    return date.replace(date.size() - 3, 3, "+0000");
}

std::string domain(std::string_view address) { return std::string(address.substr(address.rfind('@') + 1)); }

struct Upload {
    std::string_view rest;
};
std::size_t give(char* buffer, std::size_t size, std::size_t count, void* user) {
    auto& upload = *static_cast<Upload*>(user);
    const auto n = std::min(size * count, upload.rest.size());
    std::memcpy(buffer, upload.rest.data(), n);
    upload.rest.remove_prefix(n);
    return n;
}

struct FreeList { void operator()(curl_slist* list) const { curl_slist_free_all(list); } };

void set_up(CURL* handle, const std::string& url, const std::string& from, curl_slist* to, Upload& upload) {
    curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    // a mail server on this machine may do without; anywhere else a letter leaves encrypted or not at all
    curl_easy_setopt(handle, CURLOPT_USE_SSL, static_cast<long>(net::stays_here(url) ? CURLUSESSL_TRY : CURLUSESSL_ALL));
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, 3000L);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, 20000L);
    curl_easy_setopt(handle, CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(handle, CURLOPT_READDATA, &upload);
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
}

Delivered judge(CURLcode code, long status, const net::Words& words) {
    using Kind = Delivered::Kind;
    if (code == CURLE_OK) return {.kind = Kind::delivered};
    if (status >= 500 && status < 600) return {.kind = Kind::permanent, .error = fmt::format("smtp.{}", status)};
    if (status >= 400 && status < 500) return {.kind = Kind::temporary, .error = fmt::format("smtp.{}", status)};
    return {.kind = Kind::temporary, .error = std::string(describe(net::link_failure(code, words).code).code)};
}

}  // namespace

Result<void> check_email_address(std::string_view address) {
    const auto at = address.find('@');
    const bool shape = at != std::string_view::npos && at > 0 && at + 1 < address.size() && address.find('@', at + 1) == std::string_view::npos;
    const bool characters = printable_ascii(address) && address.find_first_of(" <>,;:\"\\()[]") == std::string_view::npos;
    if (!shape || !characters || address.size() > longest_address) return Error{.code = ErrorCode::address_refused, .field = "email"};
    return {};
}

std::string encode_header(std::string_view utf8) {
    if (printable_ascii(utf8)) return std::string(utf8);
    std::string out;
    for (std::size_t at = 0; at < utf8.size();) {
        const auto size = whole_characters(utf8.substr(at), bytes_in_encoded_word);
        if (!out.empty()) out += "\r\n ";
        out += fmt::format("=?UTF-8?B?{}?=", net::encode_base64(utf8.substr(at, size)));
        at += size;
    }
    return out;
}

Result<std::string> compose(const Email& email) {
    MOTCUA_CHECK(check_email_address(email.from));
    MOTCUA_CHECK(check_email_address(email.to));
    if (has_control(email.subject) || has_control(email.id)) return Error{.code = ErrorCode::address_refused, .field = "subject"};
    return fmt::format(
        "Date: {}\r\nFrom: {} <{}>\r\nTo: <{}>\r\nMessage-ID: <{}@{}>\r\nSubject: {}\r\nAuto-Submitted: auto-generated\r\n"
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
        mail_date(email.at), encode_header("Một Cửa"), email.from, email.to, email.id, domain(email.from), encode_header(email.subject),
        body_base64(email.text));
}

Delivered send_email(const std::string& smtp_url, const net::Trust& trust, const Email& email) {
    using Kind = Delivered::Kind;
    const auto message = compose(email);
    if (!message.ok()) return {.kind = Kind::permanent, .error = std::string(describe(message.error().code).code)};
    if (!net::check_target(smtp_url, net::Speech::mail).ok()) return {.kind = Kind::temporary, .error = "peer.address"};
    net::Words words;
    const auto handle = net::new_link(trust, words);
    const auto from = fmt::format("<{}>", email.from), to = fmt::format("<{}>", email.to);
    const std::unique_ptr<curl_slist, FreeList> recipients(curl_slist_append(nullptr, to.c_str()));
    if (!handle || !recipients) return {.kind = Kind::temporary, .error = "peer.unreachable"};
    Upload upload{.rest = *message};
    set_up(handle.get(), smtp_url, from, recipients.get(), upload);
    const CURLcode code = curl_easy_perform(handle.get());
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    return judge(code, status, words);
}

}  // namespace motcua::notify
