// motcua admin close: an office closed for days, and taken back; by the server where one runs.
#include <array>
#include <chrono>
#include <filesystem>

#include <fmt/core.h>

#include "server/booking/closures.hpp"
#include "server/cli/commands.hpp"
#include "server/cli/options.hpp"
#include "server/cli/serving_commands.hpp"
#include "server/control/socket.hpp"
#include "server/keys/keyring.hpp"
#include "server/notify/messages_data.hpp"
#include "server/notify/notifier.hpp"
#include "server/store/closures.hpp"
#include "server/store/sqlite/beside.hpp"
#include "server/store/sqlite/database.hpp"
#include "shared/application/closure.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::cli {
namespace {

constexpr std::string_view close_help =
    "motcua admin close --office ID --from DAY --to DAY --reason-vi TEXT --reason-en TEXT [--data DIR]\n"
    "    nobody is received on these days (2026-12-01); whoever is booked is moved and told, with the reason as it stands\n"
    "motcua admin close --list [--data DIR]\n"
    "motcua admin close --open NUMBER [--data DIR]    taken back from today on; who was moved keeps the new time\n"
    "    all answer in JSON, also while the server serves";

Millis now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// Without a server the messages wait in the outbox for the next one.
Result<http::Services> services_of(const std::string& folder) {
    const auto path = folder + "/motcua.db";
    if (!std::filesystem::exists(path)) return Error{.code = ErrorCode::cli_data_dir, .detail = path};
    http::Services out{.settings = {.data_dir = folder}, .clock = now, .random_bytes = keys::random_bytes, .wake_outbox = [] {}};
    MOTCUA_TRY(db, store::Database::open({.path = path, .clock = now}));
    out.db = std::move(db);
    MOTCUA_TRY(keyring, keys::Keyring::open(folder, *out.db));
    out.keys = std::move(keyring);
    MOTCUA_TRY(book, rules::parse_rulebook(rules::embedded_bundle()));
    out.rules = std::make_shared<const rules::Rulebook>(std::move(book));
    MOTCUA_TRY(notifier, notify::Notifier::create({.messages_json = std::string(notify::messages_json()), .keys = out.keys}));
    out.notifier = std::move(notifier);
    return out;
}

Result<Json> do_here(const std::string& folder, std::string_view command, const Json& asked) {
    MOTCUA_TRY(lock, control::FolderLock::take(folder));
    (void)lock;
    MOTCUA_TRY(services, services_of(folder));
    return command == close_command ? booking::close_office(services, asked, [] { return false; }) : booking::open_office(services, asked);
}

Result<Json> have_done(const std::string& folder, std::string_view command, const Json& asked) {
    auto served = control::ask(folder, command, asked);
    return served ? *std::move(served) : do_here(folder, command, asked);
}

Result<Json> list(const std::string& folder) {
    Json rows = Json::array();
    MOTCUA_CHECK(store::read_beside(folder + "/motcua.db", [&](const store::Transaction& tx) {
        for (const auto& each : tx.closures().all()) rows.push_back(booking::json_of(each));
    }));
    return Json{{"closures", std::move(rows)}};
}

/// Checked here too: what is far too long would not reach the server.
Result<Json> asked_by(const Options& options) {
    const closure::Wish wish{.office = options.text("office"), .from = options.text("from"), .to = options.text("to"),
                             .reason = {.vi = options.text("reason-vi"), .en = options.text("reason-en")}};
    MOTCUA_TRY(book, rules::parse_rulebook(rules::embedded_bundle()));
    MOTCUA_CHECK(closure::check(wish, book, date_in_vietnam(now())));
    return Json{{"office", wish.office}, {"from", wish.from}, {"to", wish.to}, {"reasonVi", wish.reason.vi}, {"reasonEn", wish.reason.en}};
}

Result<Json> run(const Options& options) {
    const auto folder = data_path(options);
    if (options.has("list")) return list(folder);
    if (!options.has("open")) {
        MOTCUA_TRY(asked, asked_by(options));
        return have_done(folder, close_command, asked);
    }
    const auto id = options.number("open", 0);
    if (!id) return Error{.code = ErrorCode::cli_usage, .detail = "--open " + options.text("open")};
    return have_done(folder, open_command, {{"id", *id}});
}

/// One of the three, and nothing of another.
bool is_asked_well(const Options& options) {
    const std::size_t data = options.has("data") ? 1 : 0;
    const std::size_t wanted = options.has("list") || options.has("open") ? 1 : 5;
    return options.rest.empty() && options.named.size() == wanted + data;
}

}  // namespace

int run_admin_close(Arguments args) {
    constexpr std::array<std::string_view, 7> valued{"data", "office", "from", "to", "reason-vi", "reason-en", "open"};
    constexpr std::array<std::string_view, 1> flags{"list"};
    const auto options = read_options(args, valued, flags);
    if (!options.ok()) return complain(options.error());
    if (!is_asked_well(*options)) return usage(close_help);
    const auto done = run(*options);
    if (!done.ok()) return complain(done.error());
    fmt::print("{}\n", dump_json(*done));
    return 0;
}

}  // namespace motcua::cli
