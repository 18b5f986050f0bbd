#include "server/provisioning/start.hpp"

#include <memory>
#include <vector>

#include <sodium.h>

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

void add_lane(Lanes& lanes, const http::Services& services, std::string_view kind, Deliver deliver) {
    lanes.workers.push_back(std::make_unique<Worker>(Worker::Options{
        .db = services.db.get(), .kind = std::string(kind), .deliver = std::move(deliver), .clock = services.clock, .jitter = jitter,
        .alarm = [alarm = services.alarm](const DeadLetter& dead) {
            if (alarm) alarm("outbox.failed", {{"id", dead.id}, {"kind", dead.kind}, {"error", dead.error}});
        }}));
}

Deliver authority_lane(const http::Services& services, net::SigningKey key) {
    auto load = [db = services.db, keys = services.keys](const std::string& reference) {
        return db->read<Json>([&](store::Transaction& tx) { return load_enrollment(tx, *keys, reference); });
    };
    return make_authority_lane({.url = services.settings.authority_url, .key = std::move(key), .clock = services.clock, .load = std::move(load)});
}

Deliver message_lane(const http::Services& services) {
    const auto& settings = services.settings;
    return notify::make_delivery({.db = services.db, .keys = services.keys, .clock = services.clock, .smtp_url = settings.smtp_url,
                                  .smtp_from = settings.smtp_from, .sms_gateway_url = settings.sms_gateway_url, .demo = settings.demo});
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
    add_lane(*lanes, services, kind_email, message_lane(services));
    for (auto& worker : lanes->workers) worker->start();
    services.wake_outbox = [weak = std::weak_ptr(lanes)] {
        if (const auto held = weak.lock())
            for (auto& worker : held->workers) worker->wake();
    };
    return std::shared_ptr<void>(lanes);
}

}  // namespace motcua::provisioning
