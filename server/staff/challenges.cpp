#include "server/staff/challenges.hpp"

#include "server/keys/keyring.hpp"
#include "server/staff/webauthn.hpp"
#include "server/store/security_keys.hpp"

namespace motcua::staff {
namespace {

std::string hashed(const keys::Keyring& keys, std::string_view bytes) { return keys::hex(keys.mac("key-challenge", bytes)); }

std::string_view text(Purpose purpose) {
    switch (purpose) {
        case Purpose::sign_in: return "sign_in";
        case Purpose::step_up: return "step_up";
        case Purpose::add: return "add";
    }
    return "sign_in";
}

Purpose read_purpose(std::string_view name) {
    if (name == "step_up") return Purpose::step_up;
    return name == "add" ? Purpose::add : Purpose::sign_in;
}

}  // namespace

std::string issue(const store::Transaction& tx, const keys::Keyring& keys, const Challenge& challenge) {
    tx.security_keys().forget_ended();
    std::string bytes = keys::random_bytes(challenge_bytes);
    tx.security_keys().ask({.id = hashed(keys, bytes),
                            .purpose = std::string(text(challenge.purpose)),
                            .staff = challenge.staff,
                            .session = challenge.session,
                            .expires_at = tx.now() + challenge_life});
    return bytes;
}

std::optional<Challenge> redeem(const store::Transaction& tx, const keys::Keyring& keys, std::string_view bytes) {
    const auto found = tx.security_keys().take(hashed(keys, bytes));
    if (!found || tx.now() >= found->expires_at) return std::nullopt;
    return Challenge{.purpose = read_purpose(found->purpose), .staff = found->staff, .session = found->session};
}

}  // namespace motcua::staff
