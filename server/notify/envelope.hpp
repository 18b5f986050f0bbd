// A message on its way: a row of `notifications` (address and text sealed) and the outbox row of the same id that moves it.
#pragma once

#include <string>

#include "server/notify/notifier.hpp"
#include "server/store/store.hpp"
#include "shared/base/result.hpp"

namespace motcua::notify {

struct Envelope {
    std::string reference;   ///< application, or "otp:<id>"
    Channel channel{};
    Topic topic{};
    std::string language;
    std::string to;
    std::string subject{};   ///< e-mail only
    std::string text;
    struct Fallback {
        std::string to{}, text{};
        Millis until = 0;
    } fallback{};            ///< the SMS to send when the e-mail fails for good; `to` empty: none
};

/// Puts both rows into the caller's transaction; gives their id. give_up_at 0: the outbox's own limit.
std::string post(store::Transaction& tx, const keys::Keyring& keys, const Envelope& envelope, Millis give_up_at);
/// Errors: request_not_found, keys_unreadable.
[[nodiscard]] Result<Envelope> open(store::Transaction& tx, const keys::Keyring& keys, std::string_view id);
/// Sends the SMS in the place of an e-mail that failed for good, where there is one to send.
void fall_back(store::Transaction& tx, const keys::Keyring& keys, const Envelope& failed);
/// Records that it has arrived; its text is erased.
void mark_delivered(store::Transaction& tx, const keys::Keyring& keys, std::string_view id);
/// Records a failed attempt; `last` when there will be no other.
enum class Attempt : std::uint8_t { again, last };
void mark_attempt(store::Transaction& tx, std::string_view id, std::string_view error, Attempt attempt);

[[nodiscard]] Topic parse_topic(std::string_view text);

}  // namespace motcua::notify
