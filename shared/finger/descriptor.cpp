#include "shared/finger/descriptor.hpp"

#include <algorithm>
#include <bit>

#include "shared/finger/arithmetic.hpp"
#include "shared/finger/processor.hpp"

namespace motcua::finger {
namespace {

constexpr int cylinder_radius = 75;  // pixels
constexpr int cell_span = 2 * cylinder_radius / Descriptor::side;
constexpr int spread = 29;           // a neighbour counts up to three deviations away
constexpr float deviation = spread / 3.0F;
constexpr float angle_deviation = 28.4F;  // 40 degrees in 1/256 turns
constexpr float threshold = 0.42F;   // of what one neighbour in the middle of a cell gives
constexpr int hull_reach = 50;       // without a flow map: this far from a minutia is still finger
constexpr std::array<int, 3> ring_radius{20, 42, 66};
constexpr std::array<int, 3> ring_samples{8, 12, 14};

constexpr int cells_of_cylinder = Descriptor::side * Descriptor::side;
constexpr std::size_t padded_layers = 8;  // what is beyond the layers stays 0
using Layers [[gnu::vector_size(padded_layers * sizeof(float))]] = float;  // plain code where there are no such registers

/// Gauss of distance and of angle, and the places of cells and samples in a minutia's frame, computed once.
struct Tables {
    std::array<float, spread * spread + 2> distance{};  ///< the last one, 0, stands for all that are farther
    std::array<Layers, 256> angle{};
    std::array<float, cells_of_cylinder> cell_u{}, cell_v{};
    std::array<float, Descriptor::samples> sample_u{}, sample_v{};
    std::uint64_t round = 0;  ///< cells within the radius
};

float cell_middle(int i) { return (static_cast<float>(i) + 0.5F) * cell_span - cylinder_radius; }

void place_cells(Tables& t) {
    for (int cell = 0; cell < cells_of_cylinder; ++cell) {
        const float u = cell_middle(cell % Descriptor::side), v = cell_middle(cell / Descriptor::side);
        t.cell_u[cell] = u, t.cell_v[cell] = v;
        if (u * u + v * v <= cylinder_radius * cylinder_radius) t.round |= 1ULL << cell;
    }
}

void place_samples(Tables& t) {
    std::size_t at = 0;
    for (std::size_t ring = 0; ring < ring_radius.size(); ++ring)
        for (int i = 0; i < ring_samples[ring]; ++i, ++at) {
            const float turn = static_cast<float>(i) / static_cast<float>(ring_samples[ring]);
            t.sample_u[at] = ring_radius[ring] * cosine(turn), t.sample_v[at] = ring_radius[ring] * sine(turn);
        }
}

Tables make_tables() {
    Tables t;
    for (std::size_t d2 = 0; d2 + 1 < t.distance.size(); ++d2)
        t.distance[d2] = exponential(-static_cast<float>(d2) / (2 * deviation * deviation));
    for (int a = 0; a < 256; ++a)
        for (int k = 0; k < Descriptor::layers; ++k) {
            const float off = static_cast<float>(angle_difference(a, (2 * k + 1) * 128 / Descriptor::layers));
            t.angle[a][k] = exponential(-off * off / (2 * angle_deviation * angle_deviation));
        }
    place_cells(t), place_samples(t);
    return t;
}

const Tables& tables() {
    static const Tables shared = make_tables();
    return shared;
}

bool on_flow(const FlowMap& flow, int x, int y) {
    const unsigned c = static_cast<unsigned>(x) / FlowMap::cell, r = static_cast<unsigned>(y) / FlowMap::cell;  // negative ones are too large
    return c < static_cast<unsigned>(flow.columns) && r < static_cast<unsigned>(flow.rows) && flow.angles[r * static_cast<unsigned>(flow.columns) + c] != FlowMap::none;
}

bool on_hull(const Template& finger, int x, int y) {
    return std::any_of(finger.minutiae.begin(), finger.minutiae.end(), [&](const Minutia& m) {
        return (m.x - x) * (m.x - x) + (m.y - y) * (m.y - y) <= hull_reach * hull_reach;
    });
}

bool holds(const Template& finger, int x, int y) {
    return finger.flow.angles.empty() ? on_hull(finger, x, y) : on_flow(finger.flow, x, y);
}

/// nearest(), in operations that vectors have.
inline std::int32_t whole(float v) {
    const float above = v + 0.5F;
    const auto towards_zero = static_cast<std::int32_t>(above);
    return towards_zero - static_cast<std::int32_t>(static_cast<float>(towards_zero) > above);
}

/// A frame whose x axis is the minutia's direction (angles run counter-clockwise, y runs down).
struct Frame {
    float x, y, c, s;
    explicit Frame(const Minutia& m) : x(m.x), y(m.y), c(cosine(m.angle / 256.0F)), s(sine(m.angle / 256.0F)) {}
    [[nodiscard]] int out_x(float u, float v) const { return whole(x + u * c + v * s); }
    [[nodiscard]] int out_y(float u, float v) const { return whole(y - u * s + v * c); }
};

/// Places of a frame on the picture, in whole pixels.
template <std::size_t N>
struct Places {
    alignas(64) std::array<std::int32_t, N> x, y;
    Places(Frame frame, const std::array<float, N>& u, const std::array<float, N>& v) {
        for (std::size_t i = 0; i < N; ++i) x[i] = frame.out_x(u[i], v[i]), y[i] = frame.out_y(u[i], v[i]);
    }
};

using Sums = std::array<Layers, cells_of_cylinder>;

/// A bit of each layer for every cell whose sum reaches the threshold, all layers at once.
inline void set_bits(const Sums& sums, Descriptor& out) {
    using Words [[gnu::vector_size(padded_layers * sizeof(std::uint32_t))]] = std::uint32_t;
    for (int half = 0; half < 2; ++half) {
        Words words{};
        for (int cell = 31; cell >= 0; --cell) words = words + words + ((Words)(sums[32 * half + cell] >= threshold) & 1);
        for (int k = 0; k < Descriptor::layers; ++k) out.bits[k] |= static_cast<std::uint64_t>(words[k]) << (32 * half);
    }
}

/// First of the four rows or columns of cells that a neighbour there can reach; the cells are on whole pixels, hence the slack.
inline int first_reached(float at) {
    constexpr float slack = 2, from = cylinder_radius - spread - slack - cell_span / 2.0F;
    static_assert(2 * (spread + slack) < 4 * cell_span);
    return std::clamp(static_cast<int>(std::ceil((at + from) * (1.0F / cell_span))), 0, Descriptor::side - 4);
}

inline void add_neighbour(const Places<cells_of_cylinder>& cells, const Frame& frame, const Minutia& other, const Layers& angle, Sums& sums) {
    const Tables& t = tables();
    const float dx = other.x - frame.x, dy = other.y - frame.y;
    const int column = first_reached(dx * frame.c - dy * frame.s), row = first_reached(dx * frame.s + dy * frame.c);
    for (int r = row; r < row + 4; ++r)
        for (int c = column; c < column + 4; ++c) {
            const int cell = r * Descriptor::side + c, ex = other.x - cells.x[cell], ey = other.y - cells.y[cell];
            const float near = t.distance[std::min(ex * ex + ey * ey, spread * spread + 1)];
            sums[cell] += near * angle;
        }
}

inline void fill_cylinder(Descriptor& out, const Template& finger, const Minutia& self, const Frame& frame) {
    constexpr int reach = cylinder_radius + spread + 2;  // of a neighbour from the minutia
    constexpr std::int32_t nowhere = 1 << 14;            // out of every neighbour's reach
    const Tables& t = tables();
    Places<cells_of_cylinder> cells(frame, t.cell_u, t.cell_v);
    for (int cell = 0; cell < cells_of_cylinder; ++cell)
        if ((t.round >> cell & 1) != 0 && holds(finger, cells.x[cell], cells.y[cell])) out.valid |= 1ULL << cell;
        else cells.x[cell] = nowhere;
    Sums sums{};
    for (const Minutia& other : finger.minutiae) {
        const int dx = other.x - self.x, dy = other.y - self.y;
        if (dx * dx + dy * dy <= reach * reach && &other != &self)
            add_neighbour(cells, frame, other, t.angle[static_cast<std::uint8_t>(other.angle - self.angle)], sums);
    }
    set_bits(sums, out);
}

inline void fill_flow(Descriptor& out, const FlowMap& flow, const Minutia& self, const Frame& frame) {
    const Tables& t = tables();
    const Places<Descriptor::samples> samples(frame, t.sample_u, t.sample_v);
    for (std::size_t at = 0; at < Descriptor::samples; ++at) {
        const int x = samples.x[at], y = samples.y[at];
        out.flow[at] = FlowMap::none;
        if (!on_flow(flow, x, y)) continue;
        const int angle = flow.angles[y / FlowMap::cell * flow.columns + x / FlowMap::cell];
        out.flow[at] = static_cast<std::uint8_t>((angle - self.angle) & 127);
    }
}

inline void describe_all(const Template& finger, std::vector<Descriptor>& out) {
    for (std::size_t i = 0; i < out.size(); ++i) {
        const Minutia& self = finger.minutiae[i];
        const Frame frame(self);
        fill_cylinder(out[i], finger, self, frame);
        if (finger.flow.angles.empty()) out[i].flow.fill(FlowMap::none);
        else fill_flow(out[i], finger.flow, self, frame);
    }
}

using Describe = void(const Template&, std::vector<Descriptor>&);

[[gnu::flatten]] void describe_anywhere(const Template& finger, std::vector<Descriptor>& out) { describe_all(finger, out); }

#if defined(__x86_64__) && defined(__GNUC__)
[[gnu::target(MOTCUA_AVX2), gnu::flatten]] void describe_avx2(const Template& finger, std::vector<Descriptor>& out) { describe_all(finger, out); }

Describe* best_describe() { return widest_vectors() == Vectors::plain ? describe_anywhere : describe_avx2; }
#else
Describe* best_describe() { return describe_anywhere; }
#endif

}  // namespace

std::vector<Descriptor> describe(const Template& finger) {
    static Describe* const describe_here = best_describe();
    std::vector<Descriptor> out(finger.minutiae.size());
    describe_here(finger, out);
    return out;
}

}  // namespace motcua::finger
