// The steps of reading a zone, for those that take only some of them: text to lines, lines to format, lines to fields.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/identity/mrz.hpp"

namespace motcua::identity {

/// The lines of a zone as typed, pasted or scanned: blanks and characters that show nothing are gone, one place a character.
[[nodiscard]] std::vector<std::string> zone_lines(std::string_view text);
/// By number and width of the lines; nothing when no document has such.
[[nodiscard]] std::optional<MrzFormat> format_of(const std::vector<std::string>& lines);
/// Lines of that format, in this order.
[[nodiscard]] Mrz read_zone(MrzFormat format, std::vector<std::string> lines, Date today);

}  // namespace motcua::identity
