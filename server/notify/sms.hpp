// The way to an HTTP SMS gateway: POST {"to":"+84…","text":"…"} to the configured address.
#pragma once

#include <string>

#include "server/net/call.hpp"
#include "server/notify/gateway.hpp"

namespace motcua::notify {

struct Sms {
    std::string to;    ///< E.164
    std::string text;  ///< UTF-8
    std::string id;    ///< outbox id, sent as Idempotency-Key: the gateway may drop what it has seen
};

/// "+" and 8 to 15 digits. Errors: address_refused.
[[nodiscard]] Result<void> check_phone(std::string_view phone);

/// Permanent: 4xx but for 408, 425, 429 and authorisation (which the operator can mend). Everything else is temporary.
[[nodiscard]] Delivered send_sms(const std::string& gateway_url, const net::Trust& trust, const Sms& sms);

}  // namespace motcua::notify
