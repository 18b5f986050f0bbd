// What the operator wants everybody to read: works at night, a closed office. One file of the data folder, read when it is asked for.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/base/result.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::http {

inline constexpr std::size_t longest_notice = 500;  ///< code points of a text: it stands on every page

/// DATA/notice.json.
[[nodiscard]] std::string notice_file(std::string_view data_dir);
/// The notice of now, Vietnamese and English; none when there is no file, or one that cannot be read (the service goes on without).
[[nodiscard]] std::optional<rules::Text> read_notice(std::string_view data_dir);
/// Puts a notice into the folder, also while it is served. Errors: form.missing or form.too_long (field "vi" or "en"), file_unusable.
[[nodiscard]] Result<void> write_notice(std::string_view data_dir, const rules::Text& notice);

}  // namespace motcua::http
