// motcua admin retention: erases what is due by assets/retention.json. serve does the same every day.
#include <chrono>

#include <fmt/core.h>

#include "server/cli/commands.hpp"
#include "server/cli/options.hpp"
#include "server/control/socket.hpp"
#include "server/retention/sweep.hpp"
#include "server/store/sqlite/connection.hpp"
#include "server/store/sqlite/database.hpp"
#include "server/store/sqlite/transaction.hpp"

namespace motcua::cli {
namespace {

constexpr std::string_view help =
    "motcua admin retention [--dry-run] [--language vi|en] [--data DIR]\n"
    "    erases what is due; --dry-run: prints what would be, also beside a running server";

Millis now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// Reads only, on a connection that cannot write: the server may be running.
Result<retention::Counts> count(const std::string& path, const retention::Policy& policy) {
    MOTCUA_TRY(db, store::connect(path, store::Access::read));
    try {
        const store::SqliteTransaction tx(db.get(), now());
        return retention::count_due(tx, policy);
    } catch (const store::StoreFailure& failure) {
        return Error{.code = ErrorCode::store_unavailable, .detail = failure.message};
    }
}

/// One process writes: while a server runs it is the server, which does this by itself.
Result<retention::Counts> erase(const std::string& folder, const std::string& path, const retention::Policy& policy) {
    const auto lock = control::FolderLock::take(folder);
    if (!lock.ok() && lock.error().code == ErrorCode::store_in_use) return Error{.code = ErrorCode::retention_in_use, .detail = path};
    if (!lock.ok()) return lock.error();
    MOTCUA_TRY(db, store::Database::open({.path = path, .clock = now}));
    MOTCUA_TRY(keys, keys::Keyring::open(folder, *db));
    return retention::erase_due(*db, *keys, policy);
}

void print(const retention::Policy& policy, const retention::Counts& counts, std::string_view language) {
    fmt::print("{}\n", policy.id);
    for (const auto& rule : policy.rules) {
        const auto& found = counts.at(rule.kind);
        fmt::print("{:<10} {:>7}{} {:>5} {}\n", text(rule.kind), found.number, found.at_least ? '+' : ' ', rule.days,
                   std::string(rule.since.in(language)) + (rule.origin.certain ? "" : " (?)"));
    }
}

Result<int> run(const Options& options) {
    const auto language = options.text("language", "vi");
    if (!options.rest.empty() || (language != "vi" && language != "en")) return usage(help);
    MOTCUA_TRY(policies, retention::parse_policies(retention::policy_json()));
    const auto& policy = retention::policy_on(policies, date_in_vietnam(now()));
    const bool dry = options.has("dry-run");
    MOTCUA_TRY(folder, dry ? Result<std::string>(data_path(options)) : data_dir(options));
    const auto path = folder + "/motcua.db";
    MOTCUA_TRY(counts, dry ? count(path, policy) : erase(folder, path, policy));
    print(policy, counts, language);
    return 0;
}

}  // namespace

int run_admin_retention(Arguments args) {
    constexpr std::string_view valued[] = {"data", "language"}, flags[] = {"dry-run"};
    const auto options = read_options(args, valued, flags);
    if (!options.ok()) return complain(options.error());
    const auto done = run(*options);
    return done.ok() ? *done : complain(done.error());
}

}  // namespace motcua::cli
