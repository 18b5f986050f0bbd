// motcua serve: makes the services once, then lets the front run until SIGTERM or SIGINT.
#include <array>
#include <chrono>
#include <csignal>
#include <thread>

#include <fmt/core.h>
#include <pthread.h>
#include <sys/resource.h>

#include "server/audit/checkpoint.hpp"
#include "server/audit/checkpoint_writer.hpp"
#include "server/cli/commands.hpp"
#include "server/cli/options.hpp"
#include "server/cli/parts.hpp"
#include "server/http/address_limit.hpp"
#include "server/http/assets.hpp"
#include "server/http/engine.hpp"
#include "server/http/log.hpp"
#include "server/http/metrics.hpp"
#include "server/http/middleware.hpp"
#include "server/http/responses.hpp"
#include "server/keys/keyring.hpp"
#include "server/net/signature.hpp"
#include "server/sandbox/decoder.hpp"
#include "server/store/sqlite/database.hpp"

namespace motcua::cli {
namespace {

using http::Services;

Millis now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

struct Wanted {
    http::Settings settings;
    std::string trusted_proxy;
};

Result<Wanted> read_settings(Arguments args) {
    constexpr std::array<std::string_view, 16> valued{
        "data",      "share",       "port",       "bind",     "public-url", "registry",      "authority",   "smtp",
        "smtp-from", "sms-gateway", "rate-scale", "rule-set", "workers",    "trusted-proxy", "checkpoints", "checkpoint-seconds"};
    constexpr std::array<std::string_view, 1> flags{"demo"};
    MOTCUA_TRY(options, read_options(args, valued, flags));
    const auto port = options.number("port", 8080), scale = options.number("rate-scale", 1),
               workers = options.number("workers", 16), seconds = options.number("checkpoint-seconds", 60);
    if (!port || *port > 65535 || !scale || *scale < 1 || !workers || *workers < 1 || !seconds || *seconds < 1 ||
        !options.rest.empty())
        return Error{.code = ErrorCode::cli_usage,
                     .detail =
                         "serve --data DIR --port 8080 [--bind A] [--share DIR] [--public-url U] [--registry U] [--authority U] "
                         "[--smtp U] [--sms-gateway U] [--demo] [--rate-scale N] [--checkpoints DIR] [--checkpoint-seconds N]"};
    MOTCUA_TRY(folder, data_dir(options));
    http::Settings out{.data_dir = folder,
                       .share_dir = share_dir(options),
                       .public_url = options.text("public-url"),
                       .port = static_cast<int>(*port),
                       .bind = options.text("bind", "127.0.0.1"),
                       .registry_url = options.text("registry"),
                       .authority_url = options.text("authority"),
                       .smtp_url = options.text("smtp"),
                       .sms_gateway_url = options.text("sms-gateway"),
                       .demo = options.has("demo"),
                       .rule_set = options.text("rule-set"),
                       .rate_scale = static_cast<int>(*scale),
                       .workers = static_cast<std::size_t>(*workers),
                       .checkpoint_dir = options.text("checkpoints", folder + "/checkpoints"),
                       .checkpoint_period = *seconds * 1000};
    if (options.has("smtp-from")) out.smtp_from = options.text("smtp-from");
    return Wanted{.settings = std::move(out), .trusted_proxy = options.text("trusted-proxy")};
}

Result<Services> make_services(http::Settings settings) {
    Services out{.settings = std::move(settings), .clock = now, .random_bytes = keys::random_bytes};
    MOTCUA_TRY(db, store::Database::open({.path = out.settings.data_dir + "/motcua.db", .clock = now}));
    out.db = std::move(db);
    MOTCUA_TRY(keyring, keys::Keyring::open(out.settings.data_dir, *out.db));
    out.keys = std::move(keyring);
    out.alarm = [](std::string_view event, std::initializer_list<std::pair<std::string_view, std::string>> parts) {
        http::log(http::Level::error, event, parts, now());
    };
    return out;
}

Result<std::unique_ptr<audit::CheckpointWriter>> start_checkpoints(const Services& services) {
    MOTCUA_TRY(key, net::own_key(services.settings.data_dir, audit::signer));
    return audit::CheckpointWriter::start(
        {.db = services.db.get(),
         .folder = services.settings.checkpoint_dir,
         .key = std::move(key),
         .clock = services.clock,
         .period = services.settings.checkpoint_period,
         .failed = [clock = services.clock](const Error& error) {
             http::log(http::Level::error, "audit.checkpoint", {{"code", std::string(describe(error.code).code)}}, clock());
         }});
}

// Signals are taken by one thread: nothing of ours runs inside a signal handler.
std::thread stop_on_signal(http::Front& front) {
    return std::thread([&front] {
        sigset_t set;
        sigemptyset(&set);
        for (int signal : {SIGTERM, SIGINT, SIGUSR1}) sigaddset(&set, signal);
        int signal = 0;
        sigwait(&set, &signal);
        if (signal != SIGUSR1) front.stop();
    });
}
void block_signals() {
    sigset_t set;
    sigemptyset(&set);
    for (int signal : {SIGTERM, SIGINT, SIGUSR1}) sigaddset(&set, signal);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);  // a limit on file sizes is answered like a full disk
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);  // a core dump would hold people's data in the clear
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
}

