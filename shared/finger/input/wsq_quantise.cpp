#include "shared/finger/input/wsq_quantise.hpp"

#include <algorithm>
#include <cmath>

#include "shared/finger/input/wsq_numbers.hpp"

namespace motcua::finger::wsq {
namespace {

using PerBand = std::array<float, coded_bands>;

constexpr float least_variance = 1.01F;     // bands below it are not sent
constexpr float busy_variance = 20000.0F;   // of the four lowest bands together: then the middle of each band is enough
constexpr double loading = 2.5;             // gamma: half the bins' span in standard deviations
constexpr double zero_bin = 1.2;            // of the other bins' width

/// The part that holds the finger in a picture with a frame (part 3: 3/4 by 7/16, off the middle).
Area middle_of(const Area& band) {
    return {band.x + band.width / 8, band.y + 9 * band.height / 32, 3 * band.width / 4, 7 * band.height / 16};
}

float variance_of(const Plane& plane, const Area& a) {
    float squares = 0, sum = 0;
    for (int y = a.y; y < a.y + a.height; ++y)
        for (int x = a.x; x < a.x + a.width; ++x) {
            const float v = plane.values[static_cast<std::size_t>(y) * static_cast<std::size_t>(plane.width) + static_cast<std::size_t>(x)];
            sum += v;
            squares += v * v;
        }
    const int n = a.width * a.height;
    if (n < 2) return 0;
    const float mean_square = sum * sum / static_cast<float>(n);
    return static_cast<float>(static_cast<double>(squares - mean_square) / (n - 1.0));
}

PerBand variances_of(const Plane& plane, const Layout& layout) {
    PerBand out{};
    float lowest = 0;
    for (std::size_t i = 0; i < 4; ++i) lowest += variance_of(plane, middle_of(layout.bands[i]));
    for (std::size_t i = 0; i < coded_bands; ++i)
        out[i] = variance_of(plane, lowest < busy_variance ? layout.bands[i] : middle_of(layout.bands[i]));
    return out;
}

/// A_k: the two highest octaves are kept more finely or more coarsely than their variance asks.
float weight_of(std::size_t band) {
    static constexpr std::array<float, 8> high{1.32F, 1.08F, 1.42F, 1.08F, 1.32F, 1.42F, 1.08F, 1.08F};
    return band < third_block ? 1.0F : high[band - third_block];
}

/// 1 / m_k: the band's share of the picture.
float share_of(std::size_t band) { return band < 4 ? 1.0F / 1024.0F : band < 51 ? 1.0F / 256.0F : 1.0F / 16.0F; }

/// Q'_k: bin widths up to a common factor; 0 for bands that are not sent.
PerBand relative_widths(const PerBand& variances) {
    PerBand out{};
    for (std::size_t i = 0; i < coded_bands; ++i) {
        if (variances[i] < least_variance) continue;
        out[i] = i < 4 ? 1.0F
                       : static_cast<float>(10.0 / static_cast<double>(weight_of(i) * static_cast<float>(logarithm(static_cast<double>(variances[i])))));
    }
    return out;
}

/// The common factor for the bands in `list`.
float factor_for(const std::vector<std::size_t>& list, const PerBand& sigma, const PerBand& widths, float rate) {
    float share = 0, product = 1;
    for (const std::size_t k : list) share += share_of(k);
    for (const std::size_t k : list)
        product = static_cast<float>(static_cast<double>(product) * power(static_cast<double>(sigma[k] / widths[k]), static_cast<double>(share_of(k))));
    const double bits = static_cast<double>(rate / share) - 1.0;
    return static_cast<float>(exponential(bits * ln2) / loading / power(static_cast<double>(product), 1.0 / static_cast<double>(share)));
}

/// Bands whose bins would be wider than all their values take no bits: they are left out until none is left.
float common_factor(const PerBand& variances, const PerBand& widths, float rate) {
    PerBand sigma{};
    std::vector<std::size_t> list;
    for (std::size_t i = 0; i < coded_bands; ++i)
        if (widths[i] > 0) {
            sigma[i] = std::sqrt(variances[i]);
            list.push_back(i);
        }
    for (float factor = 1; !list.empty();) {
        factor = factor_for(list, sigma, widths, rate);
        const auto kept = std::remove_if(list.begin(), list.end(), [&](std::size_t k) {
            return static_cast<double>(widths[k] / factor) >= 2 * loading * static_cast<double>(sigma[k]);
        });
        if (kept == list.end()) return factor;
        list.erase(kept, list.end());
    }
    return 1;
}

Quantised quantised(float value, float bin, float half_zero) {
    if (value >= -half_zero && value <= half_zero) return 0;
    const double step = value > 0 ? static_cast<double>((value - half_zero) / bin) + 1.0 : static_cast<double>((value + half_zero) / bin) - 1.0;
    return static_cast<Quantised>(std::clamp(step, -32767.0, 32767.0));
}

}  // namespace

Quantisation bins_for(const Plane& plane, const Layout& layout, float rate) {
    const PerBand variances = variances_of(plane, layout), widths = relative_widths(variances);
    const float factor = common_factor(variances, widths, rate);
    Quantisation out{.centre = 0.44F};
    for (std::size_t i = 0; i < coded_bands; ++i) {
        out.bin[i] = widths[i] / factor;
        out.zero[i] = static_cast<float>(zero_bin * static_cast<double>(out.bin[i]));
    }
    return out;
}

Coefficients quantise(const Plane& plane, const Layout& layout, const Quantisation& bins) {
    Coefficients out;
    for (std::size_t i = 0; i < coded_bands; ++i) {
        if (i == second_block) out.first_end = out.values.size();
        if (i == third_block) out.second_end = out.values.size();
        if (bins.bin[i] == 0) continue;
        const Area& band = layout.bands[i];
        const float half = static_cast<float>(static_cast<double>(bins.zero[i]) / 2.0);
        for (int y = band.y; y < band.y + band.height; ++y)
            for (int x = band.x; x < band.x + band.width; ++x)
                out.values.push_back(quantised(plane.values[static_cast<std::size_t>(y) * static_cast<std::size_t>(plane.width) + static_cast<std::size_t>(x)], bins.bin[i], half));
    }
    return out;
}

}  // namespace motcua::finger::wsq
