// The outbox lane "authority": sends a file's enrolment, signed, and asks for redelivery when the answer does not come.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "server/net/call.hpp"
#include "server/net/signature.hpp"
#include "server/provisioning/outbox.hpp"
#include "server/store/store.hpp"
#include "shared/base/json.hpp"

namespace motcua::provisioning {

struct AuthorityOptions {
    std::string url;   ///< "http://127.0.0.1:8082"
    net::SigningKey key;
    std::function<Millis()> clock;
    std::function<Result<Json>(const std::string& reference)> load;  ///< the enrolment's body: the same bytes at each attempt
    std::function<Result<net::Answer>(const net::Call&)> call = net::perform;
};

/// How long an answer may take before it is asked for: 1 minute, then longer, at most 1 hour.
[[nodiscard]] Millis answer_patience(int attempts);

/// 2xx: accepted. 400, 409, 413, 422: refused for good (the same request can never succeed). Everything else, no answer
/// included: again later.
[[nodiscard]] std::function<Outcome(const Leased&)> make_authority_lane(AuthorityOptions options);

}  // namespace motcua::provisioning
