#include <algorithm>

#include "shared/finger/quality/inputs.hpp"
#include "shared/finger/quality/measures.hpp"
#include "shared/finger/quality/weights.hpp"

namespace motcua::finger::quality {

std::optional<int> combine(const Measures& measures, const Features& features, const std::vector<Minutia>& minutiae) {
    const std::optional<Inputs> inputs = inputs_of(measures, features, minutiae);
    if (!inputs) return std::nullopt;
    std::int64_t sum = weights_offset;
    for (std::size_t i = 0; i < inputs->size(); ++i)
        sum += static_cast<std::int64_t>(weights[i].per_unit) * std::clamp((*inputs)[i], weights[i].low, weights[i].high);
    // Three bounds that nothing else makes up for. A comparison needs about a dozen minutiae: no better than three times their count;
    // ridges that can be followed: no better than the readable square millimetres (a flat fingertip has 200); and blocks whose
    // cross-section is one wave: nothing below 78 % of it, six points for each percent more. A picture without any of them is
    // nothing, whatever else it looks like.
    const int most = std::min({3 * static_cast<int>(minutiae.size()), *measures.clear_area / 10, (*measures.frequency_strength - 780) * 3 / 5});
    return std::clamp(std::min(static_cast<int>((sum + weights_unit / 2) / weights_unit), most), 0, 100);
}

}  // namespace motcua::finger::quality
