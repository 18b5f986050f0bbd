#include <algorithm>
#include <cmath>

#include "shared/finger/arithmetic.hpp"
#include "shared/finger/quality/features.hpp"

namespace motcua::finger::quality {
namespace {

constexpr Limits limits{0.268F, 0.304F, 0.33F, 0.355F, 0.38F, 0.407F, 0.44F, 0.50F, 1.0F};
constexpr int frequencies = window_length / 2;  // 1 .. 16 waves a window

struct Waves {
    std::array<float, window_length> cosines{};
    Waves() {
        for (int i = 0; i < window_length; ++i) cosines[i] = cosine(static_cast<float>(i) / window_length);
    }
};

using Amplitudes = std::array<float, frequencies>;  // [k] = k + 1 waves

Amplitudes amplitudes_of(const LocalRegion& region) {
    static const Waves waves;
    Amplitudes out{};
    std::array<float, window_length> means{};
    for (int i = 0; i < window_length; ++i) {
        int sum = 0;
        for (const std::uint8_t grey : region.window[i]) sum += grey;
        means[i] = static_cast<float>(sum) / window_width;
    }
    for (int k = 1; k <= frequencies; ++k) {
        float re = 0, im = 0;
        for (int i = 0; i < window_length; ++i) {
            re += means[i] * waves.cosines[k * i % window_length];
            im += means[i] * waves.cosines[(k * i + 24) % window_length];  // sine
        }
        out[k - 1] = std::sqrt(re * re + im * im);
    }
    return out;
}

/// One wave a window is no ridge but uneven ink; the standard counts it as 1.
float strength_of(const LocalRegion& region) {
    const Amplitudes a = amplitudes_of(region);
    const int peak = static_cast<int>(std::max_element(a.begin(), a.end()) - a.begin());
    if (peak == 0) return 1.0F;
    float sum = 0;
    for (int k = 0; k < frequencies - 1; ++k) sum += a[k];
    const float next = peak + 1 < frequencies ? a[peak + 1] : a[peak - 1];
    return sum > 0 ? (a[peak] + 0.3F * (a[peak - 1] + next)) / sum : 0.0F;
}

}  // namespace

Distribution frequency_domain(const LocalRegions& regions) {
    std::vector<float> values;
    for (const LocalRegion& region : regions.regions)
        if (region.foreground) values.push_back(strength_of(region));
    return distribution_of(values, limits);
}

}  // namespace motcua::finger::quality
