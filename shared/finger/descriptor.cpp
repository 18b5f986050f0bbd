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

/// Gauss of distance and of angle, computed once.
struct Tables {
    std::array<float, spread * spread + 1> distance{};
    std::array<std::array<float, Descriptor::layers>, 256> angle{};
};

Tables make_tables() {
    Tables t;
    for (std::size_t d2 = 0; d2 < t.distance.size(); ++d2)
        t.distance[d2] = exponential(-static_cast<float>(d2) / (2 * deviation * deviation));
    for (int a = 0; a < 256; ++a)
        for (int k = 0; k < Descriptor::layers; ++k) {
            const float off = static_cast<float>(angle_difference(a, (2 * k + 1) * 128 / Descriptor::layers));
            t.angle[a][k] = exponential(-off * off / (2 * angle_deviation * angle_deviation));
        }
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

float cell_middle(int i) { return (static_cast<float>(i) + 0.5F) * cell_span - cylinder_radius; }

void fill_cell(Descriptor& out, const Template& finger, const Minutia& self, int cell, int x, int y) {
    const Tables& t = tables();
    std::array<float, Descriptor::layers> sums{};
    for (const Minutia& other : finger.minutiae) {
        const int d2 = (other.x - x) * (other.x - x) + (other.y - y) * (other.y - y);
        if (d2 > spread * spread || &other == &self) continue;
        const auto& angle = t.angle[static_cast<std::uint8_t>(other.angle - self.angle)];
        for (int k = 0; k < Descriptor::layers; ++k) sums[k] += t.distance[d2] * angle[k];
    }
    for (int k = 0; k < Descriptor::layers; ++k)
        if (sums[k] >= threshold) out.bits[k] |= 1ULL << cell;
}

void fill_cylinder(Descriptor& out, const Template& finger, const Minutia& self, const Frame& frame) {
    for (int cell = 0; cell < Descriptor::side * Descriptor::side; ++cell) {
        const float u = cell_middle(cell % Descriptor::side), v = cell_middle(cell / Descriptor::side);
        if (u * u + v * v > cylinder_radius * cylinder_radius) continue;
        const int x = frame.out_x(u, v), y = frame.out_y(u, v);
        if (!holds(finger, x, y)) continue;
        out.valid |= 1ULL << cell;
        fill_cell(out, finger, self, cell, x, y);
    }
}

void fill_flow(Descriptor& out, const FlowMap& flow, const Minutia& self, const Frame& frame) {
    std::size_t at = 0;
    for (std::size_t ring = 0; ring < ring_radius.size(); ++ring)
        for (int i = 0; i < ring_samples[ring]; ++i, ++at) {
            const float turn = static_cast<float>(i) / static_cast<float>(ring_samples[ring]);
            const float u = ring_radius[ring] * cosine(turn), v = ring_radius[ring] * sine(turn);
            const int x = frame.out_x(u, v), y = frame.out_y(u, v);
            out.flow[at] = FlowMap::none;
            if (!on_flow(flow, x, y)) continue;
            const int angle = flow.angles[y / FlowMap::cell * flow.columns + x / FlowMap::cell];
            out.flow[at] = static_cast<std::uint8_t>((angle - self.angle) & 127);
        }
}

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
    std::vector<Descriptor> out(finger.minutiae.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
        const Minutia& self = finger.minutiae[i];
        const Frame frame(self);
        fill_cylinder(out[i], finger, self, frame);
        if (finger.flow.angles.empty()) out[i].flow.fill(FlowMap::none);
        else fill_flow(out[i], finger.flow, self, frame);
    }
    return out;
}

int similarity(const Descriptor& a, const Descriptor& b) {
    const int cylinder = cylinder_similarity(a, b), flow = flow_similarity(a, b);
    if (cylinder < 0) return flow < 0 ? 0 : flow / 2;
    return flow < 0 ? cylinder : (cylinder + flow) / 2;
}

}  // namespace motcua::finger
