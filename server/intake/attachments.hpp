// Pictures of the papers to integrate: checked, written anew as JPEG without metadata, and sealed. What the applicant sent is
// never stored. The filing's row holds the ids, so that a picture cannot end up at another paper.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/http/services.hpp"
#include "server/intake/session.hpp"
#include "server/store/store.hpp"
#include "shared/base/json.hpp"
#include "shared/base/result.hpp"

namespace motcua::intake {

/// Gives the new picture's id. Errors: those of sandbox::open, attachment_quota (detail: seconds), attachment_too_many.
[[nodiscard]] Result<std::string> take_attachment(http::Services& services, const Caller& caller, std::string_view bytes);
/// The JPEG, for those who may see the portrait. Errors: request_not_found.
[[nodiscard]] Result<std::string> attachment_image(http::Services& services, const Caller& caller, std::string_view id);
/// Erases a picture that is not filed. Errors: request_not_found, attachment_filed.
[[nodiscard]] Result<void> drop_attachment(http::Services& services, const Caller& caller, std::string_view id);

/// The first picture the filing names that is not this owner's, or is filed with another application; nothing when all are.
[[nodiscard]] std::optional<Error> attachment_error(const store::Transaction& tx, std::string_view owner, const Json& filing,
                                                    std::string_view reference);
/// The filing's pictures belong to the application from now on; those it had and no longer names are erased.
void tie_attachments(store::Transaction& tx, const keys::Keyring& keys, const Json& filing, std::string_view reference);
/// The row goes and its key is destroyed; the note on the audit chain is the caller's.
void erase_attachment(const store::Transaction& tx, const keys::Keyring& keys, std::string_view id);

}  // namespace motcua::intake
