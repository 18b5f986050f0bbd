// Outgoing HTTP through libcurl, for peers whose address stands in the configuration: no redirects, https only (http to this
// machine), verified certificates, no proxy of the environment, one deadline for the whole exchange, bounded answer, bounded header. Never use httplib::Client for this.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/net/trust.hpp"
#include "shared/base/result.hpp"

namespace motcua::net {

struct Call {
    std::string method{"POST"};
    std::string url;
    std::vector<std::pair<std::string, std::string>> headers{};  ///< refused when a CR, LF or NUL is in them
    std::string body{};
    long connect_timeout_ms = 3000;
    long timeout_ms = 15000;
    std::size_t max_answer = 1024 * 1024;
    Trust trust{};
};

struct Answer {
    int status = 0;
    std::string body;
    std::map<std::string, std::string> headers;  ///< lower-case names
};

/// Performs the call. An HTTP error status is an Answer, not an error.
/// Errors: those of check_target and link_failure, peer_answer_too_large, request_malformed.
[[nodiscard]] Result<Answer> perform(const Call& call);

/// Percent-encodes all but RFC 3986 unreserved characters.
[[nodiscard]] std::string escape(std::string_view text);

}  // namespace motcua::net
