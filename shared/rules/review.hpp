// The rulebook as an administrator reviews it: each dated part with its source, when it holds, and whether it is certain.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/rules/rulebook.hpp"

namespace motcua::rules {

struct ReviewRow {
    std::string part;              ///< "eligibility", "calendar", "forms", "consents", "cards", "phone", "offices", …
    Text what;                     ///< what the row is, for people
    std::optional<Period> period;  ///< none: no dates of its own
    Origin origin;
    bool in_force = true;          ///< on the day asked for, and switched on
};
/// Everything that carries a source, in the order of the parts; the uncertain ones of a part first.
[[nodiscard]] std::vector<ReviewRow> review(const Rulebook& book, Date on);

}  // namespace motcua::rules
