#include "server/net/trust.hpp"

#include <memory>

#include <curl/curl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace motcua::net {
namespace {

struct Target {
    std::string scheme, host;
};

struct FreeUrl { void operator()(CURLU* url) const { curl_url_cleanup(url); } };
struct FreeText { void operator()(char* text) const { curl_free(text); } };

std::string part(CURLU* url, CURLUPart which) {
    char* text = nullptr;
    if (curl_url_get(url, which, &text, 0) != CURLUE_OK) return {};
    return std::unique_ptr<char, FreeText>(text).get();
}

/// Read by the parser that will make the connection: a second opinion on an address is how such checks are deceived.
Target target_of(const std::string& address) {
    const std::unique_ptr<CURLU, FreeUrl> url(curl_url());
    if (!url || curl_url_set(url.get(), CURLUPART_URL, address.c_str(), 0) != CURLUE_OK) return {};
    return {.scheme = part(url.get(), CURLUPART_SCHEME), .host = part(url.get(), CURLUPART_HOST)};
}

bool is_here(const std::string& host) {
    return host == "localhost" || host == "[::1]" ||
           (host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string::npos);
}

Error unusable(const std::string& file) { return {.code = ErrorCode::peer_certificate, .detail = file}; }

Result<void> check_readable(const std::string& file) {
    struct stat about {};
    if (file.empty()) return {};
    if (::stat(file.c_str(), &about) != 0 || !S_ISREG(about.st_mode) || ::access(file.c_str(), R_OK) != 0) return unusable(file);
    return {};
}

}  // namespace

Result<void> check_target(const std::string& url, Speech speech) {
    const auto target = target_of(url);
    const bool fine = speech == Speech::mail ? target.scheme == "smtp" || target.scheme == "smtps"
                                             : target.scheme == "https" || (target.scheme == "http" && is_here(target.host));
    return fine && !target.host.empty() ? Result<void>{} : Result<void>{ErrorCode::peer_address};
}

bool stays_here(const std::string& url) { return is_here(target_of(url).host); }

Result<void> check_trust(const Trust& trust) {
    for (const auto* file : {&trust.authorities, &trust.certificate, &trust.key}) MOTCUA_CHECK(check_readable(*file));
    if (trust.certificate.empty() != trust.key.empty()) return unusable(trust.certificate + trust.key);
    struct stat about {};
    const bool exposed = !trust.key.empty() && (::stat(trust.key.c_str(), &about) != 0 || (about.st_mode & 027) != 0);
    return exposed ? Result<void>{unusable(trust.key)} : Result<void>{};
}

}  // namespace motcua::net
