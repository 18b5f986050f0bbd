#include "shared/finger/filter.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#if defined(__SSE2__)
#include <immintrin.h>
#elif defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

#include "shared/finger/arithmetic.hpp"
#include "shared/finger/processor.hpp"

namespace motcua::finger {
namespace {

constexpr float shortest_period = 4.5F;
constexpr float period_step = 1.0970F;  // 4.5 * step^13 = 15
/// Widths of the kernel in ridge periods, limited by its radius.
constexpr float sigma_along = 0.62F;
constexpr float sigma_across = 0.42F;
constexpr float sigma_limit = 5.2F;

struct Shape {
    float period, along, across;
};

using Taps = std::array<float, FilterBank::rows * FilterBank::columns>;

float weight(const Shape& shape, float u, float v) {
    return exponential(-u * u / (2 * shape.along * shape.along) - v * v / (2 * shape.across * shape.across));
}

/// The kernel before scaling: cosine across the ridges under a Gauss, with its mean taken out.
Taps draw(const Shape& shape, float dx, float dy) {
    Taps taps{};
    float sum = 0, total = 0;
    constexpr int r = FilterBank::radius;
    for (int y = -r; y <= r; ++y)
        for (int x = -r; x <= r; ++x) {
            const float u = x * dx + y * dy, v = y * dx - x * dy;
            const float g = weight(shape, u, v);
            const float t = g * cosine(v / shape.period);
            taps[static_cast<std::size_t>((y + r) * FilterBank::columns + x + r)] = t;
            sum += t, total += g;
        }
    for (int y = -r; y <= r; ++y)
        for (int x = -r; x <= r; ++x)
            taps[static_cast<std::size_t>((y + r) * FilterBank::columns + x + r)] -=
                sum / total * weight(shape, x * dx + y * dy, y * dx - x * dy);
    return taps;
}

float gain(const Taps& taps, const Shape& shape, float dx, float dy) {
    float g = 0;
    constexpr int r = FilterBank::radius;
    for (int y = -r; y <= r; ++y)
        for (int x = -r; x <= r; ++x)
            g += taps[static_cast<std::size_t>((y + r) * FilterBank::columns + x + r)] * cosine((y * dx - x * dy) / shape.period);
    return g;
}

}  // namespace

FilterBank::FilterBank() {
    kernels_.reserve(static_cast<std::size_t>(directions) * periods * rows * columns);
    for (int d = 0; d < directions; ++d) {
        const float dx = cosine(d * 0.5F / directions), dy = sine(d * 0.5F / directions);
        float period = shortest_period;
        for (int p = 0; p < periods; ++p, period *= period_step) {
            const Shape shape{period, std::min(sigma_limit, sigma_along * period), std::min(sigma_limit, sigma_across * period)};
            const Taps taps = draw(shape, dx, dy);
            const float scale = (1 << gain_shift) / gain(taps, shape, dx, dy);
            for (const float t : taps) kernels_.push_back(static_cast<std::int16_t>(nearest(t * scale)));
        }
    }
}

const FilterBank& FilterBank::shared() {
    static const FilterBank bank;
    return bank;
}

int FilterBank::period_index(float period) {
    int index = 0;
    // Geometric mean of neighbours is the border between them
    for (float border = shortest_period * 1.0474F; index + 1 < periods && period > border; border *= period_step) ++index;
    return index;
}

int FilterBank::direction_index(const Direction& direction) {
    return nearest(half_turns(direction) * directions) % directions;
}

namespace {

constexpr int tap_pairs = FilterBank::columns / 2;

/// Neighbours side by side: pair x of a row holds samples x and x + 1, so that one multiply-add of pairs serves two taps.
/// Only the rows that one row of cells needs are held.
class PairedRows {
public:
    explicit PairedRows(const Signal& signal)
        : signal_(signal), stride_(signal.width + 2 * FilterBank::columns), pairs_(static_cast<std::size_t>(stride_) * (FilterBank::rows + cell_size - 1)) {}

