#include "shared/finger/descriptor.hpp"

#include <algorithm>
#include <bit>

#include "shared/finger/arithmetic.hpp"

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
constexpr int padded_layers = 8;     // a vector; what is beyond the layers stays 0
using Layers = std::array<float, padded_layers>;

/// Gauss of distance and of angle, and the places of cells and samples in a minutia's frame, computed once.
struct Tables {
    std::array<float, spread * spread + 1> distance{};
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
    for (std::size_t d2 = 0; d2 < t.distance.size(); ++d2)
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
    const int c = x / FlowMap::cell, r = y / FlowMap::cell;
    return x >= 0 && y >= 0 && c < flow.columns && r < flow.rows && flow.angles[r * flow.columns + c] != FlowMap::none;
}

bool on_hull(const Template& finger, int x, int y) {
    return std::any_of(finger.minutiae.begin(), finger.minutiae.end(), [&](const Minutia& m) {
        return (m.x - x) * (m.x - x) + (m.y - y) * (m.y - y) <= hull_reach * hull_reach;
    });
}

bool holds(const Template& finger, int x, int y) {
    return finger.flow.angles.empty() ? on_hull(finger, x, y) : on_flow(finger.flow, x, y);
}

/// A frame whose x axis is the minutia's direction (angles run counter-clockwise, y runs down).
struct Frame {
    float x, y, c, s;
    explicit Frame(const Minutia& m) : x(m.x), y(m.y), c(cosine(m.angle / 256.0F)), s(sine(m.angle / 256.0F)) {}
    [[nodiscard]] int out_x(float u, float v) const { return nearest(x + u * c + v * s); }
    [[nodiscard]] int out_y(float u, float v) const { return nearest(y - u * s + v * c); }
};

/// Places of a frame on the picture, in whole pixels.
template <std::size_t N>
struct Places {
    alignas(64) std::array<std::int32_t, N> x, y;
    Places(const Frame& frame, const std::array<float, N>& u, const std::array<float, N>& v) {
        for (std::size_t i = 0; i < N; ++i) x[i] = frame.out_x(u[i], v[i]), y[i] = frame.out_y(u[i], v[i]);
    }
};

using Sums = std::array<Layers, cells_of_cylinder>;

inline void add_neighbour(const Places<cells_of_cylinder>& cells, std::uint64_t valid, const Minutia& self, const Minutia& other, Sums& sums) {
    const Tables& t = tables();
    const Layers& angle = t.angle[static_cast<std::uint8_t>(other.angle - self.angle)];
    alignas(64) std::array<std::int32_t, cells_of_cylinder> d2;
    for (int cell = 0; cell < cells_of_cylinder; ++cell) {
        const std::int32_t dx = other.x - cells.x[cell], dy = other.y - cells.y[cell];
        d2[cell] = dx * dx + dy * dy;
    }
    for (std::uint64_t left = valid; left != 0; left &= left - 1) {
        const int cell = std::countr_zero(left);
        if (d2[cell] > spread * spread) continue;
        for (int k = 0; k < padded_layers; ++k) sums[cell][k] += t.distance[d2[cell]] * angle[k];
    }
}

inline void fill_cylinder(Descriptor& out, const Template& finger, const Minutia& self, const Frame& frame) {
    constexpr int reach = cylinder_radius + spread + 2;  // of a neighbour from the minutia, cells being on whole pixels
    const Tables& t = tables();
    const Places<cells_of_cylinder> cells(frame, t.cell_u, t.cell_v);
    for (std::uint64_t left = t.round; left != 0; left &= left - 1)
        if (const int cell = std::countr_zero(left); holds(finger, cells.x[cell], cells.y[cell])) out.valid |= 1ULL << cell;
    Sums sums{};
    for (const Minutia& other : finger.minutiae) {
        const int dx = other.x - self.x, dy = other.y - self.y;
        if (dx * dx + dy * dy <= reach * reach && &other != &self) add_neighbour(cells, out.valid, self, other, sums);
    }
    for (int cell = 0; cell < cells_of_cylinder; ++cell)
        for (int k = 0; k < Descriptor::layers; ++k) out.bits[k] |= static_cast<std::uint64_t>(sums[cell][k] >= threshold) << cell;
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
// The same arithmetic with wider vectors: equal results, as nothing is fused or reordered
[[gnu::target("avx2"), gnu::flatten]] void describe_avx2(const Template& finger, std::vector<Descriptor>& out) { describe_all(finger, out); }

Describe* best_describe() { return __builtin_cpu_supports("avx2") ? describe_avx2 : describe_anywhere; }
#else
Describe* best_describe() { return describe_anywhere; }
#endif

/// 0..1000, or -1 when too few cells are valid in both.
int cylinder_similarity(const Descriptor& a, const Descriptor& b) {
    const std::uint64_t both = a.valid & b.valid;
    if (std::popcount(both) < 20) return -1;
    int differing = 0, set = 0;
    for (int k = 0; k < Descriptor::layers; ++k) {
        differing += std::popcount((a.bits[k] ^ b.bits[k]) & both);
        set += std::popcount(a.bits[k] & both) + std::popcount(b.bits[k] & both);
    }
    return set == 0 ? 0 : 1000 - 1000 * differing / set;
}

/// 0..1000, or -1 when too few samples lie on both fingers.
int flow_similarity(const Descriptor& a, const Descriptor& b) {
    int n = 0, sum = 0;
    for (std::size_t i = 0; i < a.flow.size(); ++i) {
        if (a.flow[i] == FlowMap::none || b.flow[i] == FlowMap::none) continue;
        ++n;
        const int off = direction_difference(a.flow[i], b.flow[i]);
        sum += std::max(0, 1000 - 50 * (off < 0 ? -off : off));
    }
    return n < 10 ? -1 : sum / n;
}

}  // namespace

std::vector<Descriptor> describe(const Template& finger) {
    static Describe* const describe_here = best_describe();
    std::vector<Descriptor> out(finger.minutiae.size());
    describe_here(finger, out);
    return out;
}

int similarity(const Descriptor& a, const Descriptor& b) {
    const int cylinder = cylinder_similarity(a, b), flow = flow_similarity(a, b);
    if (cylinder < 0) return flow < 0 ? 0 : flow / 2;
    return flow < 0 ? cylinder : (cylinder + flow) / 2;
}

}  // namespace motcua::finger
