// Officers' security keys, and the challenges they were asked to sign.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/date.hpp"

namespace motcua::store {

struct SecurityKey {
    std::string id, staff;
    std::string handle;                        ///< keyed hash of the credential's id
    std::string credential, public_key, name;  ///< sealed
    int algorithm = 0;
    std::uint32_t counter = 0;
    Millis added_at = 0;
    std::optional<Millis> used_at{};
};
struct KeyChallenge {
    std::string id;       ///< keyed hash of its bytes
    std::string purpose;  ///< "sign_in", "step_up" or "add"
    std::string staff, session;
    Millis expires_at = 0;
};

class SecurityKeys {
public:
    virtual ~SecurityKeys() = default;
    /// Added now, whatever `added_at` says. Throws when the id or the handle is taken, or there is no such account.
    virtual void add(const SecurityKey& key) = 0;
    [[nodiscard]] virtual std::optional<SecurityKey> find(std::string_view handle) const = 0;
    /// The oldest first.
    [[nodiscard]] virtual std::vector<SecurityKey> of_staff(std::string_view staff) const = 0;
    /// The key has signed just now.
    virtual void used(std::string_view id, std::uint32_t counter) = 0;
    /// Whether there was such a key of this account.
    [[nodiscard]] virtual bool remove(std::string_view id, std::string_view staff) = 0;
    /// All keys of the account, and what it was asked to sign.
    virtual void remove_all(std::string_view staff) = 0;

    /// Throws when the id is taken, or there is no such account.
    virtual void ask(const KeyChallenge& challenge) = 0;
    /// Takes the challenge out; whether it is still alive is for the caller to judge.
    [[nodiscard]] virtual std::optional<KeyChallenge> take(std::string_view id) = 0;
    /// Forgets the challenges whose time is over.
    virtual void forget_ended() = 0;
};

}  // namespace motcua::store