void tell_confinement(const Services& services) {
    const auto layers = services.decoder->confinement();
    if (layers.complete()) return http::log(http::Level::info, "decoder.confined", {{"layers", layers.text()}}, services.clock());
    http::log(http::Level::warning, "decoder.weakly_confined",
              {{"layers", layers.text()},
               {"advice", "the system refuses the layers that are missing: allow seccomp and user namespaces to this service"}},
              services.clock());
}

int serve(Services& services, const std::string& trusted_proxy) {
    const http::RouteTable routes(http::all_routes());
    const http::Assets assets(services.settings.share_dir);
    http::Metrics metrics;
    http::AddressLimit addresses(300 * services.settings.rate_scale, 300'000);
    http::Chain chain{.services = services,
                      .routes = routes,
                      .assets = assets,
                      .metrics = metrics,
                      .addresses = addresses,
                      .trusted_proxy = trusted_proxy};
    http::FrontOptions options{
        .bind = services.settings.bind, .port = services.settings.port, .workers = services.settings.workers, .spool_folder = services.settings.data_dir};
    options.body_limit = [&](const http::Head& head) { return http::body_limit(routes, head); };
    options.serve = [&](http::Incoming&& incoming) {
        return http::answer_bytes(incoming, [&](const http::Incoming& in) { return http::handle(chain, in); });
    };
    options.refuse = [&](const Error& error) {
        auto response = http::problem(error, keys::hex(keys::random_bytes(8)));
        http::finish(services, response);
        return http::refusal_bytes(response);
    };
    auto front = http::Front::create(std::move(options));
    if (!front.ok()) return complain(front.error());
    chain.front_figures = [&front] { return (*front)->figures(); };
    services.settings.port = (*front)->port();
    if (services.settings.public_url.empty())
        services.settings.public_url = fmt::format("http://{}:{}", services.settings.bind, services.settings.port);
    const auto checkpoints = start_checkpoints(services);  // ends after the parts: the last one covers what they did
    if (!checkpoints.ok()) return complain(checkpoints.error());
    const auto parts = start_parts(services);
    if (!parts.ok()) return complain(parts.error());
    tell_confinement(services);
    auto signals = stop_on_signal(**front);
    http::log(http::Level::info, "serving",
              {{"address", services.settings.public_url}, {"port", std::to_string(services.settings.port)}}, services.clock());
    (*front)->run();
    pthread_kill(signals.native_handle(), SIGUSR1);
    signals.join();
    http::log(http::Level::info, "stopped", {}, services.clock());
    return 0;
}

}  // namespace

int run_serve(Arguments args) {
    block_signals();
    auto wanted = read_settings(args);
    if (!wanted.ok()) return complain(wanted.error());
    auto services = make_services(wanted->settings);
    if (!services.ok()) return complain(services.error());
    return serve(*services, wanted->trusted_proxy);
}

}  // namespace motcua::cli
