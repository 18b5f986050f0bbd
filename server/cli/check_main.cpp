// motcua-check.js: `motcua check`, and `motcua extract` as its subcommand `extract`, under node. The native binary has its own main.
#include <iostream>
#include <vector>

#include "server/cli/check.hpp"

int main(int argc, char** argv) {
    const std::vector<std::string_view> args(argv + 1, argv + argc);
    std::ios::sync_with_stdio(false);  // read and written by the buffer
    if (!args.empty() && args[0] == "extract") return motcua::run_extract(std::span(args).subspan(1), std::cin, std::cout, std::cerr);
    return motcua::run_check(args, std::cin, std::cout, std::cerr);
}
