// One-time codes by phone: six digits, five minutes, five tries, one use; limits of security.md 3.4 per phone and address.
// The store holds a keyed hash of the code, the sealed number and its blind index.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "server/http/services.hpp"
#include "server/intake/session.hpp"
#include "server/store/store.hpp"
#include "shared/base/result.hpp"

namespace motcua::intake {

/// "000000" to "999999", each as likely as the others when the bytes are.
[[nodiscard]] std::string draw_code(const std::function<std::string(std::size_t)>& random_bytes);

struct CodeRequest {
    std::string id;
    int expires_in = 0, resend_in = 0;  ///< seconds
};
/// Sends a code. The answer is the same whether the phone is known or not. Errors: those of parse_own_phone (field "phone"),
/// otp_wait, otp_too_many (detail: seconds to wait).
[[nodiscard]] Result<CodeRequest> request_code(http::Services& services, std::string_view phone, std::string_view language, std::string_view address);

struct Verified {
    Session session;
    std::string token;
};
/// Starts a session when the code is right. Errors: otp_wrong (field "code", detail: tries left), otp_expired, otp_too_many.
[[nodiscard]] Result<Verified> verify_code(http::Services& services, std::string_view request_id, std::string_view code);
/// The row goes and its key is destroyed; the note on the audit chain is the caller's.
void erase_code(const store::Transaction& tx, const keys::Keyring& keys, std::string_view id);

}  // namespace motcua::intake
