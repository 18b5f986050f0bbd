// Checkpoints of the audit chain: "so many entries, this hash, at this time", signed with Ed25519 and laid down as small
// files outside the store. Whoever can rewrite the whole store, hashes and all, or put an older copy in its place, still
// cannot make it agree with a checkpoint that lies elsewhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/audit/chain.hpp"
#include "server/net/signature.hpp"

namespace motcua::audit {

/// The name of the signing key: DATA/audit-signing.key and .pub. It is no part of the key that seals the data.
inline constexpr std::string_view signer = "audit";

struct Checkpoint {
    std::int64_t entries = 0;
    std::string hash;  ///< of entry number `entries`, 32 bytes
    Millis at = 0;
    std::string key;        ///< id of the signing key
    std::string signature;  ///< 64 bytes, over all lines before the signature's
};

[[nodiscard]] Checkpoint sign(const Head& head, const net::SigningKey& key, Millis at);
[[nodiscard]] bool is_signed_by(const Checkpoint& checkpoint, const net::PublicKey& key);
/// The file: five lines "name value" and the signature's, in this order, nothing else.
[[nodiscard]] std::string write_checkpoint(const Checkpoint& checkpoint);
/// Nothing when the text is not exactly what write_checkpoint gives.
[[nodiscard]] std::optional<Checkpoint> parse_checkpoint(std::string_view text);

struct CheckpointFile {
    std::string name;
    std::optional<Checkpoint> content;  ///< nothing: damaged
};
/// "000000001234.checkpoint"
[[nodiscard]] std::string checkpoint_name(std::int64_t entries);
/// All files of a folder that end in .checkpoint, by name, which is by entry. Errors: audit_folder.
[[nodiscard]] Result<std::vector<CheckpointFile>> read_checkpoints(const std::string& folder);

/// What comparing chain and checkpoints found: how many agree, the last entry they cover, and the first that does not.
struct Agreement {
    std::size_t checkpoints = 0;
    std::int64_t last = 0;
    std::optional<std::int64_t> bad_entry;  ///< first entry that may be wrong; nothing: all agree
    std::string reason;                     ///< names the file
};
/// Read the files before `tx` begins: a serving process adds checkpoints of entries that an older snapshot lacks.
[[nodiscard]] Agreement compare(const store::Transaction& tx, const std::vector<CheckpointFile>& files,
                                const net::PublicKey& key);

}  // namespace motcua::audit
