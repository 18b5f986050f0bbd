// Which of sixteen values are chosen, as bits: the few that are can then be visited without looking at the others.
#pragma once

#include <array>
#include <cstdint>

#include "shared/finger/comparison/points.hpp"

namespace motcua::finger::kernel {

static_assert(lanes == 16);

/// Bit k stands for values[k] and is set where `chosen(values[k])`. Written so that compilers make vectors of it.
template <class Value, class Chosen>
inline std::uint32_t bits_where(const Value* values, const Chosen& chosen) {
    constexpr std::array<std::uint16_t, lanes> bit{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768};
    Value bits = 0;
    for (int k = 0; k < lanes; ++k) bits = static_cast<Value>(bits | (chosen(values[k]) ? static_cast<Value>(bit[k]) : Value{0}));
    return static_cast<std::uint16_t>(bits);
}

}  // namespace motcua::finger::kernel
