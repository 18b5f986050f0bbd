// motcua serve: makes the services once, then lets the front run until SIGTERM or SIGINT.
#include <array>
#include <chrono>
#include <csignal>
#include <mutex>
#include <thread>
#include <vector>

#include <fmt/core.h>
#include <pthread.h>
#include <sys/resource.h>

#include "server/audit/checkpoint.hpp"
#include "server/audit/checkpoint_writer.hpp"
#include "server/booking/closures.hpp"
#include "server/booking/moving.hpp"
#include "server/cli/commands.hpp"
#include "server/cli/links.hpp"
#include "server/cli/options.hpp"
#include "server/cli/parts.hpp"
#include "server/cli/serving_commands.hpp"
#include "server/control/socket.hpp"
#include "server/http/about.hpp"
#include "server/http/address_limit.hpp"
#include "server/http/assets.hpp"
#include "server/http/engine.hpp"
#include "server/http/log.hpp"
#include "server/http/metrics.hpp"
#include "server/http/middleware.hpp"
#include "server/http/responses.hpp"
#include "server/keys/keyring.hpp"
#include "server/net/signature.hpp"
#include "server/reminders/remind.hpp"
#include "server/retention/daily.hpp"
#include "server/sandbox/decoder.hpp"
#include "server/schedule/periodic.hpp"
#include "server/store/sqlite/database.hpp"

namespace motcua::cli {
namespace {

using http::Services;

Millis now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

struct Wanted {
    http::Settings settings;
    http::Edges edges;
    std::string trusted_proxy;
    Millis retention_period = 0, reminder_period = 0;
};

constexpr std::string_view serve_help =
    "serve --data DIR --port 8080 [--bind A] [--share DIR] [--public-url U] [--officer-origin U] [--trusted-proxy A] [--demo]\n"
    "  [--smtp-from A] [--rate-scale N] [--rule-set ID] [--workers N] [--checkpoints DIR] [--checkpoint-seconds N] [--retention-seconds N]\n"
    "  [--reminder-seconds N]\n  ";

struct Numbers {
    std::optional<long> port, scale, workers, seconds, retention, reminders;
    [[nodiscard]] bool fine() const {
        return port && *port <= 65535 && scale && *scale >= 1 && workers && *workers >= 1 && seconds && *seconds >= 1 && retention && *retention >= 1 &&
               reminders && *reminders >= 1;
    }
};

Numbers numbers_of(const Options& options) {
    return {.port = options.number("port", 8080),
            .scale = options.number("rate-scale", 1),
            .workers = options.number("workers", 16),
            .seconds = options.number("checkpoint-seconds", 60),
            .retention = options.number("retention-seconds", 24L * 3600),
            .reminders = options.number("reminder-seconds", 60)};
}

/// Whoever listens beyond this machine speaks TLS, and serve does not. The demo may be shown to a neighbour.
Result<void> check_bind(const Options& options) {
    const auto bind = options.text("bind", "127.0.0.1");
    const bool inside = options.has("demo") || net::stays_here("http://" + (bind == "::1" ? "[::1]" : bind));
    return inside ? Result<void>{} : Result<void>{Error{.code = ErrorCode::cli_open_bind, .detail = "--bind " + bind}};
}

/// The host, with its port, of an origin as browsers write it (small letters, nothing behind it); empty: it is none.
std::string_view host_of_origin(std::string_view origin) {
    const auto at = origin.find("://");
    const auto host = at == std::string_view::npos ? std::string_view() : origin.substr(at + 3);
    const bool written = std::none_of(origin.begin(), origin.end(), [](char c) { return (c >= 'A' && c <= 'Z') || c == '?' || c == '#'; });
    return written && host.find('/') == std::string_view::npos ? host : std::string_view();
}

/// Pages and requests are told by these origins, and two hosts must be told apart.
Result<void> check_origins(const Options& options) {
    const auto officers = options.text("officer-origin"), everybody = options.text("public-url");
    if (!everybody.empty() && host_of_origin(everybody).empty())
        return Error{.code = ErrorCode::cli_usage, .detail = "--public-url https://host.example, in small letters and without a path"};
    const bool apart = !host_of_origin(officers).empty() && !everybody.empty() && host_of_origin(officers) != host_of_origin(everybody);
    if (officers.empty() || apart) return {};
    return Error{.code = ErrorCode::cli_usage, .detail = "--officer-origin https://HOST beside --public-url https://OTHER-HOST"};
}

void add_addresses(http::Settings& settings, const Links& links) {
    settings.registry_url = links.registry.url;
    settings.authority_url = links.authority.url;
    settings.smtp_url = links.smtp.url;
    settings.sms_gateway_url = links.sms.url;
}

Result<Wanted> read_settings(Arguments args) {
    std::vector<std::string_view> valued{"data",     "share",   "port",          "bind",        "public-url",        "officer-origin", "smtp-from", "rate-scale",
                                         "rule-set", "workers", "trusted-proxy", "checkpoints", "checkpoint-seconds", "retention-seconds", "reminder-seconds"};
    valued.insert(valued.end(), link_options.begin(), link_options.end());
    constexpr std::array<std::string_view, 1> flags{"demo"};
    MOTCUA_TRY(options, read_options(args, valued, flags));
    const auto numbers = numbers_of(options);
    if (!numbers.fine() || !options.rest.empty())
        return Error{.code = ErrorCode::cli_usage, .detail = std::string(serve_help) + std::string(link_help)};
    MOTCUA_CHECK(check_bind(options));
    MOTCUA_CHECK(check_origins(options));
    const auto links = links_of(options);
    MOTCUA_CHECK(check_links(links));
    MOTCUA_TRY(folder, data_dir(options));
    http::Settings out{.data_dir = folder,
                       .share_dir = share_dir(options),
                       .public_url = options.text("public-url"),
                       .port = static_cast<int>(*numbers.port),
                       .bind = options.text("bind", "127.0.0.1"),
                       .demo = options.has("demo"),
                       .rule_set = options.text("rule-set"),
                       .rate_scale = static_cast<int>(*numbers.scale),
                       .workers = static_cast<std::size_t>(*numbers.workers),
                       .checkpoint_dir = options.text("checkpoints", folder + "/checkpoints"),
                       .checkpoint_period = *numbers.seconds * 1000};
    add_addresses(out, links);
    if (options.has("smtp-from")) out.smtp_from = options.text("smtp-from");
    return Wanted{.settings = std::move(out),
                  .edges = {.registry = links.registry.trust,
                            .authority = links.authority.trust,
                            .smtp = links.smtp.trust,
                            .sms = links.sms.trust,
                            .officer_url = options.text("officer-origin"),
                            .virus_scanner = links.virus_scanner},
                  .trusted_proxy = options.text("trusted-proxy"),
                  .retention_period = *numbers.retention * 1000,
                  .reminder_period = *numbers.reminders * 1000};
}

Result<Services> make_services(http::Settings settings) {
    Services out{.settings = std::move(settings), .clock = now, .random_bytes = keys::random_bytes};
    MOTCUA_TRY(db, store::Database::open({.path = out.settings.data_dir + "/motcua.db", .clock = now}));
    out.db = std::move(db);
    MOTCUA_TRY(keyring, keys::Keyring::open(out.settings.data_dir, *out.db));
    out.keys = std::move(keyring);
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
             http::log(http::Level::error, http::Event::audit_checkpoint, {{"code", error.code}}, clock());
         }});
}

