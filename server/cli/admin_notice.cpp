// motcua admin notice: what stands above every public page.
#include <filesystem>

#include <fmt/core.h>

#include "server/cli/commands.hpp"
#include "server/cli/options.hpp"
#include "server/http/notice.hpp"

namespace motcua::cli {
namespace {

int show(const std::string& dir) {
    const auto notice = http::read_notice(dir);
    fmt::print("{}\n", notice ? notice->vi + "\n" + notice->en : "-");
    return 0;
}

int clear(const std::string& dir) {
    std::error_code failed;
    std::filesystem::remove(http::notice_file(dir), failed);
    return failed ? complain({.code = ErrorCode::file_unusable, .detail = "notice.json"}) : 0;
}

}  // namespace

int run_admin_notice(Arguments args) {
    constexpr std::string_view help = "motcua admin notice [--vi TEXT --en TEXT | --clear] --data DIR   shown above every public page from the next visit on";
    constexpr std::string_view valued[] = {"data", "vi", "en"}, flags[] = {"clear"};
    const auto options = read_options(args, valued, flags);
    if (!options.ok()) return complain(options.error());
    const bool sets = options->has("vi") || options->has("en");
    if (!options->rest.empty() || (sets && options->has("clear"))) return usage(help);
    const auto dir = data_dir(*options);
    if (!dir.ok()) return complain(dir.error());
    if (options->has("clear")) return clear(*dir);
    if (!sets) return show(*dir);
    const auto written = http::write_notice(*dir, {.vi = options->text("vi"), .en = options->text("en")});
    return written.ok() ? 0 : complain(written.error());
}

}  // namespace motcua::cli
