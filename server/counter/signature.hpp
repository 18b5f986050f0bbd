// A drawn signature: strokes of points, as the pad in the browser gives them.
#pragma once

#include "shared/base/json.hpp"
#include "shared/base/result.hpp"

namespace motcua::counter {

inline constexpr std::size_t most_strokes = 200;
inline constexpr std::size_t most_points = 5000;

/// Checks [[[x,y],…],…]: at most 200 strokes and 5000 points in all, every coordinate a finite number of at most 4096 either way
/// (a pen may leave the pad), and at least 5 points that are not all one spot: a slip of the pen is no signature. Error:
/// consent_signature (field: which).
[[nodiscard]] Result<void> check_signature(const Json& strokes, std::string_view field);

}  // namespace motcua::counter
