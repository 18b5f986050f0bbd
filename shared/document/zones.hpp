// Rows that belong together: two or three parallel ones of one pitch, at a zone's distance.
#pragma once

#include <vector>

#include "shared/document/rows.hpp"

namespace motcua::document {

/// Rows from top to bottom, all in one direction; which way up is not known yet.
using Zone = std::vector<Row>;

/// The likeliest first.
[[nodiscard]] std::vector<Zone> group_rows(std::vector<Row> rows);

}  // namespace motcua::document
