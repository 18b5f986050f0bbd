// check batch: many cases in one process, for parity and bench. One JSON object a line in, one a line out.
#include <sstream>
#include <string>

#include "server/cli/check.hpp"
#include "server/cli/check_tools.hpp"
#include "shared/base/json.hpp"

namespace motcua {
namespace {

std::string run_one(const std::string& line) {
    const auto request = parse_json(line, {.bytes = 32 * 1024 * 1024, .depth = 4});
    if (!request) return R"({"exit":2,"out":""})";
    std::vector<std::string> words;
    for (const Json& word : member(*request, "args"))
        if (word.is_string()) words.push_back(word.get<std::string>());
    const std::vector<std::string_view> args(words.begin(), words.end());
    // a batch in a batch would read from itself
    if (args.empty() || args[0] == "batch") return R"({"exit":2,"out":""})";
    std::istringstream in{std::string(text_at(*request, "input"))};
    std::ostringstream out, err;
    const int code = run_check(args, in, out, err);
    return dump_json({{"exit", code}, {"out", out.str()}});
}

}  // namespace

int check_batch(std::span<const std::string_view> args, std::istream& in, std::ostream& out, std::ostream& err) {
    if (!args.empty()) return check::usage(err, "batch", args[0]);
    for (std::string line; std::getline(in, line);) out << run_one(line) << '\n';
    return check::exit_valid;
}

}  // namespace motcua
