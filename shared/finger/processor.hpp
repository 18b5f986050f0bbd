// Which vectors this processor has. Inner loops are compiled for several (the same arithmetic, nothing fused or reordered,
// so equal results) and each chooses by this, once.
#pragma once

#include <cstdint>

namespace motcua::finger {

enum class Vectors : std::uint8_t { plain, avx2, avx512 };

#if defined(__x86_64__) && defined(__GNUC__)
#define MOTCUA_AVX2 "avx2,popcnt"
#define MOTCUA_AVX512 "avx512f,avx512bw,avx512dq,avx512vl,avx512vpopcntdq,popcnt"

inline Vectors widest_vectors() {
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("popcnt")) return Vectors::plain;
    const bool wide = __builtin_cpu_supports("avx512vpopcntdq") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
                      __builtin_cpu_supports("avx512dq");
    return wide ? Vectors::avx512 : Vectors::avx2;
}
#endif

}  // namespace motcua::finger
