#include "server/counter/verified.hpp"

#include "server/counter/file.hpp"
#include "server/store/verifications.hpp"

namespace motcua::counter {

Result<std::optional<Verified>> load_verified(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference) {
    const auto found = tx.verifications().find(reference);
    if (!found) return std::optional<Verified>{};
    MOTCUA_TRY(plain, unseal(tx, keys, reference, "verifications", "result", reference, found->result));
    MOTCUA_TRY(result, parse_json(plain));
    return std::optional<Verified>{Verified{.result = std::move(result), .decision = found->decision, .at = found->at}};
}

}  // namespace motcua::counter
