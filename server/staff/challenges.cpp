#include "server/staff/challenges.hpp"

#include "server/keys/keyring.hpp"
#include "server/staff/webauthn.hpp"

namespace motcua::staff {
namespace {

constexpr Millis life = 120'000;

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
    tx.sql("DELETE FROM key_challenges WHERE expires_at <= ?").bind(1, tx.now()).run();
    std::string bytes = keys::random_bytes(challenge_bytes);
    tx.sql("INSERT INTO key_challenges(id, purpose, staff, session, expires_at) VALUES(?,?,?,?,?)")
        .bind(1, hashed(keys, bytes))
        .bind(2, text(challenge.purpose))
        .bind(3, challenge.staff)
        .bind(4, challenge.session)
        .bind(5, tx.now() + life)
        .run();
    return bytes;
}

std::optional<Challenge> redeem(const store::Transaction& tx, const keys::Keyring& keys, std::string_view bytes) {
    const std::string id = hashed(keys, bytes);
    auto row = tx.sql("SELECT purpose, staff, session, expires_at FROM key_challenges WHERE id=?");
    if (!row.bind(1, id).step()) return std::nullopt;
    const Challenge found{.purpose = read_purpose(row.text(0)), .staff = row.text(1), .session = row.text(2)};
    const bool alive = tx.now() < row.integer(3);
    tx.sql("DELETE FROM key_challenges WHERE id=?").bind(1, id).run();
    return alive ? std::optional{found} : std::nullopt;
}

}  // namespace motcua::staff
