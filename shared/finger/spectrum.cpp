#include "shared/finger/spectrum.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "shared/finger/arithmetic.hpp"

namespace motcua::finger {
namespace {

constexpr int half_length = 24;  // of the cross-section: 49 samples, five ridge periods
constexpr int length = 2 * half_length + 1;
constexpr int half_width = 6;    // averaged along the ridge
constexpr int bins = 18;         // 4.5 .. 15 px, geometric
constexpr float first_period = 4.5F;
constexpr float bin_step = 1.07339F;  // 4.5 * step^17 = 15

using Section = std::array<float, length>;
using Powers = std::array<float, bins>;

constexpr int padded_bins = 20;  // whole vectors
using Bins = std::array<float, padded_bins>;

struct Waves {
    std::array<Bins, length> cosines{}, sines{};  // windowed; all periods side by side
    std::array<float, bins> periods{};
    Section window{};
    float window_power = 0;
};

Waves make_waves() {
    Waves waves;
    for (int i = 0; i < length; ++i) {
        waves.window[i] = 0.5F + 0.5F * cosine(static_cast<float>(i - half_length) / (length + 1));
        waves.window_power += waves.window[i] * waves.window[i];
    }
    float period = first_period;
    for (int b = 0; b < bins; ++b, period *= bin_step) {
        waves.periods[b] = period;
        for (int i = 0; i < length; ++i) {
            waves.cosines[i][b] = waves.window[i] * cosine(static_cast<float>(i - half_length) / period);
            waves.sines[i][b] = waves.window[i] * sine(static_cast<float>(i - half_length) / period);
        }
    }
    return waves;
}

const Waves& waves() {
    static const Waves shared = make_waves();
    return shared;
}

/// Mean along the ridge of every sample across it; outside the picture counts as 0. A cell's middle is (x, y).
Section cross_section(const Signal& signal, float x, float y, const Direction& direction) {
    Section out{};
    const float turn = half_turns(direction) / 2;
    // 16.16 fixed point
    const int dx = nearest(cosine(turn) * 65536), dy = nearest(sine(turn) * 65536);
    const int x0 = nearest(x * 65536) + 32768, y0 = nearest(y * 65536) + 32768;
    for (int i = 0; i < length; ++i) {
        const int s = i - half_length;
        int sum = 0;
        for (int t = -half_width; t <= half_width; t += 2) {
            const int px = (x0 - s * dy + t * dx) >> 16, py = (y0 + s * dx + t * dy) >> 16;
            if (px >= 0 && py >= 0 && px < signal.width && py < signal.height) sum += signal.row(py)[px];
        }
        out[i] = static_cast<float>(sum) / (half_width + 1);
    }
    return out;
}

/// Power of each bin as a share of the section's power.
Powers powers_of(const Section& section) {
    const Waves& w = waves();
    float total = 0;
    for (int i = 0; i < length; ++i) total += section[i] * section[i] * w.window[i] * w.window[i];
    Powers out{};
    if (total <= 0) return out;
    Bins re{}, im{};
    for (int i = 0; i < length; ++i)
        for (int b = 0; b < padded_bins; ++b) re[b] += section[i] * w.cosines[i][b], im[b] += section[i] * w.sines[i][b];
    for (int b = 0; b < bins; ++b) out[b] = std::min(1.0F, (re[b] * re[b] + im[b] * im[b]) * 2 / (w.window_power * total));
    return out;
}

/// Sum over the neighbourhood, nearer cells counting more; `everywhere` steadies cells that say nothing.
Powers gathered(const Cells<Powers>& powers, const Powers& everywhere, int c, int r) {
    Powers sum{};
    float weights = 0;
    constexpr int reach = 3;
    for (int j = -reach; j <= reach; ++j)
        for (int i = -reach; i <= reach; ++i) {
            if (!powers.holds(c + i, r + j)) continue;
            const float weight = 1.0F / static_cast<float>(2 + i * i + j * j);
            weights += weight;
            for (int b = 0; b < bins; ++b) sum[b] += weight * powers.at(c + i, r + j)[b];
        }
    for (int b = 0; b < bins; ++b) sum[b] = sum[b] / weights + 0.5F * everywhere[b];
    return sum;
}

float peak_period(const Powers& powers) {
    const int best = static_cast<int>(std::max_element(powers.begin(), powers.end()) - powers.begin());
    if (best == 0 || best == bins - 1) return waves().periods[best];
    const float a = powers[best - 1], b = powers[best], c = powers[best + 1];
    const float curve = a - 2 * b + c;
    const float shift = curve < 0 ? std::clamp((a - c) / (2 * curve), -0.5F, 0.5F) : 0.0F;
    // Linear between neighbouring periods is within 0.2 % of geometric
    const float* p = &waves().periods[best];
    return shift < 0 ? p[0] + shift * (p[0] - p[-1]) : p[0] + shift * (p[1] - p[0]);
}

Powers mean_of(const Cells<Powers>& powers, const Cells<std::uint8_t>& foreground) {
    Powers sum{};
    float n = 1;
    for (std::size_t i = 0; i < powers.values.size(); ++i) {
        if (foreground.values[i] == 0) continue;
        ++n;
        for (int b = 0; b < bins; ++b) sum[b] += powers.values[i][b];
    }
    for (float& s : sum) s /= n;
    return sum;
}

}  // namespace

Spectrum ridge_spectrum(const Signal& signal, const Cells<std::uint8_t>& foreground, const Cells<Direction>& direction) {
    Cells<Powers> powers(foreground.columns, foreground.rows);
    Spectrum out{.period = {foreground.columns, foreground.rows, 9.0F}, .strength = {foreground.columns, foreground.rows}};
    for (int r = 0; r < foreground.rows; ++r)
        for (int c = 0; c < foreground.columns; ++c) {
            if (foreground.at(c, r) == 0 || ((c + r) & 1) != 0) continue;
            const float x = c * cell_size + cell_size / 2.0F, y = r * cell_size + cell_size / 2.0F;
            powers.at(c, r) = powers_of(cross_section(signal, x, y, direction.at(c, r)));
        }
    const Powers everywhere = mean_of(powers, foreground);
    for (int r = 0; r < foreground.rows; ++r)
        for (int c = 0; c < foreground.columns; ++c) {
            if (foreground.at(c, r) == 0) continue;
            out.period.at(c, r) = peak_period(gathered(powers, everywhere, c, r));
            const Powers& own = powers.at(c, ((c + r) & 1) == 0 ? r : (r > 0 ? r - 1 : r + 1));
            out.strength.at(c, r) = *std::max_element(own.begin(), own.end());
        }
    return out;
}

}  // namespace motcua::finger
