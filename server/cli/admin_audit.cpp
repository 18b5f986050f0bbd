// motcua admin audit verify: walks the chain of a data folder, which may be a copy and need not be served by anyone.
#include <array>

#include <fmt/core.h>

#include "server/audit/chain.hpp"
#include "server/cli/commands.hpp"
#include "server/cli/options.hpp"
#include "server/store/sqlite.hpp"

namespace motcua::cli {
namespace {

int report(const audit::Verdict& verdict) {
    if (!verdict.bad_entry) {
        fmt::print("{} entries: OK\n", verdict.entries);
        return 0;
    }
    fmt::print("entry {} is wrong: {} ({} entries before it are right)\n", *verdict.bad_entry, verdict.reason,
               *verdict.bad_entry - 1);
    return 1;
}

}  // namespace

int run_admin_audit(Arguments args) {
    constexpr std::array<std::string_view, 1> valued{"data"};
    auto options = read_options(args, valued, {});
    if (!options.ok()) return complain(options.error());
    if (options->rest.size() != 1 || options->rest[0] != "verify") return usage("motcua admin audit verify [--data DIR]");
    auto folder = data_dir(*options);
    if (!folder.ok()) return complain(folder.error());
    auto db = store::connect(*folder + "/motcua.db", store::Access::read);
    if (!db.ok()) return complain(db.error());
    try {
        const store::Transaction tx(db->get(), 0);
        store::execute(db->get(), "BEGIN");
        return report(audit::verify(tx));
    } catch (const store::StoreFailure& failure) {
        return complain(Error{.code = ErrorCode::store_damaged, .detail = failure.message});
    }
}

}  // namespace motcua::cli
