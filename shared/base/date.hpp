// Calendar dates and instants. shared/ has no clock: "today" and "now" always come in as arguments.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "shared/base/result.hpp"

namespace motcua {

using Date = std::chrono::year_month_day;
using Days = std::chrono::sys_days;
/// An instant, milliseconds since 1970-01-01 UTC.
using Millis = std::int64_t;

/// Parses "YYYY-MM-DD" (ISO 8601 calendar date, extended); refuses days that do not exist.
[[nodiscard]] Result<Date> parse_date(std::string_view text);
/// "YYYY-MM-DD".
[[nodiscard]] std::string format_date(Date date);
/// The date in Vietnam (UTC+7, no daylight saving) at an instant.
[[nodiscard]] Date date_in_vietnam(Millis at);
/// Full years between birth and `on`. A person born on 29 February has a birthday on 28 February's morrow in common
/// years: the age is reached at the end of 28 February (Civil Code 2015 Art. 148 counts whole days), so on 1 March.
[[nodiscard]] int age_on(Date birth, Date on);

}  // namespace motcua
