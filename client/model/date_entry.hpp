// Dates as people type them into three boxes, and as the form keeps them ("YYYY-MM-DD").
#pragma once

#include <string>
#include <string_view>

#include "client/ui/view.hpp"

namespace motcua::client {

/// The stored form of what was typed: "1990-08-12" when day, month and year are readable (month also as a name: "Aug",
/// "tháng 8"), "" when all boxes are empty, else "d/m/y" as typed, which no rule takes for a date.
[[nodiscard]] std::string date_text(const ui::DateParts& typed);
/// The boxes' contents for a stored text of either form.
[[nodiscard]] ui::DateParts date_parts(std::string_view stored);

}  // namespace motcua::client
