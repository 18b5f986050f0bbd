// motcua admin staff add|code|recover|list|disable, motcua admin totp: officers' accounts from the command line.
#include <fmt/core.h>

#include <chrono>
#include <iostream>
#include <memory>

#include "server/cli/commands.hpp"
#include "server/cli/options.hpp"
#include "server/keys/keyring.hpp"
#include "server/staff/activation.hpp"
#include "server/staff/password.hpp"
#include "server/staff/totp.hpp"
#include "server/store/sqlite/database.hpp"

namespace motcua::cli {
namespace {

constexpr std::string_view staff_help =
    "motcua admin staff add USER --name NAME --office ID [--role officer|supervisor] [--language vi|en] [--demo] [--data DIR]\n"
    "    prints an activation code, good once and for 72 hours: the officer opens /vi/officer/activate and chooses the password there.\n"
    "    --demo: a demo account, whose password is read from standard input; prints the secret for the authenticator app\n"
    "motcua admin staff code USER [--data DIR]         another code for an account that is not active; the earlier one is dead\n"
    "motcua admin staff recover USER --identity-checked-by SUPERVISOR [--data DIR]\n"
    "    for who lost password or devices: those are dead, all sessions end, a new activation code is printed. SUPERVISOR has\n"
    "    checked who is asking, in person and by a document; that stands in the audit chain\n"
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

/// The code alone on standard output, for programs; what to do with it for people.
void tell_code(std::string_view code) {
    fmt::print("{}\n", code);
    fmt::print(stderr, "Give this code to the officer in person. It is good once and for 72 hours, on the page /vi/officer/activate.\n");
}

Result<int> add_demo(const Stores& stores, const rules::Rulebook& book, staff::NewAccount wanted) {
    wanted.origin = staff::Origin::demo;
    wanted.password = read_password();
    if (wanted.password.empty()) return ErrorCode::staff_password_weak;
    MOTCUA_TRY(account, staff::add(*stores.db, *stores.keys, book, wanted));
    MOTCUA_TRY(secret, staff::secret_of(*stores.db, *stores.keys, account.user));
    fmt::print("{}\t{}\n{}\n", account.id, account.user, staff::totp_uri(secret.totp, account.user));
    return 0;
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
                                   .language = options.text("language", "vi")};
    if (options.has("demo")) return add_demo(stores, book, wanted);
    MOTCUA_TRY(invited, staff::invite(*stores.db, *stores.keys, book, wanted));
    fmt::print("{}\t{}\n", invited.account.id, invited.account.user);
    tell_code(invited.code);
    return 0;
}

Result<int> code(const Options& options) {
    if (options.rest.size() != 2) return usage(staff_help);
    MOTCUA_TRY(stores, open_stores(options));
    MOTCUA_TRY(given, staff::reissue(*stores.db, *stores.keys, options.rest[1]));
    tell_code(given);
    return 0;
}

Result<int> recover(const Options& options) {
    if (options.rest.size() != 2 || !options.has("identity-checked-by")) return usage(staff_help);
    MOTCUA_TRY(stores, open_stores(options));
    MOTCUA_TRY(given, staff::recover(*stores.db, *stores.keys, options.rest[1], options.text("identity-checked-by")));
    tell_code(given);
    return 0;
}

std::string_view state_of(const staff::Account& account) {
    if (account.disabled) return "disabled";
    return account.active ? "active" : "to activate";
}

Result<int> list(const Options& options) {
    if (options.rest.size() != 1) return usage(staff_help);
    MOTCUA_TRY(stores, open_stores(options));
    MOTCUA_TRY(accounts, staff::list(*stores.db));
    for (const auto& account : accounts)
        fmt::print("{}\t{}\t{}\t{}\t{}{}\n", account.user, account.name, account.office, text(account.role),
                   state_of(account), account.origin == staff::Origin::demo ? "\tdemo" : "");
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
    constexpr std::string_view valued[] = {"data", "name", "office", "role", "language", "identity-checked-by"}, flags[] = {"demo"};
    const auto options = read_options(args, valued, flags);
    if (!options.ok()) return complain(options.error());
    if (options->rest.empty()) return usage(staff_help);
    if (options->rest[0] == "add") return finish(add(*options));
    if (options->rest[0] == "code") return finish(code(*options));
    if (options->rest[0] == "recover") return finish(recover(*options));
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
