// One plain-text e-mail: address check, headers (RFC 5322, RFC 2047), and the way to the mail server (libcurl).
#pragma once

#include <string>
#include <string_view>

#include "server/net/trust.hpp"
#include "server/notify/gateway.hpp"
#include "shared/base/date.hpp"
#include "shared/base/result.hpp"

namespace motcua::notify {

struct Email {
    std::string from;       ///< bare address
    std::string to;         ///< bare address
    std::string subject;    ///< UTF-8, one line
    std::string text;       ///< UTF-8, lines end in \n
    std::string id;         ///< outbox id: makes the Message-ID, so that a repeated message is seen as one
    Millis at = 0;
};

/// An ASCII address without control characters or blanks, one @, at most 254 characters. Errors: address_refused.
[[nodiscard]] Result<void> check_email_address(std::string_view address);
/// The header's value: as it is when printable ASCII, else RFC 2047 encoded words of at most 75 characters, cut between
/// characters, folded with CR LF blank.
[[nodiscard]] std::string encode_header(std::string_view utf8);
/// The whole message with CR LF line ends, body in base64. Errors: address_refused (also for a subject with CR or LF).
[[nodiscard]] Result<std::string> compose(const Email& email);

/// Speaks SMTP with "smtp://host:port" or "smtps://…" (user and password may stand in the URL or not). Beyond this machine
/// "smtp://" takes a server that offers STARTTLS, and its certificate must be good.
/// Permanent: the server answers 5xx, or the address is no address. Everything else is temporary.
[[nodiscard]] Delivered send_email(const std::string& smtp_url, const net::Trust& trust, const Email& email);

}  // namespace motcua::notify
