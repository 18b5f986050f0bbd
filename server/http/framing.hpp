// Strict reading of an HTTP/1.1 request head. Debian's cpp-httplib 0.11.4 is open to smuggling, spoofed headers and unbounded
// lines when it reads the socket itself (CVE-2025-46728, -53628, -52887, CVE-2026-22776, -34441, -45352, -45372 and others),
// so it never does: what passes here is small, unambiguous and complete before httplib sees a byte. Pure; no I/O.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/result.hpp"

namespace motcua::http {

struct HeadLimits {
    std::size_t head = 16 * 1024;      ///< bytes up to and with the empty line
    std::size_t request_line = 4096;
    std::size_t headers = 64;
};

struct Head {
    std::string method;                            ///< "GET", …
    std::string target;                            ///< as sent
    std::string path;                              ///< percent-decoded once; no empty, "." or ".." segment, no control byte
    std::map<std::string, std::string> query;      ///< decoded; a name given twice is refused
    std::map<std::string, std::string> headers;    ///< lower-case names; a name given twice is refused except Cookie-like lists joined by ", "
    std::size_t body_size = 0;
    std::size_t size = 0;                          ///< bytes of the head in the buffer
    bool keep_alive = true;
    [[nodiscard]] std::string_view header(std::string_view name) const;
};

/// The head at the front of `buffer`; nullopt while the empty line has not come. Errors: request_malformed,
/// request_head_large, request_target_long, request_method, request_not_implemented (Transfer-Encoding, Content-Encoding,
/// Expect, Upgrade, Range), request_length_missing.
[[nodiscard]] Result<std::optional<Head>> read_head(std::string_view buffer, const HeadLimits& limits);

/// The value of the first cookie of this name in a Cookie header; "" when there is none. RFC 6265, 4.2.1, and pairs without "="
/// are passed over.
[[nodiscard]] std::string_view cookie_value(std::string_view header, std::string_view name);

/// Percent-decoding, once. nullopt: a broken escape, or a control byte or invalid UTF-8 in the result.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text);

}  // namespace motcua::http
