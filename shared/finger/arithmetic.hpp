// Elementary functions of our own. glibc's and musl's (WASM) sin, exp and atan2 differ in the last bit; a direction that
// falls on the other side of a bin would change minutiae and scores between server and browser. These use only
// + - * / and floor, which IEEE 754 fixes exactly, and the build forbids fused multiply-add.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace motcua::finger {

inline constexpr float two_pi = 6.28318530717958648F;

/// sin of an angle in turns; absolute error under 1e-6.
[[nodiscard]] inline float sine(float turns) {
    float t = turns - std::floor(turns + 0.5F);  // -0.5 .. 0.5
    if (t > 0.25F) t = 0.5F - t;
    if (t < -0.25F) t = -0.5F - t;
    const float x = t * two_pi;
    const float q = x * x;
    return x * (1.0F - q / 6.0F * (1.0F - q / 20.0F * (1.0F - q / 42.0F * (1.0F - q / 72.0F * (1.0F - q / 110.0F)))));
}

/// cos of an angle in turns.
[[nodiscard]] inline float cosine(float turns) { return sine(turns + 0.25F); }

/// e^x for x <= 0, relative error under 1e-5; 0 below -60.
[[nodiscard]] inline float exponential(float x) {
    if (x < -60.0F) return 0.0F;
    const float y = x / 64.0F;
    float v = 1.0F + y * (1.0F + y / 2.0F * (1.0F + y / 3.0F * (1.0F + y / 4.0F * (1.0F + y / 5.0F))));
    for (int i = 0; i < 6; ++i) v *= v;
    return v;
}

/// Angle of (x, y) in turns, 0 <= result < 1, 0 for (0, 0); error under 1e-5 turns.
[[nodiscard]] inline float turns_of(float y, float x) {
    const float ax = x < 0 ? -x : x;
    const float ay = y < 0 ? -y : y;
    const float longer = std::max(ax, ay);
    if (longer <= 0.0F) return 0.0F;
    const float r = std::min(ax, ay) / longer;
    const float s = r * r;
    // Minimax polynomial of atan on 0..1 (Abramowitz and Stegun 4.4.49)
    float a = r * (0.9998660F + s * (-0.3302995F + s * (0.1801410F + s * (-0.0851330F + s * 0.0208351F)))) / two_pi;
    if (ay > ax) a = 0.25F - a;
    if (x < 0) a = 0.5F - a;
    if (y < 0) a = 1.0F - a;
    return a >= 1.0F ? 0.0F : a;
}

/// Nearest integer, halves upwards. As floor(x + 0.5), which costs a call where the processor is taken for an old one.
[[nodiscard]] inline int nearest(float x) {
    const float moved = x + 0.5F;
    const int whole = static_cast<int>(moved);
    return moved < static_cast<float>(whole) ? whole - 1 : whole;
}

/// Signed difference of two angles in 1/256 turns, -128..127.
[[nodiscard]] inline int angle_difference(int a, int b) { return static_cast<std::int8_t>(static_cast<std::uint8_t>(a - b)); }

/// Signed difference of two directions without sense (0..127 in 1/256 turns), -64..63.
[[nodiscard]] inline int direction_difference(int a, int b) { return ((a - b + 64) & 127) - 64; }

/// Pseudo-random numbers (SplitMix64, Steele, Lea and Flood 2014): the standard's distributions differ between libraries.
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    [[nodiscard]] std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    /// 0 <= result < bound
    [[nodiscard]] int below(int bound) { return static_cast<int>((next() >> 32) * static_cast<std::uint64_t>(bound) >> 32); }
    /// low <= result <= high
    [[nodiscard]] int between(int low, int high) { return low + below(high - low + 1); }
    /// 0 <= result < 1
    [[nodiscard]] float unit() { return static_cast<float>(next() >> 40) / 16777216.0F; }
    /// Bell-shaped (sum of four), mean 0, standard deviation 1.
    [[nodiscard]] float bell() { return (unit() + unit() + unit() + unit() - 2.0F) * 1.7320508F; }

private:
    std::uint64_t state_;
};

}  // namespace motcua::finger
