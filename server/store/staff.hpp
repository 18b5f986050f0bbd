// Officers' accounts and the codes of theirs that were used.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace motcua::store {

struct StaffAccount {
    std::string id, user;
    std::string name{}, office{};
    std::string role;  ///< "officer" or "supervisor"
    std::string language{};
    bool demo = false, disabled = false;
    bool active = true;  ///< has secrets to sign in with; they say so, not who adds the account
};
/// What an account signs in with; empty: it cannot.
struct StaffSecrets {
    std::string password_hash;
    std::string totp;  ///< sealed
};

class Staff {
public:
    virtual ~Staff() = default;
    /// Throws when the id or the user is taken.
    virtual void add(const StaffAccount& account, const StaffSecrets& secrets) = 0;
    [[nodiscard]] virtual std::optional<StaffAccount> find(std::string_view id) const = 0;
    [[nodiscard]] virtual std::optional<std::string> id_of(std::string_view user) const = 0;
    [[nodiscard]] virtual std::optional<StaffSecrets> secrets_of(std::string_view id) const = 0;
    /// By office and user.
    [[nodiscard]] virtual std::vector<StaffAccount> all() const = 0;
    /// Other secrets in place of what it had.
    virtual void set_secrets(std::string_view id, const StaffSecrets& secrets) = 0;
    virtual void disable(std::string_view id) = 0;
    /// The newest one-time code that was used; 0: none.
    [[nodiscard]] virtual std::int64_t last_code(std::string_view id) const = 0;
    /// Throws when that code was used, or there is no such account.
    virtual void code_used(std::string_view id, std::int64_t code) = 0;
};

}  // namespace motcua::store
