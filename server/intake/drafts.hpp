// A draft: one sealed JSON object an owner, with a revision so that two devices do not overwrite each other.
#pragma once

#include <optional>
#include <string_view>

#include "server/http/services.hpp"
#include "server/store/store.hpp"
#include "shared/base/json.hpp"
#include "shared/base/result.hpp"

namespace motcua::intake {

struct Draft {
    std::int64_t revision = 0;
    Json body;
};
/// Errors: draft_none.
[[nodiscard]] Result<Draft> load_draft(http::Services& services, std::string_view owner);
/// Writes when `revision` is the one in the store (0: none yet); gives the new revision. Nothing: somebody wrote meanwhile.
[[nodiscard]] Result<std::optional<std::int64_t>> save_draft(http::Services& services, std::string_view owner, const Draft& draft);
/// The row goes and its key is destroyed; the note on the audit chain is the caller's.
void erase_draft(const store::Transaction& tx, const keys::Keyring& keys, std::string_view owner);

}  // namespace motcua::intake
