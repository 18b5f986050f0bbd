// What the regressor reads (combine.cpp): a few sums over the measures and the components of 29794-4 that say the same from one
// reader to the next.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "shared/finger/judge.hpp"

namespace motcua::finger::quality {

inline constexpr std::array<std::string_view, 21> input_names{
    "clear_area",      "flowing_area",      "area_clear_share", "clear_area_share", "minutiae_quality", "coherence_sum", "coherence_mean",
    "clarity_high",    "clarity_low",       "frequency_uneven", "frequency_spread", "certainty_mean",   "certainty_low", "minutiae_directed",
    "uniformity_low",  "flow_high",         "strength",         "certainty",        "local_clarity",    "contrast",      "ink_unbalanced"};

using Inputs = std::array<int, input_names.size()>;

/// Nothing where a measure failed.
[[nodiscard]] std::optional<Inputs> inputs_of(const Measures& measures, const Features& features, const std::vector<Minutia>& minutiae);

}  // namespace motcua::finger::quality
