#include "server/notify/delivery.hpp"

#include "server/keys/keyring.hpp"
#include "server/notify/envelope.hpp"
#include "server/store/mailbox.hpp"

namespace motcua::notify {
namespace {

using provisioning::Leased;
using provisioning::Outcome;

// The mailbox row is written by Outcome::also, so it appears exactly once.
Delivered transmit(const DeliveryOptions& options, const Envelope& envelope, const std::string& id) {
    if (envelope.channel == Channel::sms && !options.sms_gateway_url.empty())
        return options.sms(options.sms_gateway_url, options.sms_trust, {.to = envelope.to, .text = envelope.text, .id = id});
    if (envelope.channel == Channel::email && !options.smtp_url.empty())
        return options.email(options.smtp_url, options.smtp_trust, {.from = options.smtp_from, .to = envelope.to, .subject = envelope.subject,
                                                                    .text = envelope.text, .id = id, .at = options.clock()});
    if (options.demo) return {.kind = Delivered::Kind::delivered};
    return {.kind = Delivered::Kind::temporary, .error = "notify.not_configured"};
}

bool goes_to_mailbox(const DeliveryOptions& options, const Envelope& envelope) {
    return (envelope.channel == Channel::sms ? options.sms_gateway_url : options.smtp_url).empty();
}

Outcome delivered(const DeliveryOptions& options, const Envelope& envelope, const std::string& id) {
    return {.kind = Outcome::Kind::done, .also = [options, envelope, id](store::Transaction& tx) {
                if (goes_to_mailbox(options, envelope))
                    tx.mailbox().drop({.channel = std::string(text(envelope.channel)), .to = envelope.to, .subject = envelope.subject, .text = envelope.text});
                mark_delivered(tx, *options.keys, id);
            }};
}

Outcome temporary(const std::string& error, const std::string& id) {
    return {.kind = Outcome::Kind::retry, .error = error, .also = [error, id](store::Transaction& tx) { mark_attempt(tx, id, error, Attempt::again); }};
}

Outcome permanent(const DeliveryOptions& options, const Envelope& envelope, const std::string& error, const std::string& id) {
    return {.kind = Outcome::Kind::refused, .error = error, .also = [options, envelope, error, id](store::Transaction& tx) {
                mark_attempt(tx, id, error, Attempt::last);
                fall_back(tx, *options.keys, envelope);
            }};
}

Outcome deliver(const DeliveryOptions& options, const Leased& item) {
    const auto envelope = options.db->read<Envelope>([&](store::Transaction& tx) { return open(tx, *options.keys, item.id); });
    if (!envelope.ok()) {
        // A busy store or too little memory is temporary; a letter that cannot be read never will be.
        const auto code = envelope.error().code;
        const std::string error(describe(code).code);
        if (code == ErrorCode::store_unavailable || code == ErrorCode::request_internal) return temporary(error, item.id);
        return {.kind = Outcome::Kind::refused, .error = error};
    }
    const auto result = transmit(options, *envelope, item.id);
    switch (result.kind) {
        case Delivered::Kind::delivered: return delivered(options, *envelope, item.id);
        case Delivered::Kind::temporary: return temporary(result.error, item.id);
        case Delivered::Kind::permanent: break;
    }
    return permanent(options, *envelope, result.error, item.id);
}

}  // namespace

std::function<Outcome(const Leased&)> make_delivery(DeliveryOptions options) {
    return [options = std::move(options)](const Leased& item) { return deliver(options, item); };
}

std::function<void(store::Transaction&, const std::string&)> make_given_up(std::shared_ptr<keys::Keyring> keys) {
    return [keys = std::move(keys)](store::Transaction& tx, const std::string& id) {
        const auto envelope = open(tx, *keys, id);
        if (envelope.ok()) fall_back(tx, *keys, *envelope);
    };
}

}  // namespace motcua::notify
