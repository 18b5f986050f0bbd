// Reading what check digits cover: the likeliest characters of which every check digit is right, and how far behind the next
// such reading is. A code with a decoder: ICAO 9303-3, 4.9.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "shared/document/ocr.hpp"
#include "shared/identity/mrz.hpp"

namespace motcua::document {

struct Choice {
    int line = 0, column = 0;
    char to = '<';
    int loss = 0;  ///< against the character that stands there now, in 1/64 nat
};

struct Solution {
    std::vector<Choice> changes{};
    int loss = 0;
};

/// The changes that make all check digits of the zone right, the cheapest solution first, and the second cheapest where there is
/// one. `fits` looks at a whole zone (dates, known codes). Nothing when no solution is found.
[[nodiscard]] std::vector<Solution> solve_checks(identity::MrzFormat format, const std::vector<std::string>& lines, std::vector<Choice> choices,
                                                 const std::function<bool(const std::vector<std::string>&)>& fits);

}  // namespace motcua::document
