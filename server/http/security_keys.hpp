// Security keys on the wire: bytes are base64url (as WebAuthn's own JSON has them), members are named here once.
#pragma once

#include <vector>

#include "server/http/router.hpp"
#include "server/staff/security_keys.hpp"

namespace motcua::http {

/// The KeyQuestion object of the API.
[[nodiscard]] Json question_json(const Services& services, const staff::KeyQuestion& question);
[[nodiscard]] staff::RelyingParty relying_party(const Services& services);

/// Members of a body that carries a signature, and what they hold. Error: request_malformed (no base64url).
[[nodiscard]] std::vector<Member> assertion_members();
[[nodiscard]] Result<staff::Assertion> assertion_of(const Request& request);
/// The same for a new key.
[[nodiscard]] std::vector<Member> registration_members();
[[nodiscard]] Result<staff::Registration> registration_of(const Request& request);

}  // namespace motcua::http
