// motcua: one binary, several subcommands.
#include <string_view>
#include <vector>

#include <fmt/core.h>

#include "server/cli/commands.hpp"
#include "server/cli/options.hpp"
#include "server/keys/keyring.hpp"

namespace {

constexpr std::string_view help =
    "motcua serve      the service: pages and API\n"
    "motcua registry   reference population registry (a separate process)\n"
    "motcua authority  reference identity authority (a separate process)\n"
    "motcua admin      audit, back-up and restore, demo data, officers' accounts\n"
    "motcua check      rules and measures on the command line, answers in JSON\n"
    "motcua extract    the template of a fingerprint\n"
    "motcua search     a fingerprint among many";

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string_view> args(argv + 1, argv + argc);
    if (args.empty()) return motcua::cli::usage(help);
    if (!motcua::keys::start()) return motcua::cli::usage("motcua: the system gives no random numbers");
    const auto rest = std::span(args).subspan(1);
    if (args[0] == "serve") return motcua::cli::run_serve(rest);
    if (args[0] == "registry") return motcua::cli::run_registry(rest);
    if (args[0] == "authority") return motcua::cli::run_authority(rest);
    if (args[0] == "admin") return motcua::cli::run_admin(rest);
    if (args[0] == "check") return motcua::cli::run_check(rest);
    if (args[0] == "extract") return motcua::cli::run_extract(rest);
    if (args[0] == "search") return motcua::cli::run_search(rest);
    return motcua::cli::usage(help);
}
