#include "shared/finger/filter.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "shared/finger/arithmetic.hpp"

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

// Inlined below into a function for each kind of processor; integers, so all give the same result. A row is taken in loops of
// whole vectors, for the compiler: `step` products, and what is left.
template <int step>
[[gnu::always_inline]] inline std::int16_t respond(const std::int16_t* source, int stride, const std::int16_t* kernel) {
    std::int32_t sum = 0;
    constexpr int whole = FilterBank::columns / step * step;
    for (int y = 0; y < FilterBank::rows; ++y, source += stride, kernel += FilterBank::columns) {
        for (int x = 0; x < whole; ++x) sum += static_cast<std::int32_t>(source[x]) * kernel[x];
        for (int x = whole; x < FilterBank::columns; ++x) sum += static_cast<std::int32_t>(source[x]) * kernel[x];
    }
    return static_cast<std::int16_t>(std::clamp(sum >> FilterBank::gain_shift, -4095, 4095));
}

struct Cell {
    int column, row;
};

template <int step>
[[gnu::always_inline]] inline void filter_pixels(const Signal& signal, Signal& out, Cell cell, const std::int16_t* kernel) {
    const auto [c, r] = cell;
    const int x1 = std::min(signal.width, (c + 1) * cell_size), y1 = std::min(signal.height, (r + 1) * cell_size);
    for (int y = r * cell_size; y < y1; ++y)
        for (int x = c * cell_size; x < x1; ++x)
            out.row(y)[x] = respond<step>(signal.row(y - FilterBank::radius) + x - FilterBank::radius, signal.stride, kernel);
}

using CellFilter = void(const Signal&, Signal&, Cell, const std::int16_t*);

void filter_cell(const Signal& signal, Signal& out, Cell cell, const std::int16_t* kernel) { filter_pixels<FilterBank::columns>(signal, out, cell, kernel); }

#if defined(__x86_64__) && defined(__GNUC__)
// Twice as many products at a time as every x86-64 can.
[[gnu::target("avx2")]] void filter_cell_avx2(const Signal& signal, Signal& out, Cell cell, const std::int16_t* kernel) {
    filter_pixels<16>(signal, out, cell, kernel);
}
CellFilter* best_cell_filter() { return __builtin_cpu_supports("avx2") ? filter_cell_avx2 : filter_cell; }
#else
CellFilter* best_cell_filter() { return filter_cell; }
#endif

}  // namespace

Signal filter(const Signal& signal, const Cells<std::uint8_t>& foreground, const Cells<Direction>& direction,
              const Cells<float>& period) {
    const FilterBank& bank = FilterBank::shared();
    CellFilter* const filter_one = best_cell_filter();
    Signal out(signal.width, signal.height);
    for (int r = 0; r < foreground.rows; ++r)
        for (int c = 0; c < foreground.columns; ++c)
            if (foreground.at(c, r) != 0)
                filter_one(signal, out, {c, r},
                           bank.kernel(FilterBank::direction_index(direction.at(c, r)), FilterBank::period_index(period.at(c, r))));
    return out;
}

}  // namespace motcua::finger
