// Logs: one JSON object a line on stderr. Only what is named here can be logged; there is no free text with personal data.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "shared/base/date.hpp"

namespace motcua::http {

enum class Level : std::uint8_t { info, warning, error };

/// A line {"at","level","event",…}. Values must be ids, codes, counts or route patterns: never what a person typed.
void log(Level level, std::string_view event, std::initializer_list<std::pair<std::string_view, std::string>> parts, Millis at);

}  // namespace motcua::http
