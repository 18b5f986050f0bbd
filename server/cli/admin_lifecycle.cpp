// motcua admin lifecycle: the life cycle as the source of a picture.
#include <fmt/core.h>

#include "server/cli/commands.hpp"
#include "server/cli/options.hpp"
#include "shared/application/lifecycle.hpp"

namespace motcua::cli {

int run_admin_lifecycle(Arguments args) {
    constexpr std::string_view lifecycle_help = "motcua admin lifecycle [--language vi|en]   a Graphviz digraph: … | dot -Tsvg > lifecycle.svg";
    constexpr std::string_view valued[] = {"language"};
    const auto options = read_options(args, valued, {});
    if (!options.ok()) return complain(options.error());
    if (!options->rest.empty()) return usage(lifecycle_help);
    fmt::print("{}", application::graphviz(options->text("language", "vi")));
    return 0;
}

}  // namespace motcua::cli
