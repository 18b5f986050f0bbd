// motcua admin audit verify: walks the chain of a data folder, which may be a copy and need not be served by anyone, and
// holds it against signed checkpoints that lie elsewhere.
#include <array>

#include <fmt/core.h>

#include "server/audit/checkpoint.hpp"
#include "server/cli/commands.hpp"
#include "server/cli/options.hpp"
#include "server/net/signature.hpp"
#include "server/store/sqlite/connection.hpp"
#include "server/store/sqlite/transaction.hpp"

namespace motcua::cli {
namespace {

constexpr std::string_view audit_help =
    "motcua admin audit verify [--data DIR] [--checkpoints DIR [--key FILE]]\n"
    "  --checkpoints DIR  also compares the chain with the signed checkpoints in DIR\n"
    "  --key FILE         public half of the key that signed them (DATA/audit-signing.pub)";

int wrong(std::int64_t entry, std::string_view reason) {
    fmt::print("entry {} is wrong: {} ({} entries before it are right)\n", entry, reason, entry - 1);
    return 1;
}

int report(const audit::Verdict& verdict) {
    if (verdict.bad_entry) return wrong(*verdict.bad_entry, verdict.reason);
    fmt::print("{} entries: OK\n", verdict.entries);
    return 0;
}

int report(const audit::Verdict& verdict, const audit::Agreement& agreement) {
    if (verdict.bad_entry) return wrong(*verdict.bad_entry, verdict.reason);
    if (agreement.bad_entry) return wrong(*agreement.bad_entry, agreement.reason);
    fmt::print("{} entries: OK; {} checkpoints agree, the last covers entry {}\n", verdict.entries, agreement.checkpoints,
               agreement.last);
    return 0;
}

struct Evidence {
    std::vector<audit::CheckpointFile> files;
    net::PublicKey key;
};

/// No checkpoint at all is an error: whoever took them away must not get an "OK".
Result<std::optional<Evidence>> read_evidence(const Options& options, const std::string& folder) {
    if (!options.has("checkpoints")) return std::optional<Evidence>{};
    const auto from = options.text("checkpoints");
    MOTCUA_TRY(files, audit::read_checkpoints(from));
    if (files.empty()) return Error{.code = ErrorCode::audit_folder, .detail = from + ": no checkpoint"};
    MOTCUA_TRY(key, options.has("key") ? net::read_public_key(options.text("key"), audit::signer)
                                       : net::peer_key(folder, audit::signer));
    return std::optional<Evidence>{Evidence{.files = std::move(files), .key = std::move(key)}};
}

Result<int> verify(const Options& options) {
    MOTCUA_TRY(folder, data_dir(options));
    MOTCUA_TRY(evidence, read_evidence(options, folder));
    MOTCUA_TRY(db, store::connect(folder + "/motcua.db", store::Access::read));
    try {
        const store::SqliteTransaction tx(db.get(), 0);
        store::execute(db.get(), "BEGIN");
        const auto verdict = audit::verify(tx);
        return evidence ? report(verdict, audit::compare(tx, evidence->files, evidence->key)) : report(verdict);
    } catch (const store::StoreFailure& failure) {
        return Error{.code = ErrorCode::store_damaged, .detail = failure.message};
    }
}

}  // namespace

int run_admin_audit(Arguments args) {
    constexpr std::array<std::string_view, 3> valued{"data", "checkpoints", "key"};
    const auto options = read_options(args, valued, {});
    if (!options.ok()) return complain(options.error());
    if (options->rest.size() != 1 || options->rest[0] != "verify") return usage(audit_help);
    const auto done = verify(*options);
    return done.ok() ? *done : complain(done.error());
}

}  // namespace motcua::cli