    /// Moves to a row of cells; cheap when it is the next one.
    void move_to(int cell_row) {
        const int first = cell_row * cell_size - FilterBank::radius, rows = FilterBank::rows + cell_size - 1;
        const int kept = cell_row == next_ ? rows - cell_size : 0;
        std::copy(pairs_.end() - static_cast<std::ptrdiff_t>(kept) * stride_, pairs_.end(), pairs_.begin());
        for (int y = kept; y < rows; ++y) fill(pairs_.data() + static_cast<std::size_t>(y) * stride_, signal_.row(first + y) - FilterBank::radius);
        next_ = cell_row + 1;
    }
    /// Where the kernel's first tap lies for the left upper pixel of a cell.
    [[nodiscard]] const std::uint32_t* at(int cell_column) const { return pairs_.data() + cell_column * cell_size; }
    [[nodiscard]] int stride() const { return stride_; }

private:
    void fill(std::uint32_t* out, const std::int16_t* samples) const {
        const int n = signal_.width + cell_size - 1 + 2 * (tap_pairs - 1);  // to the last pair of the last cell, which may hang over
        for (int x = 0; x < n; ++x)
            out[x] = static_cast<std::uint32_t>(static_cast<std::uint16_t>(samples[x])) | static_cast<std::uint32_t>(static_cast<std::uint16_t>(samples[x + 1])) << 16;
    }
    const Signal& signal_;
    int stride_, next_ = -1;
    std::vector<std::uint32_t> pairs_;
};

using Block = std::array<std::int32_t, cell_size * cell_size>;

// A cell's 64 sums together: each pair of taps is read once for the whole cell. Integers, so every kind of processor gives
// the same.
using BlockFilter = void(const std::uint32_t* source, int stride, const std::int16_t* kernel, Block& sums);

std::uint32_t pair_of_taps(const std::int16_t* kernel, int pair) {
    std::uint32_t both;
    std::memcpy(&both, kernel + 2 * pair, sizeof both);
    return both;
}

#if defined(__SSE2__) || defined(__wasm_simd128__)
#if defined(__SSE2__)
using Four = __m128i;
inline Four load_four(const std::uint32_t* from) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from)); }
inline Four all_four(std::uint32_t value) { return _mm_set1_epi32(static_cast<int>(value)); }
inline Four multiply_add(Four sum, Four a, Four b) { return _mm_add_epi32(sum, _mm_madd_epi16(a, b)); }
inline void store_four(std::int32_t* to, Four v) { _mm_storeu_si128(reinterpret_cast<__m128i*>(to), v); }
#else
using Four = v128_t;
inline Four load_four(const std::uint32_t* from) { return wasm_v128_load(from); }
inline Four all_four(std::uint32_t value) { return wasm_i32x4_splat(static_cast<int>(value)); }
inline Four multiply_add(Four sum, Four a, Four b) { return wasm_i32x4_add(sum, wasm_i32x4_dot_i16x8(a, b)); }
inline void store_four(std::int32_t* to, Four v) { wasm_v128_store(to, v); }
#endif

/// Four columns and all eight rows of a cell: as many sums as there are registers to spare.
inline void filter_half(const std::uint32_t* source, int stride, const std::int16_t* kernel, std::int32_t* out) {
    Four sums[cell_size] = {};
    for (int row = 0; row < FilterBank::rows; ++row, source += stride, kernel += FilterBank::columns)
        for (int pair = 0; pair < tap_pairs; ++pair) {
            const Four taps = all_four(pair_of_taps(kernel, pair));
            for (int y = 0; y < cell_size; ++y) sums[y] = multiply_add(sums[y], load_four(source + y * stride + 2 * pair), taps);
        }
    for (int y = 0; y < cell_size; ++y) store_four(out + y * cell_size, sums[y]);
}

