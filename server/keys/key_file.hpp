// Where the key-encryption keys are kept: one after another, 32 bytes each, the newest last. Usually there is one; there are two
// while one takes the other's place. Three places, the first that is named counts:
//   MOTCUA_KEK       in the environment, 64 hex digits a key, keys apart by a comma
//   MOTCUA_KEK_FILE  names a file (a credential of systemd, say)
//   DATA/kek.key     made (0600) when the store has never been sealed
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.hpp"

namespace motcua::keys {

/// A key-encryption key at hand, and the name by which the store knows it (16 hex digits of its hash).
struct HeldKek {
    std::string id, bytes;
};
[[nodiscard]] HeldKek held(std::string bytes);

class KeyFile {
public:
    /// Reads the place of this data folder; no keys: there is no such file. Errors: keys_wrong (no key by its size),
    /// keys_exposed (others may read the file), keys_missing (it cannot be read, or is named and not there).
    [[nodiscard]] static Result<KeyFile> read(const std::string& data_dir);
    KeyFile(KeyFile&&) = default;
    KeyFile& operator=(KeyFile&&) = default;
    KeyFile(const KeyFile&) = delete;
    KeyFile& operator=(const KeyFile&) = delete;
    ~KeyFile();

    /// The oldest first.
    [[nodiscard]] const std::vector<HeldKek>& keys() const { return keys_; }
    /// Null when it is not here.
    [[nodiscard]] const HeldKek* find(std::string_view id) const;
    /// How people know the place: a path, or the name of the variable.
    [[nodiscard]] const std::string& place() const { return place_; }
    /// Makes the first key of DATA/kek.key, which must not be there; on the disk when this returns: a lost key is lost data.
    /// Error: keys_missing.
    [[nodiscard]] Result<void> make();
    /// Puts these keys in the place of those that are there: at once or not at all, and on the disk when this returns. The bytes
    /// that lay there are overwritten. Errors: keys_read_only (nothing was changed), file_unusable (not known to be on the disk).
    [[nodiscard]] Result<void> keep(std::vector<HeldKek> keys);

private:
    explicit KeyFile(std::string place) : place_(std::move(place)) {}
    [[nodiscard]] Result<void> read_file(unsigned exposed);
    [[nodiscard]] Result<void> take(std::string_view bytes);
    std::string place_;
    bool file_ = true;  ///< otherwise a variable
    std::vector<HeldKek> keys_{};
};

}  // namespace motcua::keys
