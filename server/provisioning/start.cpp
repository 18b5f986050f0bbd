#include "server/provisioning/start.hpp"

#include <charconv>
#include <memory>
#include <vector>

#include <sodium.h>

#include "server/http/log.hpp"
#include "server/keys/keyring.hpp"
#include "server/net/signature.hpp"
#include "server/notify/delivery.hpp"
#include "server/notify/messages_data.hpp"
#include "server/notify/notifier.hpp"
#include "server/provisioning/authority_client.hpp"
#include "server/provisioning/enrollment.hpp"
#include "server/provisioning/worker.hpp"

namespace motcua::provisioning {
namespace {

double jitter() { return static_cast<double>(randombytes_uniform(1001)) / 1000; }

struct Lanes {
    std::shared_ptr<store::Store> db;  // outlives the workers: members go in reverse order
    std::vector<std::unique_ptr<Worker>> workers;
};

using Deliver = std::function<Outcome(const Leased&)>;
using GivenUp = std::function<void(store::Transaction&, const std::string&)>;

// A code of ours, or which peer answered with an error ("smtp.550"); its number stands beside it.
http::LogValue code_of(std::string_view text) {
    const auto code = error_code(text);
    if (code) return *code;
    return http::Word::among(text.substr(0, text.find('.')), {"smtp", "sms", "authority"});
}

int peer_status(std::string_view text) {
    int out = 0;
    std::from_chars(text.data() + std::min(text.find('.') + 1, text.size()), text.data() + text.size(), out);
    return out;
}

std::function<void(const DeadLetter&)> noted(const http::Services& services, http::Level level, http::Event event) {
    return [clock = services.clock, level, event](const DeadLetter& letter) {
        http::log(level, event,
                  {{"id", http::RandomId(letter.id)},
                   {"kind", http::Word::among(letter.kind, {http::Word::constant(kind_authority), http::Word::constant(kind_sms), http::Word::constant(kind_email)})},
                   {"error", code_of(letter.error)},
                   {"peerStatus", peer_status(letter.error)},
                   {"about", http::Word("failure")}},
                  clock());
    };
}

void add_lane(Lanes& lanes, const http::Services& services, std::string_view kind, Deliver deliver, GivenUp given_up = {}) {
    lanes.workers.push_back(std::make_unique<Worker>(Worker::Options{
        .db = services.db.get(), .kind = std::string(kind), .deliver = std::move(deliver), .clock = services.clock, .jitter = jitter,
        .given_up = std::move(given_up),
        .alarm = noted(services, http::Level::error, http::Event::outbox_failed),
        .stumbled = noted(services, http::Level::warning, http::Event::outbox_retry)}));
}

Deliver authority_lane(const http::Services& services, net::SigningKey key) {
    auto load = [db = services.db, keys = services.keys](const std::string& reference) {
        return db->read<Json>([&](store::Transaction& tx) { return load_enrollment(tx, *keys, reference); });
    };
    return make_authority_lane({.url = services.settings.authority_url, .key = std::move(key), .clock = services.clock, .load = std::move(load),
                                .trust = services.edges.authority});
}

Deliver message_lane(const http::Services& services) {
    const auto& settings = services.settings;
    return notify::make_delivery({.db = services.db, .keys = services.keys, .clock = services.clock, .smtp_url = settings.smtp_url,
                                  .smtp_from = settings.smtp_from, .sms_gateway_url = settings.sms_gateway_url,
                                  .smtp_trust = services.edges.smtp, .sms_trust = services.edges.sms, .demo = settings.demo});
}

}  // namespace

Result<std::shared_ptr<void>> start(http::Services& services) {
    MOTCUA_TRY(key, net::own_key(services.settings.data_dir, "serve"));
    MOTCUA_TRY(notifier, notify::Notifier::create({.messages_json = std::string(notify::messages_json()), .keys = services.keys,
                                                   .public_url = services.settings.public_url}));
    services.notifier = notifier;
    auto lanes = std::make_shared<Lanes>(Lanes{.db = services.db});
    add_lane(*lanes, services, kind_authority, authority_lane(services, key));
    add_lane(*lanes, services, kind_sms, message_lane(services));
    add_lane(*lanes, services, kind_email, message_lane(services), notify::make_given_up(services.keys));
    for (auto& worker : lanes->workers) worker->start();
    services.wake_outbox = [weak = std::weak_ptr(lanes)] {
        if (const auto held = weak.lock())
            for (auto& worker : held->workers) worker->wake();
    };
    return std::shared_ptr<void>(lanes);
}

}  // namespace motcua::provisioning
