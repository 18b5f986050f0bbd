#include "shared/finger/quality/mean.hpp"
#include "shared/finger/quality/measures.hpp"

namespace motcua::finger::quality {
namespace {
/// A cell is clear when the oriented filter kept this much of its signal and the ridges around agree this much.
constexpr float least_clarity = 0.75F;
constexpr float least_coherence = 0.80F;
}  // namespace

std::optional<int> clear_share(const RidgeMap& map) {
    Mean mean;
    for (std::size_t i = 0; i < map.foreground.values.size(); ++i)
        if (map.foreground.values[i] != 0)
            mean.add(map.clarity.values[i] >= least_clarity && coherence_of(map.direction.values[i]) >= least_coherence ? 1.0F : 0.0F);
    return mean.thousandths();
}

}  // namespace motcua::finger::quality