/// Figures only: whose things were erased stands in the audit chain.
void tell_retention(const Result<retention::Counts>& run, Millis at) {
    if (!run.ok())
        return http::log(http::Level::error, http::Event::retention_failed, {{"code", run.error().code}, {"about", http::Word("failure")}}, at);
    using retention::Kind;
    const auto number = [&](Kind kind) { return run->at(kind).number; };
    const auto files = number(Kind::withdrawn) + number(Kind::expired) + number(Kind::finished);
    http::log(http::Level::info, http::Event::retention_done,
              {{"drafts", number(Kind::draft)}, {"pictures", number(Kind::picture)}, {"files", files}}, at);
}

Result<std::unique_ptr<retention::Daily>> start_retention(const Services& services, Millis period) {
    return retention::Daily::start({.db = services.db.get(),
                                    .keys = services.keys.get(),
                                    .clock = services.clock,
                                    .period = period,
                                    .done = [clock = services.clock](const auto& run) { tell_retention(run, clock()); }});
}

/// What the command that closed an office left, because it was cut short.
void move_visits(const Services& services, const std::stop_token& stop) {
    const auto done = booking::move_affected(services, [&stop] { return stop.stop_requested(); });
    if (!done.ok())
        return http::log(http::Level::error, http::Event::closures_failed, {{"code", done.error().code}, {"about", http::Word("failure")}}, services.clock());
    if (done->moved + done->cancelled > 0)
        http::log(http::Level::info, http::Event::closures_done, {{"moved", done->moved}, {"cancelled", done->cancelled}}, services.clock());
}

