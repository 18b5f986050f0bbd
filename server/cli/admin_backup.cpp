// motcua admin backup TO, motcua admin restore FROM: also while the store is served.
#include <array>
#include <chrono>

#include <fmt/core.h>

#include "server/backup/backup.hpp"
#include "server/cli/commands.hpp"
#include "server/cli/options.hpp"

namespace motcua::cli {
namespace {

Millis now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

struct Asked {
    std::string folder, file;
};
Result<Asked> read(Arguments args) {
    constexpr std::array<std::string_view, 1> valued{"data"};
    MOTCUA_TRY(options, read_options(args, valued, {}));
    if (options.rest.size() != 1) return ErrorCode::cli_usage;
    MOTCUA_TRY(folder, data_dir(options));
    return Asked{.folder = std::move(folder), .file = options.rest[0]};
}

int report(std::string_view what, const Asked& asked, const Result<backup::Summary>& done) {
    if (!done.ok()) return complain(done.error());
    fmt::print("{}: {} audit entries, {} bytes, integrity OK: {}\n", what, done->chain.entries, done->bytes, asked.file);
    if (done->chain.bad_entry)
        fmt::print(stderr, "motcua: entry {} of its audit chain is wrong: {}\n", *done->chain.bad_entry, done->chain.reason);
    return 0;
}

}  // namespace

int run_admin_backup(Arguments args) {
    const auto asked = read(args);
    if (!asked.ok() && asked.error().code == ErrorCode::cli_usage) return usage("motcua admin backup TO [--data DIR]");
    if (!asked.ok()) return complain(asked.error());
    return report("backed up", *asked, backup::back_up(asked->folder, asked->file, now()));
}

int run_admin_restore(Arguments args) {
    const auto asked = read(args);
    if (!asked.ok() && asked.error().code == ErrorCode::cli_usage) return usage("motcua admin restore FROM [--data DIR]");
    if (!asked.ok()) return complain(asked.error());
    return report("restored", *asked, backup::restore(asked->file, asked->folder, now()));
}

}  // namespace motcua::cli
