// Closing an office for days: what an operator may ask, and where a party goes whose day is closed. No clock, no store.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/date.hpp"
#include "shared/base/result.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::closure {

inline constexpr std::size_t shortest_reason = 3, longest_reason = 300;  ///< characters: it stands on a page and in a letter
inline constexpr int longest_days = 366, furthest_days = 730;            ///< of a closure; from today to its end

/// As it was typed.
struct Wish {
    std::string office, from, to;
    rules::Text reason;
};
struct Closure {
    std::string office;
    Date from{}, to{};
    rules::Text reason;
};
/// Errors: slot_office; slot_date (field "from" or "to": no day, over, wrong way round, too long, too far); form_missing,
/// form_too_long, form_character (field "reasonVi" or "reasonEn").
[[nodiscard]] Result<Closure> check(const Wish& wish, const rules::Rulebook& rules, Date today);

/// A day and a minute of it.
struct Moment {
    Date day{};
    int minute = 0;
};
/// The minutes at which a party could begin on a day, in order; empty where the office is closed.
using Starts = std::function<std::vector<int>(Date)>;
/// Whether the office receives anybody on a day.
using IsOpen = std::function<bool(Date)>;
/// The new time of a visit: on the next open day the same time, else the nearest after it, on that day or a later one; where
/// nothing is free after it, the first of that next open day. Nothing: all is full up to `last`.
[[nodiscard]] std::optional<Moment> new_time(const Moment& old, Date last, const IsOpen& is_open, const Starts& starts);

}  // namespace motcua::closure
