// Words of the tier that was abolished on 1 July 2025: districts, and towns and cities below the province. Forms with the
// old address were handed back at the counter.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/rules/rulebook.hpp"

namespace motcua::identity {

struct OldTier {
    std::string text;   ///< what to remove: "Quận 1", "huyện Củ Chi", "TP Thủ Đức"
    bool sure = true;   ///< false: typed without marks it may as well be a commune's own name ("Quan Hoa")
};
/// The first such words in a line, if there are any. Communes and streets whose names only look like it are left alone: xã
/// Quản Bạ, Quan Sơn, Bà Huyện Thanh Quan.
[[nodiscard]] std::optional<OldTier> old_tier(std::string_view line, const rules::Rulebook& book);

}  // namespace motcua::identity
