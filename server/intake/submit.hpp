// Filing: every filing of a sitting is judged again by the same code as in the browser, then all are written or none.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/http/services.hpp"
#include "server/intake/session.hpp"
#include "shared/base/json.hpp"

namespace motcua::intake {

/// An error in one filing of the sitting.
struct FilingError {
    int filing = 0;
    Error error;
};

struct Submitted {
    std::vector<FilingError> errors{};       ///< not empty: nothing was written
    std::vector<std::string> references{};
    bool repeated = false;                   ///< the same request was answered before
};

/// `request_key`: 16-64 hex digits chosen by the client; the same key and content gives the same references.
/// Errors: application_count, application_changed, request_rate, request_field_type (field "requestKey").
[[nodiscard]] Result<Submitted> submit(http::Services& services, const Caller& caller, std::string_view request_key, const Json& filings);
/// A filing put right by its owner (returned, submitted or booked). Findings as in submit; empty: written.
[[nodiscard]] Result<std::vector<FilingError>> correct(http::Services& services, const Caller& caller, std::string_view reference, const Json& filing);

}  // namespace motcua::intake
