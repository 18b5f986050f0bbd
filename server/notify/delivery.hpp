// What the outbox lanes "notify.sms" and "notify.email" do with a row: open the envelope, hand it to the mail server or the
// SMS gateway (without one and with --demo: to the developer mailbox), and say what came of it.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "server/notify/email.hpp"
#include "server/notify/sms.hpp"
#include "server/provisioning/outbox.hpp"
#include "server/store/store.hpp"

namespace motcua::keys { class Keyring; }

namespace motcua::notify {

struct DeliveryOptions {
    std::shared_ptr<store::Store> db;
    std::shared_ptr<keys::Keyring> keys;
    std::function<Millis()> clock;
    std::string smtp_url{}, smtp_from{}, sms_gateway_url{};
    net::Trust smtp_trust{}, sms_trust{};
    bool demo = false;  ///< the developer mailbox stands in for what is not configured
    /// Replaced in tests.
    std::function<Delivered(const std::string&, const net::Trust&, const Email&)> email = send_email;
    std::function<Delivered(const std::string&, const net::Trust&, const Sms&)> sms = send_sms;
};

/// What to do, in the same unit, about a row that was given up: an e-mail that was tried in vain goes by SMS.
[[nodiscard]] std::function<void(store::Transaction&, const std::string&)> make_given_up(std::shared_ptr<keys::Keyring> keys);

[[nodiscard]] std::function<provisioning::Outcome(const provisioning::Leased&)> make_delivery(DeliveryOptions options);

}  // namespace motcua::notify
