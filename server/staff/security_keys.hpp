// Officers' security keys in the store: adding, listing, removing, and proving that one is at hand.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/staff/challenges.hpp"
#include "server/staff/webauthn.hpp"
#include "server/store/store.hpp"
#include "shared/base/result.hpp"

namespace motcua::staff {

inline constexpr std::size_t most_keys = 5;

/// A key as its owner sees it.
struct SecurityKey {
    std::string id;  ///< 16 hex digits, for addresses and the audit chain
    std::string name;
    Millis added_at = 0;
    std::optional<Millis> used_at{};
};
/// The account's keys, the oldest first.
[[nodiscard]] Result<std::vector<SecurityKey>> list_keys(const store::Transaction& tx, const keys::Keyring& keys, std::string_view staff);

/// What the browser asks the keys: sign this, one of those.
struct KeyQuestion {
    std::string challenge;                 ///< bytes
    std::vector<std::string> credentials;  ///< ids, as bytes
};
/// Asks the account's keys for a signature. Error: staff_key_none.
[[nodiscard]] Result<KeyQuestion> ask_key(const store::Transaction& tx, const keys::Keyring& keys, const Challenge& challenge);

/// Whose key signed a challenge of this purpose and session (`wanted.staff` may be empty: whoever was asked), or why it does
/// not count. The challenge is used up in any case, so the transaction has to commit in any case.
struct Proof {
    std::string staff{};
    std::optional<Error> refusal{};  ///< staff_key_refused
};
[[nodiscard]] Result<Proof> prove(const store::Transaction& tx, const keys::Keyring& keys, const RelyingParty& party,
                                  const Challenge& wanted, const Assertion& given);

/// Asks for a new key: `credentials` are those that must not be added again. Error: staff_key_limit.
[[nodiscard]] Result<KeyQuestion> ask_new_key(const store::Transaction& tx, const keys::Keyring& keys, std::string_view staff,
                                              std::string_view session);
/// Adds the key that was made. Errors: staff_key_name, staff_key_refused, staff_key_known, staff_key_limit.
[[nodiscard]] Result<void> add_key(store::Store& db, const keys::Keyring& keys, const RelyingParty& party, const Challenge& wanted,
                                   std::string_view name, const Registration& given);
/// Error: request_not_found (also for somebody else's key).
[[nodiscard]] Result<void> remove_key(const store::Transaction& tx, std::string_view staff, std::string_view id);

}  // namespace motcua::staff
