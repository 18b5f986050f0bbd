// Chance that is the same on every machine: std:: distributions are not.
#pragma once

#include <cmath>
#include <cstdint>

namespace motcua::ocr_training {

class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ULL + 0x1234567) {}
    /// SplitMix64 (Steele, Lea, Flood 2014).
    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    double uniform(double from, double to) { return from + (to - from) * static_cast<double>(next() >> 11) * 0x1p-53; }
    int below(int count) { return static_cast<int>(next() % static_cast<std::uint64_t>(count)); }
    bool chance(double p) { return uniform(0, 1) < p; }
    /// Sum of uniforms: near enough to normal, variance 1.
    double normal() { return uniform(-1, 1) * 1.5 + uniform(-1, 1) * 0.75 + uniform(-1, 1) * 0.435; }

private:
    std::uint64_t state_;
};

}  // namespace motcua::ocr_training
