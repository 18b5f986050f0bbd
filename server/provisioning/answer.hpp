// The authority's answer to a request: account created, or refused with a reason. Everything it causes commits together:
// state, history, account, messages to the applicant, the outbox row's end, the audit row.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "server/http/services.hpp"
#include "shared/base/date.hpp"
#include "shared/base/result.hpp"

namespace motcua::provisioning {

struct AuthorityAnswer {
    std::string enrollment_id;   ///< our reference
    enum class Kind : std::uint8_t { created, rejected } kind{};
    std::string account{};       ///< opaque text, at most 64 characters; only when created
    std::string reason{};        ///< stable code; only when rejected
    std::string digest{};        ///< of the callback's body: tells a repetition from a contradiction
};

/// The callback as it came in. Errors: signature_*, file_unusable (authority-signing.pub is not there).
[[nodiscard]] Result<void> check_callback_signature(const http::Services& services, const std::map<std::string, std::string>& query,
                                                    const std::map<std::string, std::string>& headers, std::string_view body);
/// Errors: request_malformed, request_missing_field, request_unknown_field.
[[nodiscard]] Result<AuthorityAnswer> parse_answer(std::string_view body);
/// Idempotent. Errors: callback_unknown, callback_conflict, application_event_refused.
[[nodiscard]] Result<void> accept_answer(const http::Services& services, const AuthorityAnswer& answer);

}  // namespace motcua::provisioning
