#include "server/cli/commands.hpp"
#include "server/cli/options.hpp"

namespace motcua::cli {

int run_admin(Arguments args) {
    constexpr std::string_view help =
        "motcua admin audit verify --data DIR         check the audit chain [against --checkpoints DIR]\n"
        "motcua admin backup TO --data DIR            an encrypted copy of the store, also while it is served\n"
        "motcua admin restore FROM --data DIR         puts a back-up into a folder that has no store\n"
        "motcua admin doctor [--json] --data DIR …    what is wrong with this installation, and what to do\n"
        "motcua admin keys list|rotate --data DIR     every key and its life; a new key-encryption key, also while serving\n"
        "motcua admin demo --data DIR                 fill registry and staff with invented people\n"
        "motcua admin retention [--dry-run] --data DIR  erases what has been kept long enough; prints counts by kind\n"
        "motcua admin models [--json] [--share DIR]   the face networks: source, licence, accuracy, and whether the files are those\n"
        "motcua admin notice [--vi TEXT --en TEXT | --clear] --data DIR   what stands above every public page\n"
        "motcua admin close [--office ID --from DAY … | --list | --open NUMBER] --data DIR   days on which an office is closed\n"
        "motcua admin rules [--all] [--json]          dated rules, where they come from, what is uncertain\n"
        "motcua admin lifecycle [--language vi|en]    the life cycle of an application as a Graphviz digraph\n"
        "motcua admin staff add|code|recover … --data DIR   officers' accounts\n"
        "motcua admin totp USER --data DIR            the officer's current second-factor code (demo)";
    if (args.empty()) return usage(help);
    const auto rest = args.subspan(1);
    if (args[0] == "audit") return run_admin_audit(rest);
    if (args[0] == "backup") return run_admin_backup(rest);
    if (args[0] == "restore") return run_admin_restore(rest);
    if (args[0] == "doctor") return run_admin_doctor(rest);
    if (args[0] == "keys") return run_admin_keys(rest);
    if (args[0] == "demo") return run_admin_demo(rest);
    if (args[0] == "retention") return run_admin_retention(rest);
    if (args[0] == "models") return run_admin_models(rest);
    if (args[0] == "notice") return run_admin_notice(rest);
    if (args[0] == "close") return run_admin_close(rest);
    if (args[0] == "rules") return run_admin_rules(rest);
    if (args[0] == "lifecycle") return run_admin_lifecycle(rest);
    if (args[0] == "staff") return run_admin_staff(rest);
    if (args[0] == "totp") return run_admin_totp(rest);
    return usage(help);
}

}  // namespace motcua::cli