/// Figures only, and only when there is something to say: it looks every minute.
void tell_reminders(const Result<reminders::Reminded>& run, Millis at) {
    if (!run.ok())
        return http::log(http::Level::error, http::Event::reminders_failed, {{"code", run.error().code}, {"about", http::Word("failure")}}, at);
    if (run->visits + run->activations == 0) return;
    http::log(http::Level::info, http::Event::reminders_done, {{"visits", run->visits}, {"activations", run->activations}}, at);
}

/// What comes due by itself: visits of closed days, then reminders.
Result<std::unique_ptr<schedule::Periodic>> start_looking(const Services& services, std::mutex& moving, Millis period) {
    MOTCUA_TRY(plans, reminders::parse_plans(reminders::plan_json()));
    if (const auto closed = booking::close_days_off(services); !closed.ok()) return closed.error();  // the rules may be others than before
    const auto look = [&services, &moving, plans](const std::stop_token& stop) {
        const std::unique_lock lock(moving, std::try_to_lock);
        if (!lock) return;            // an office is being closed, which takes its time: a look must not keep the server from stopping
        move_visits(services, stop);  // before anybody is reminded of a visit that will not be
        const Millis now = services.clock();
        tell_reminders(reminders::remind_due(services, reminders::plan_on(plans, date_in_vietnam(now)), stop), now);
    };
    return std::make_unique<schedule::Periodic>(look, period);
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
    if (layers.complete()) return http::log(http::Level::info, http::Event::decoder_confined, {{"layers", layers}}, services.clock());
    constexpr http::Word advice("the system refuses the layers that are missing: allow seccomp and user namespaces to this service");
    http::log(http::Level::warning, http::Event::decoder_weakly_confined, {{"layers", layers}, {"advice", advice}}, services.clock());
}

int serve(Services& services, const Wanted& wanted) {
    const http::RouteTable routes(http::all_routes());
    const http::Assets assets(services.settings.share_dir);
    http::Metrics metrics;
    http::AddressLimit addresses(300 * services.settings.rate_scale, 300'000);
    http::Chain chain{.services = services,
                      .routes = routes,
                      .assets = assets,
                      .metrics = metrics,
                      .addresses = addresses,
                      .trusted_proxy = wanted.trusted_proxy};
    http::FrontOptions options{
        .bind = services.settings.bind, .port = services.settings.port, .workers = services.settings.workers, .spool_folder = services.settings.data_dir};
    options.body_limit = [&](const http::Head& head) { return http::body_limit(services, routes, head); };
    options.serve = [&](http::Incoming&& incoming) {
        return http::answer_bytes(incoming, [&](const http::Incoming& in) { return http::handle(chain, in); });
    };
    options.refuse = [&](const Error& error) {
        const auto id = keys::hex(keys::random_bytes(8));
        auto response = http::problem(error, id);
        http::log(http::Level::warning, http::Event::refused,
                  {{"id", http::RandomId(id)}, {"status", response.status}, {"code", error.code}, {"about", http::about_refusal(response.status)}}, now());
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
    std::mutex moving;  // of visits: by the command and by the look
    const auto listener = control::Listener::start(services.settings.data_dir, serving_commands(services, moving),
                                                   [&services] { services.keys->forget_retired(services.clock()); });
    if (!listener.ok()) return complain(listener.error());
    const auto daily = start_retention(services, wanted.retention_period);
    if (!daily.ok()) return complain(daily.error());
    const auto reminding = start_looking(services, moving, wanted.reminder_period);
    if (!reminding.ok()) return complain(reminding.error());
    tell_confinement(services);
    auto signals = stop_on_signal(**front);
    http::log(http::Level::info, http::Event::serving, {{"port", services.settings.port}}, services.clock());
    (*front)->run();
    pthread_kill(signals.native_handle(), SIGUSR1);
    signals.join();
    http::log(http::Level::info, http::Event::stopped, {}, services.clock());
    return 0;
}

}  // namespace

int run_serve(Arguments args) {
    block_signals();
    auto wanted = read_settings(args);
    if (!wanted.ok()) return complain(wanted.error());
    const auto folder = control::FolderLock::take(wanted->settings.data_dir);  // two writers would spoil the store
    if (!folder.ok()) return complain(folder.error());
    auto services = make_services(wanted->settings);
    if (!services.ok()) return complain(services.error());
    services->edges = std::move(wanted->edges);
    return serve(*services, *wanted);
}

}  // namespace motcua::cli
