// NoHeadCoverings. OFIQ asks a segmentation network that we do not have; our substitute is the share of the head above the brows
// (as the person mask has it) whose colour is neither this face's skin nor hair: strongly coloured, other than brown and blond.
// It finds coloured hats and scarves, not black, white or brown ones: the one beret of 51 photographs, none on the other 50, and
// a red band painted over each.
#include <algorithm>
#include <cmath>

#include "shared/portrait/measures/measures.hpp"

namespace motcua::portrait::measures {
namespace {

/// The head from the brows up, in eye distances from the mid-point of the eyes.
constexpr double aside = 1.2, above = 2.2, brows = 0.35;
/// Colourfulness (largest minus smallest of R, G, B over the largest) up to which hair is grey, black or white.
constexpr double dull = 0.35;

bool like_skin(const SkinTone& tone, const std::uint8_t* c) {
    const double all = std::max(1, c[0] + c[1] + c[2]);
    return std::abs(c[2] / all - tone.red) < 0.07 && std::abs(c[1] / all - tone.green) < 0.05;
}

/// Black, grey, white, and browns to blonds: hues from 12 to 55 degrees.
bool like_hair(const std::uint8_t* c) {
    const int high = std::max({c[0], c[1], c[2]}), low = std::min({c[0], c[1], c[2]});
    if (high < 60 || high - low < dull * high) return true;
    if (c[2] != high || c[0] != low) return false;
    const double hue = 60.0 * (c[1] - c[0]) / (high - low);
    return hue >= 12 && hue <= 55;
}

}  // namespace

/// The standard's mapping: 100 at 0, 0 from 0.95.
int score::head_covering(double share) {
    auto curve = [](double v) { return sigmoid(v, 0.02, 0.1); };
    if (share >= 0.95) return 0;
    return to_score(100 * (curve(0.95) - curve(share)) / (curve(0.95) - curve(0)));
}

Measure head_covering(const Subject& s) {
    if (s.person.empty() || !s.tone) return {.id = MeasureId::head_covering};
    std::int64_t all = 0, covered = 0;
    const double e = s.at_work.eye_distance;
    for (int y = 0; y < s.work.height; ++y)
        for (int x = 0; x < s.work.width; ++x) {
            const Local p = local(s.at_work, x, y);
            if (p.down > -brows * e || p.down < -above * e || std::abs(p.across) > aside * e) continue;
            if (s.person.row(y)[x] < person_from) continue;
            ++all;
            const std::uint8_t* c = s.work.row(y) + 3 * x;
            covered += !like_skin(*s.tone, c) && !like_hair(c);
        }
    if (all < static_cast<std::int64_t>(0.2 * e * e)) return {.id = MeasureId::head_covering};
    const double share = static_cast<double>(covered) / static_cast<double>(all);
    return {.id = MeasureId::head_covering, .assessed = true, .value = share, .score = score::head_covering(share)};
}

}  // namespace motcua::portrait::measures
