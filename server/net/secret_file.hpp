// Small secret files in the data folder that several processes may want to be the first to make.
#pragma once

#include <functional>
#include <string>

#include "shared/base/result.hpp"

namespace motcua::net {

/// The file's content; when it is not there, makes it (0600, fsync, atomically: whoever links first wins) from `make`.
/// Errors: file_unusable (detail: the file's name).
[[nodiscard]] Result<std::string> read_or_make(const std::string& path, const std::function<std::string()>& make);
/// The content of a file of at most 64 KiB. Errors: file_unusable.
[[nodiscard]] Result<std::string> read_small(const std::string& path);
/// Writes a file that anybody may read, atomically. Errors: file_unusable.
[[nodiscard]] Result<void> write_public(const std::string& path, const std::string& content);

}  // namespace motcua::net
