// motcua authority: the reference identity authority as a process of its own.
#include <array>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "server/authority/service.hpp"
#include "server/cli/commands.hpp"
#include "server/cli/options.hpp"
#include "server/http/log.hpp"
#include "server/store/store.hpp"

namespace motcua::cli {
namespace {

using namespace std::chrono_literals;

constexpr std::array<std::string_view, 8> valued{"data", "port", "bind", "delay-ms", "callback-base", "fail-first", "drop-callbacks", "callback-attempts"};
constexpr std::string_view help =
    "motcua authority --data DIR --port 8082 [--bind A] [--delay-ms 1500] [--callback-base http://127.0.0.1:8080]\n"
    "                 [--callback-attempts 20]   attempts before the answer waits for a redelivery\n"
    "                 [--fail-first N]           failure injection: the first N enrolments are answered 503\n"
    "                 [--drop-callbacks N]       failure injection: the first N callbacks are lost";

Millis now() { return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count(); }

/// Calls Service::work every 100 ms until it goes.
class Ticker {
public:
    explicit Ticker(authority::Service& service) : thread_([this, &service] { run(service); }) {}
    ~Ticker() {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        changed_.notify_all();
        thread_.join();
    }
    Ticker(const Ticker&) = delete;
    Ticker& operator=(const Ticker&) = delete;

private:
    void run(authority::Service& service) {
        std::unique_lock lock(mutex_);
        while (!changed_.wait_for(lock, 100ms, [this] { return stopping_; })) {
            lock.unlock();
            try {
                service.work();
            } catch (const store::StoreFailure&) {  // a busy or full disk: tried again
                http::log(http::Level::error, http::Event::authority_store, {}, now());
            }
            lock.lock();
        }
    }
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    std::thread thread_;
};

struct Settings {
    registry::PeerServerOptions server;
    authority::Options service;
};

Result<Settings> read_settings(Arguments args) {
    MOTCUA_TRY(options, read_options(args, valued, {}));
    const auto port = options.number("port", 8082), delay = options.number("delay-ms", 1500), fail = options.number("fail-first", 0),
               drop = options.number("drop-callbacks", 0), attempts = options.number("callback-attempts", 20);
    if (!port || *port > 65535 || !delay || !fail || !drop || !attempts || *attempts < 1 || !options.rest.empty()) return ErrorCode::cli_usage;
    MOTCUA_TRY(folder, data_dir(options));
    Settings out{.server = {.name = "authority", .bind = options.text("bind", "127.0.0.1"), .port = static_cast<int>(*port)},
                 .service = {.data_dir = folder, .callback_base = options.text("callback-base", "http://127.0.0.1:8080"), .delay = *delay,
                             .max_callback_attempts = static_cast<int>(*attempts), .clock = now, .fail_first = static_cast<int>(*fail),
                             .drop_callbacks = static_cast<int>(*drop)}};
    while (out.service.callback_base.ends_with('/')) out.service.callback_base.pop_back();
    return out;
}

}  // namespace

int run_authority(Arguments args) {
    auto settings = read_settings(args);
    if (!settings.ok()) return settings.error().code == ErrorCode::cli_usage ? usage(help) : complain(settings.error());
    auto ledger = authority::Ledger::open(settings->service.data_dir + "/authority.db");
    if (!ledger.ok()) return complain(ledger.error());
    auto key = net::own_key(settings->service.data_dir, "authority");
    if (!key.ok()) return complain(key.error());
    authority::Service service(settings->service, **ledger, *key);
    const Ticker ticker(service);
    settings->server.answer = [&service](const registry::PeerRequest& request) { return service.answer(request); };
    return registry::serve_until_signal(settings->server);
}

}  // namespace motcua::cli
