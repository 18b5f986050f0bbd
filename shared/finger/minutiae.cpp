#include "shared/finger/minutiae.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "shared/finger/arithmetic.hpp"
#include "shared/finger/extractor.hpp"
#include "shared/finger/skeleton.hpp"

namespace motcua::finger {
namespace {

constexpr int edge_distance = 14;   // pixels of finger there must be around a minutia
constexpr int crowd_radius = 20;    // more than crowd_limit within this is noise
constexpr int crowd_limit = 5;
constexpr int least_minutiae = 4;
constexpr std::size_t most_minutiae = 120;

/// Finger all around: a ridge that leaves the contact area is no ending.
bool inside(const RidgeMap& map, int x, int y) {
    static constexpr std::array<std::array<int, 2>, 8> around{{{10, 0}, {7, 7}, {0, 10}, {-7, 7}, {-10, 0}, {-7, -7}, {0, -10}, {7, -7}}};
    for (const auto& [dx, dy] : around)
        if (!on_finger(map, x + dx * edge_distance / 10, y + dy * edge_distance / 10)) return false;
    return true;
}

/// Angle of the line in 1/256 turns, counter-clockwise. The field's direction is steadier than the last pixels of a
/// line; the line gives its sense, and the direction where both disagree (cores).
std::uint8_t angle_of(const RidgeMap& map, const LineEnd& end) {
    const float field = half_turns(map.direction.at(end.x / cell_size, end.y / cell_size)) / 2;
    const float along = cosine(field) * end.dx + sine(field) * end.dy;
    float turn = turns_of(-end.dy, end.dx);
    if (along > 0.8F) turn = 1.0F - field;
    if (along < -0.8F) turn = 1.5F - field;
    return static_cast<std::uint8_t>(nearest(turn * 256) & 255);
}

std::uint8_t quality_of(const RidgeMap& map, int x, int y) {
    const int c = x / cell_size, r = y / cell_size;
    const float coherence = coherence_of(map.direction.at(c, r));
    const float q = coherence * map.clarity.at(c, r) * 115.0F;
    return static_cast<std::uint8_t>(std::clamp(nearest(q), 1, 100));
}

void collect(const RidgeMap& map, Side side, std::vector<Minutia>& out) {
    Skeleton skeleton = binarise(map, side);
    thin(skeleton);
    for (const LineEnd& end : repaired_ends(skeleton)) {
        if (!inside(map, end.x, end.y)) continue;
        out.push_back({.x = static_cast<std::int16_t>(end.x), .y = static_cast<std::int16_t>(end.y), .angle = angle_of(map, end),
                       .type = side == Side::ridges ? MinutiaType::ending : MinutiaType::bifurcation,
                       .quality = quality_of(map, end.x, end.y)});
    }
}

int squared_distance(const Minutia& a, const Minutia& b) { return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y); }

/// A ridge end beside a valley end of opposite sense is one flaw of the picture, not two minutiae.
bool cancel(const Minutia& a, const Minutia& b) {
    return squared_distance(a, b) <= 7 * 7 && std::abs(angle_difference(a.angle, b.angle)) > 96;
}

std::vector<Minutia> without_noise(const std::vector<Minutia>& all) {
    std::vector<Minutia> kept;
    for (const Minutia& m : all) {
        int crowd = -1;
        bool cancelled = false;
        for (const Minutia& other : all) {
            crowd += squared_distance(m, other) <= crowd_radius * crowd_radius ? 1 : 0;
            cancelled = cancelled || (&m != &other && cancel(m, other));
        }
        if (!cancelled && crowd <= crowd_limit) kept.push_back(m);
    }
    return kept;
}

FlowMap flow_of(const RidgeMap& map) {
    FlowMap flow{.columns = (map.width + FlowMap::cell - 1) / FlowMap::cell, .rows = (map.height + FlowMap::cell - 1) / FlowMap::cell};
    for (int r = 0; r < flow.rows; ++r)
        for (int c = 0; c < flow.columns; ++c) {
            Direction sum;
            int cells = 0;
            for (int j = 2 * r; j < 2 * r + 2; ++j)
                for (int i = 2 * c; i < 2 * c + 2; ++i) {
                    if (!map.foreground.holds(i, j) || map.foreground.at(i, j) == 0) continue;
                    ++cells, sum.cos2 += map.direction.at(i, j).cos2, sum.sin2 += map.direction.at(i, j).sin2;
                }
            // Counter-clockwise like the minutiae, hence the mirror
            const int angle = nearest((1.0F - half_turns(sum)) * 128) & 127;
            flow.angles.push_back(cells >= 2 && coherence_of(sum) > 0.3F * cells ? static_cast<std::uint8_t>(angle) : FlowMap::none);
        }
    return flow;
}

}  // namespace

Template template_of(const RidgeMap& map, Position position) {
    std::vector<Minutia> all;
    collect(map, Side::ridges, all);
    collect(map, Side::valleys, all);
    Template out{.position = position, .quality = 255, .width = map.width, .height = map.height, .minutiae = without_noise(all),
                 .flow = flow_of(map)};
    std::sort(out.minutiae.begin(), out.minutiae.end(), [](const Minutia& a, const Minutia& b) {
        return std::tuple(b.quality, a.y, a.x, a.angle, a.type) < std::tuple(a.quality, b.y, b.x, b.angle, b.type);
    });
    if (out.minutiae.size() > most_minutiae) out.minutiae.resize(most_minutiae);
    return out;
}

bool comparable(const Template& finger) { return finger.minutiae.size() >= least_minutiae; }

}  // namespace motcua::finger
