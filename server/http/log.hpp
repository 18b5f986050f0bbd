// Logs: one JSON object a line on stderr, and nowhere else. What may stand in it: log_value.hpp. What does: server/logs.md.
#pragma once

#include <span>
#include <vector>

#include "server/http/log_value.hpp"

namespace motcua::http {

using LogParts = std::vector<LogPart>;

/// A line {"time","level","event",…}. Time is UTC with milliseconds: "2026-11-28T16:20:00.123Z".
void log(Level level, Event event, std::span<const LogPart> parts, Millis at);
void log(Level level, Event event, std::initializer_list<LogPart> parts, Millis at);
/// The line itself, without its end.
[[nodiscard]] std::string log_line(Level level, Event event, std::span<const LogPart> parts, Millis at);
[[nodiscard]] std::string_view text(Event event);
/// ISO 8601 in UTC, milliseconds, with its "Z".
[[nodiscard]] std::string log_time(Millis at);

}  // namespace motcua::http