void filter_block(const std::uint32_t* source, int stride, const std::int16_t* kernel, Block& sums) {
    filter_half(source, stride, kernel, sums.data());
    filter_half(source + cell_size / 2, stride, kernel, sums.data() + cell_size / 2);
}
#else
void filter_block(const std::uint32_t* source, int stride, const std::int16_t* kernel, Block& sums) {
    sums.fill(0);
    for (int row = 0; row < FilterBank::rows; ++row, source += stride, kernel += FilterBank::columns)
        for (int pair = 0; pair < tap_pairs; ++pair)
            for (int y = 0; y < cell_size; ++y)
                for (int x = 0; x < cell_size; ++x) {
                    const std::uint32_t two = source[y * stride + 2 * pair + x];
                    sums[static_cast<std::size_t>(y * cell_size + x)] +=
                        static_cast<std::int16_t>(two & 0xFFFF) * kernel[2 * pair] + static_cast<std::int16_t>(two >> 16) * kernel[2 * pair + 1];
                }
}
#endif

#if defined(__x86_64__) && defined(__GNUC__)
[[gnu::target(MOTCUA_AVX2)]] inline __m256i added(__m256i sum, const std::uint32_t* samples, __m256i taps) {
    return _mm256_add_epi32(sum, _mm256_madd_epi16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(samples)), taps));
}

[[gnu::target(MOTCUA_AVX2)]] inline void put(std::int32_t* to, __m256i sums) { _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), sums); }

static_assert(cell_size == 8);

/// Eight sums by name: of an array GCC writes all to memory with every tap.
[[gnu::target(MOTCUA_AVX2)]] void filter_block_avx2(const std::uint32_t* source, int stride, const std::int16_t* kernel, Block& out) {
    __m256i a{}, b{}, c{}, d{}, e{}, f{}, g{}, h{};
    for (int row = 0; row < FilterBank::rows; ++row, source += stride, kernel += FilterBank::columns) {
        const std::uint32_t *upper = source, *lower = source + 4 * static_cast<std::ptrdiff_t>(stride);
        for (int pair = 0; pair < tap_pairs; ++pair, upper += 2, lower += 2) {
            const __m256i taps = _mm256_set1_epi32(static_cast<int>(pair_of_taps(kernel, pair)));
            a = added(a, upper, taps), b = added(b, upper + stride, taps), c = added(c, upper + 2 * stride, taps), d = added(d, upper + 3 * stride, taps);
            e = added(e, lower, taps), f = added(f, lower + stride, taps), g = added(g, lower + 2 * stride, taps), h = added(h, lower + 3 * stride, taps);
        }
    }
    std::int32_t* to = out.data();
    put(to, a), put(to + 8, b), put(to + 16, c), put(to + 24, d), put(to + 32, e), put(to + 40, f), put(to + 48, g), put(to + 56, h);
}
BlockFilter* best_block_filter() { return widest_vectors() == Vectors::plain ? filter_block : filter_block_avx2; }
#else
BlockFilter* best_block_filter() { return filter_block; }
#endif

void store(const Block& sums, Signal& out, int c, int r) {
    const int x1 = std::min(out.width, (c + 1) * cell_size), y1 = std::min(out.height, (r + 1) * cell_size);
    const std::int32_t* sum = sums.data();
    for (int y = r * cell_size; y < y1; ++y, sum += cell_size)
        for (int x = c * cell_size; x < x1; ++x)
            out.row(y)[x] = static_cast<std::int16_t>(std::clamp(sum[x - c * cell_size] >> FilterBank::gain_shift, -4095, 4095));
}

}  // namespace

Signal filter(const Signal& signal, const Cells<std::uint8_t>& foreground, const Cells<Direction>& direction,
              const Cells<float>& period) {
    const FilterBank& bank = FilterBank::shared();
    BlockFilter* const filter_one = best_block_filter();
    PairedRows pairs(signal);
    Signal out(signal.width, signal.height);
    Block sums;
    for (int r = 0; r < foreground.rows; ++r) {
        pairs.move_to(r);
        for (int c = 0; c < foreground.columns; ++c) {
            if (foreground.at(c, r) == 0) continue;
            const std::int16_t* kernel =
                bank.kernel(FilterBank::direction_index(direction.at(c, r)), FilterBank::period_index(period.at(c, r)));
            filter_one(pairs.at(c), pairs.stride(), kernel, sums);
            store(sums, out, c, r);
        }
    }
    return out;
}

}  // namespace motcua::finger
