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
    bool demo = false;  ///< the developer mailbox stands in for what is not configured
    /// Replaced in tests.
    std::function<Delivered(const std::string&, const Email&)> email = send_email;
    std::function<Delivered(const std::string&, const Sms&)> sms = send_sms;
};

[[nodiscard]] std::function<provisioning::Outcome(const provisioning::Leased&)> make_delivery(DeliveryOptions options);

}  // namespace motcua::notify
