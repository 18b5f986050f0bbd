#include "server/net/link.hpp"

#include <string_view>

namespace motcua::net {
namespace {

void initialise_once() {
    static const CURLcode done = curl_global_init(CURL_GLOBAL_DEFAULT);
    (void)done;
}

void set_trust(CURL* handle, const Trust& trust) {
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    if (!trust.authorities.empty()) {
        curl_easy_setopt(handle, CURLOPT_CAINFO, trust.authorities.c_str());
        curl_easy_setopt(handle, CURLOPT_CAPATH, nullptr);  // Debian's folder would be believed beside our file
    }
    if (trust.certificate.empty()) return;
    curl_easy_setopt(handle, CURLOPT_SSLCERT, trust.certificate.c_str());
    curl_easy_setopt(handle, CURLOPT_SSLKEY, trust.key.c_str());
}

/// With TLS 1.3 a server refuses our certificate, or the lack of one, only after the handshake: curl calls that a read error.
bool about_tls(CURLcode code, std::string_view words) {
    if (code == CURLE_SSL_CONNECT_ERROR || code == CURLE_USE_SSL_FAILED) return true;
    return (code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR) && words.find("alert") != std::string_view::npos;
}

}  // namespace

Handle new_link(const Trust& trust, Words& words) {
    initialise_once();
    words[0] = '\0';
    Handle handle(curl_easy_init());
    if (!handle) return handle;
    curl_easy_setopt(handle.get(), CURLOPT_ERRORBUFFER, words.data());
    curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
    // The environment's http_proxy and its kin are nobody's configuration of ours.
    curl_easy_setopt(handle.get(), CURLOPT_PROXY, "");
    curl_easy_setopt(handle.get(), CURLOPT_NOPROXY, "*");
    set_trust(handle.get(), trust);
    return handle;
}

Error link_failure(CURLcode code, const Words& words) {
    const std::string said = words[0] != '\0' ? words.data() : curl_easy_strerror(code);
    if (code == CURLE_OPERATION_TIMEDOUT) return {.code = ErrorCode::peer_timeout};
    if (code == CURLE_PEER_FAILED_VERIFICATION) return {.code = ErrorCode::peer_untrusted, .detail = said};
    if (code == CURLE_SSL_CERTPROBLEM || code == CURLE_SSL_CACERT_BADFILE) return {.code = ErrorCode::peer_certificate, .detail = said};
    if (about_tls(code, said)) return {.code = ErrorCode::peer_tls, .detail = said};
    return {.code = ErrorCode::peer_unreachable, .detail = curl_easy_strerror(code)};
}

}  // namespace motcua::net
