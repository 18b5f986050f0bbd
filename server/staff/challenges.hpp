// Challenges for security keys: 32 random bytes of which the store knows a keyed hash; each is good once and for two minutes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/store/store.hpp"

namespace motcua::keys {
class Keyring;
}

namespace motcua::staff {

inline constexpr Millis challenge_life = 120'000;

enum class Purpose : std::uint8_t { sign_in, step_up, add };

/// What a challenge was given out for; a signature for one purpose is worth nothing for another, nor in another session.
struct Challenge {
    Purpose purpose = Purpose::sign_in;
    std::string staff;
    std::string session{};  ///< id of the session; empty at sign-in
};

/// Gives the challenge's bytes, the only time they are seen.
[[nodiscard]] std::string issue(const store::Transaction& tx, const keys::Keyring& keys, const Challenge& challenge);
/// What the bytes were given out for, if they are alive; they are used up in any case.
[[nodiscard]] std::optional<Challenge> redeem(const store::Transaction& tx, const keys::Keyring& keys, std::string_view bytes);

}  // namespace motcua::staff
