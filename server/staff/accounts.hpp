// Officers' accounts: who may sit at a counter, of which office, in which role. Password (Argon2id) and TOTP, both always.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/store.hpp"
#include "shared/base/result.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::keys {
class Keyring;
}

namespace motcua::staff {

enum class StaffRole : std::uint8_t { officer, supervisor };
[[nodiscard]] std::string_view text(StaffRole role);
[[nodiscard]] std::optional<StaffRole> parse_role(std::string_view text);

/// Demo accounts are those `admin demo` makes; only their codes may be printed by `admin totp`.
enum class Origin : std::uint8_t { real, demo };

struct Account {
    std::string id;    ///< 16 hex digits, what audit rows and claims hold
    std::string user;  ///< what is typed at sign-in
    std::string name;
    std::string office;
    StaffRole role = StaffRole::officer;
    Origin origin = Origin::real;
    std::string language{"vi"};
    bool disabled = false;
    bool active = true;  ///< has a password and a second factor; until then nobody can sign in to it
};

struct NewAccount {
    std::string user, name, office;
    StaffRole role = StaffRole::officer;
    Origin origin = Origin::real;
    std::string password{};  ///< empty: the officer chooses it with an activation code
    std::string language{"vi"};
    std::string totp_secret{};  ///< 20 bytes; empty: made here. For accounts with a password only
};

/// Makes an account; without a password it is not active. Errors: staff_user_format, staff_user_exists, staff_office_unknown, staff_password_weak, request_busy.
[[nodiscard]] Result<Account> add(store::Store& db, const keys::Keyring& keys, const rules::Rulebook& book,
                                  const NewAccount& account);

/// All accounts by office and user.
[[nodiscard]] Result<std::vector<Account>> list(store::Store& db);

/// Closes an account, ends its sessions and its activation code at once. Error: staff_user_unknown.
[[nodiscard]] Result<void> disable(store::Store& db, const keys::Keyring& keys, std::string_view user);

/// The account of an id (a claim's holder), none when unknown.
[[nodiscard]] std::optional<Account> find(const store::Transaction& tx, std::string_view id);

/// Other secrets in place of what the account signs in with; both empty: it is not active any more.
void put_secrets(const store::Transaction& tx, const keys::Keyring& keys, std::string_view id, std::string_view password_hash,
                 std::string_view totp);

/// The encryption record that an account's own secrets belong to.
[[nodiscard]] std::string record_of(std::string_view id);

/// The account's TOTP secret. Errors: staff_user_unknown, staff_inactive.
struct Secret {
    Account account;
    std::string totp;
};
[[nodiscard]] Result<Secret> secret_of(store::Store& db, const keys::Keyring& keys, std::string_view user);

}  // namespace motcua::staff
