// The file of a back-up: a head that names the key, then the copy of the store in pieces of 64 KiB, each encrypted and bound
// to its place by libsodium's secretstream (XChaCha20-Poly1305); the last one is marked, so that a cut is seen.
//
//   "motcua-backup-1\n" "key <16 hex>\n" "at <15 digits, ms>\n"   56 bytes, authenticated with the first piece
//   24 bytes                                                       header of the stream
//   pieces of 65,536 + 17 bytes, the last one shorter
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "server/keys/keyring.hpp"
#include "shared/base/date.hpp"
#include "shared/base/result.hpp"

namespace motcua::backup {

/// Encrypts the file `from` into the new file `to` (0600), on disk when this returns. Gives the hash of the content.
/// Errors: backup_io, backup_exists.
[[nodiscard]] Result<std::string> seal_file(const std::string& from, const std::string& to, const keys::BackupKey& key,
                                            Millis at);

/// Reads a sealed file piece by piece with that of the keys which it names; `take` says whether it could use a piece. Gives the
/// hash of the content. What was taken is worth nothing unless this succeeds. Errors: backup_io, backup_wrong_key, backup_damaged.
[[nodiscard]] Result<std::string> read_sealed(const std::string& from, std::span<const keys::BackupKey> keys,
                                              const std::function<bool(std::string_view)>& take);

}  // namespace motcua::backup
