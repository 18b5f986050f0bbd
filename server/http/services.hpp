// Everything a handler may use, made once in serve. Services are plain structs of functions' state; no globals.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "server/net/trust.hpp"
#include "shared/base/date.hpp"

namespace motcua {
namespace store { class Store; }
namespace keys { class Keyring; }
namespace rules { struct Rulebook; }
namespace notify { class Notifier; }
namespace verification { class RegistryClient; }
namespace portrait { class Models; }
namespace sandbox { class Decoder; }
namespace scan { class Scanner; }
}  // namespace motcua

namespace motcua::http {

struct Settings {
    std::string data_dir;
    std::string share_dir;            ///< web and assets, beside the binary
    std::string public_url;           ///< "http://127.0.0.1:8080": origin checked for CSRF, used in messages
    int port = 8080;
    std::string bind{"127.0.0.1"};
    std::string registry_url;         ///< OSIA population registry / ABIS
    std::string authority_url;        ///< OSIA enrollment
    std::string smtp_url{};           ///< "smtp://127.0.0.1:2525"; empty: developer mailbox
    std::string smtp_from{"khong-tra-loi@motcua.invalid"};
    std::string sms_gateway_url{};    ///< HTTP SMS gateway; empty: developer mailbox
    bool demo = false;                ///< shows /dev/mailbox
    std::string rule_set{};           ///< eligibility rule set forced by the administrator; empty: by date
    int rate_scale = 1;               ///< multiplies every rate limit (tests)
    std::size_t workers = 16;         ///< threads that answer requests
    std::string checkpoint_dir{};     ///< where signed checkpoints of the audit chain go; best on another machine
    Millis checkpoint_period = 60'000;
};

/// Where the house meets the outside: whom the outgoing links believe, on which host officers are, what looks at uploads.
struct Edges {
    net::Trust registry{}, authority{}, smtp{}, sms{};
    std::string officer_url{};    ///< "https://counter.…": officers have a host of their own; empty: they share public_url
    std::string virus_scanner{};  ///< "unix:/run/clamav/clamd.ctl"; empty: none
    std::shared_ptr<const scan::Scanner> scanner{};  ///< sees every upload before a handler; null: nobody does
};

struct Services {
    Settings settings;
    std::function<Millis()> clock;
    std::function<std::string(std::size_t)> random_bytes;
    std::shared_ptr<store::Store> db;
    std::shared_ptr<keys::Keyring> keys;
    std::shared_ptr<const rules::Rulebook> rules;
    std::shared_ptr<notify::Notifier> notifier;
    std::shared_ptr<verification::RegistryClient> registry;
    std::shared_ptr<const portrait::Models> models;
    std::shared_ptr<sandbox::Decoder> decoder;  ///< the only place where pictures from outside are decoded
    std::function<void()> wake_outbox;
    Edges edges{};
};

}  // namespace motcua::http
