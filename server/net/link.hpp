// What every connection of libcurl has in common, HTTP and mail: verified TLS 1.2 or newer, no way around through a proxy,
// and one reading of what went wrong.
#pragma once

#include <array>
#include <memory>

#include <curl/curl.h>

#include "server/net/trust.hpp"

namespace motcua::net {

struct FreeHandle { void operator()(CURL* handle) const { curl_easy_cleanup(handle); } };
using Handle = std::unique_ptr<CURL, FreeHandle>;

/// What curl says about a failure in its own words.
using Words = std::array<char, CURL_ERROR_SIZE>;

/// A handle with nothing but what all links share; null when memory is short. `words` outlives it.
[[nodiscard]] Handle new_link(const Trust& trust, Words& words);
/// Errors: peer_timeout, peer_untrusted, peer_tls, peer_certificate, else peer_unreachable. Detail: curl's words, no URL.
[[nodiscard]] Error link_failure(CURLcode code, const Words& words);

}  // namespace motcua::net
