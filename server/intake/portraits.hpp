// Portraits: checked from the header inwards, judged by the same code as in the browser, written anew as a JPEG without
// metadata, and sealed. What the applicant sent is never stored.
#pragma once

#include <string>
#include <string_view>

#include "server/http/services.hpp"
#include "server/intake/session.hpp"
#include "server/store/store.hpp"
#include "shared/base/result.hpp"

namespace motcua::intake {

struct Portrait {
    std::string id;
    std::string verdict;  ///< JSON of portrait::to_json
};
/// Errors: those of sandbox::open, portrait_model, portrait_quota (detail: seconds).
[[nodiscard]] Result<Portrait> take_portrait(http::Services& services, const Caller& caller, std::string_view bytes);
/// The JPEG, for its owner, and for officers of the office its application is booked at (or of no office yet).
/// Errors: request_not_found.
[[nodiscard]] Result<std::string> portrait_image(http::Services& services, const Caller& caller, std::string_view id);
/// The row goes and its key is destroyed; the note on the audit chain is the caller's.
void erase_portrait(const store::Transaction& tx, const keys::Keyring& keys, std::string_view id);

}  // namespace motcua::intake
