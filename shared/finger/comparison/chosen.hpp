// The few values of a row that are chosen, found sixteen at a time: none of the others is looked at one by one.
#pragma once

#include <array>
#include <bit>
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

/// Calls `act(k)` for each chosen of `n` values (whole vectors), in order, as long as it gives true.
template <class Value, class Chosen, class Act>
inline void visit_chosen(const Value* values, int n, const Chosen& chosen, const Act& act) {
    for (int first = 0; first < n; first += lanes)
        for (std::uint32_t bits = bits_where(values + first, chosen); bits != 0; bits &= bits - 1)
            if (!act(first + std::countr_zero(bits))) return;
}

}  // namespace motcua::finger::kernel
