// motcua admin staff add|list|disable, motcua admin totp: officers' accounts from the command line.
#include <fmt/core.h>

#include <chrono>
#include <iostream>
#include <memory>

#include "server/cli/commands.hpp"
#include "server/cli/options.hpp"
#include "server/keys/keyring.hpp"
#include "server/staff/accounts.hpp"
#include "server/staff/password.hpp"
#include "server/staff/totp.hpp"
#include "server/store/sqlite/database.hpp"

namespace motcua::cli {
namespace {

constexpr std::string_view staff_help =
    "motcua admin staff add USER --name NAME --office ID [--role officer|supervisor] [--language vi|en] [--data DIR]\n"
    "    reads the password from standard input, prints the secret for the authenticator app once\n"
    "motcua admin staff list [--data DIR]\n"
    "motcua admin staff disable USER [--data DIR]      closes the account and ends its sessions";
constexpr std::string_view totp_help =
    "motcua admin totp USER [--force] [--data DIR]     prints the present code and the otpauth URI of a demo account;\n"
    "    --force: of any account";

Millis now() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

/// What every command here works on.
struct Stores {
    std::unique_ptr<store::Database> db;
    std::unique_ptr<keys::Keyring> keys;
};

Result<Stores> open_stores(const Options& options) {
    MOTCUA_TRY(folder, data_dir(options));
    MOTCUA_TRY(db, store::Database::open({.path = folder + "/motcua.db", .clock = now}));
    MOTCUA_TRY(keys, keys::Keyring::open(folder, *db));
    return Stores{.db = std::move(db), .keys = std::move(keys)};
}

// Never an argument: arguments stand in the process list and the shell's history.
std::string read_password() {
    std::string line;
    std::getline(std::cin, line);
    return line;
}

Result<int> add(const Options& options) {
    const auto role = staff::parse_role(options.text("role", "officer"));
    if (options.rest.size() != 2 || !role || !options.has("name") || !options.has("office")) return usage(staff_help);
    MOTCUA_TRY(book, rules::parse_rulebook(rules::embedded_bundle()));
    MOTCUA_TRY(stores, open_stores(options));
    const staff::NewAccount wanted{.user = options.rest[1],
                                   .name = options.text("name"),
                                   .office = options.text("office"),
                                   .role = *role,
                                   .password = read_password(),
                                   .language = options.text("language", "vi")};
    MOTCUA_TRY(account, staff::add(*stores.db, *stores.keys, book, wanted));
    MOTCUA_TRY(secret, staff::secret_of(*stores.db, *stores.keys, account.user));
    fmt::print("{}\t{}\n{}\n", account.id, account.user, staff::totp_uri(secret.totp, account.user));
    return 0;
}

Result<int> list(const Options& options) {
    if (options.rest.size() != 1) return usage(staff_help);
    MOTCUA_TRY(stores, open_stores(options));
    MOTCUA_TRY(accounts, staff::list(*stores.db));
    for (const auto& account : accounts)
        fmt::print("{}\t{}\t{}\t{}\t{}{}\n", account.user, account.name, account.office, text(account.role),
                   account.disabled ? "disabled" : "active", account.origin == staff::Origin::demo ? "\tdemo" : "");
    return 0;
}

Result<int> disable(const Options& options) {
    if (options.rest.size() != 2) return usage(staff_help);
    MOTCUA_TRY(stores, open_stores(options));
    MOTCUA_CHECK(staff::disable(*stores.db, *stores.keys, options.rest[1]));
    return 0;
}

Result<int> totp(const Options& options) {
    if (options.rest.size() != 1) return usage(totp_help);
    MOTCUA_TRY(stores, open_stores(options));
    MOTCUA_TRY(secret, staff::secret_of(*stores.db, *stores.keys, options.rest[0]));
    if (secret.account.origin != staff::Origin::demo && !options.has("force")) return ErrorCode::staff_not_demo;
    fmt::print("{}\n{}\n", staff::totp_code(secret.totp, staff::totp_step(now())),
               staff::totp_uri(secret.totp, secret.account.user));
    return 0;
}

int finish(const Result<int>& result) { return result.ok() ? *result : complain(result.error()); }

}  // namespace

int run_admin_staff(Arguments args) {
    constexpr std::string_view valued[] = {"data", "name", "office", "role", "language"};
    const auto options = read_options(args, valued, {});
    if (!options.ok()) return complain(options.error());
    if (options->rest.empty()) return usage(staff_help);
    if (options->rest[0] == "add") return finish(add(*options));
    if (options->rest[0] == "list") return finish(list(*options));
    if (options->rest[0] == "disable") return finish(disable(*options));
    return usage(staff_help);
}

int run_admin_totp(Arguments args) {
    constexpr std::string_view valued[] = {"data"}, flags[] = {"force"};
    const auto options = read_options(args, valued, flags);
    return options.ok() ? finish(totp(*options)) : complain(options.error());
}

}  // namespace motcua::cli
