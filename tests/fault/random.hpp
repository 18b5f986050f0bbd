// Choices from a seed, the same on every machine.
#pragma once

#include <cstdint>

namespace motcua::fault {

class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    /// splitmix64
    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    double unit() { return static_cast<double>(next() >> 11) / 9007199254740992.0; }
    bool chance(double probability) { return unit() < probability; }
    /// `from` to `to`, both possible.
    std::int64_t between(std::int64_t from, std::int64_t to) {
        return from + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(to - from + 1));
    }

private:
    std::uint64_t state_;
};

}  // namespace motcua::fault
