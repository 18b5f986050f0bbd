// Name fields: PRIMARY<NAME<<SECONDARY<NAME<<<<<. No check digit covers them, so structure and clear letters must do.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "shared/document/ocr.hpp"

namespace motcua::document {

struct NameText {
    std::string text{};
    std::vector<int> margins{};  ///< of each place: how much worse the best other reading of it is, in 1/64 nat
};

/// The likeliest text of that structure (ICAO 9303-3, 4.6).
[[nodiscard]] NameText read_name(std::span<const Scores> cells);

}  // namespace motcua::document
