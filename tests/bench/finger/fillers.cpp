#include "tests/bench/finger/fillers.hpp"

#include <algorithm>
#include <tuple>

#include "shared/finger/arithmetic.hpp"
#include "shared/finger/synthesis.hpp"

namespace motcua::bench {
namespace {

using finger::FlowMap;
using finger::Minutia;
using finger::Random;
using finger::Template;

constexpr float place_jitter = 3;        // pixels, standard deviation
constexpr float angle_jitter = 2;        // 1/256 turns
constexpr int least_apart = 10;          // pixels between minutiae of the two sources
constexpr int most_turn = 14;            // 1/256 turns: 20 degrees, as fingers are put on the glass

struct Centre {
    float x = 0, y = 0;
};

std::uint8_t direction_at(const FlowMap& flow, float x, float y) {
    if (x < 0 || y < 0) return FlowMap::none;
    const int c = static_cast<int>(x) / FlowMap::cell, r = static_cast<int>(y) / FlowMap::cell;
    return c < flow.columns && r < flow.rows ? flow.angles[static_cast<std::size_t>(r) * flow.columns + c] : FlowMap::none;
}

Centre centre_of(const FlowMap& flow) {
    float x = 0, y = 0, n = 0;
    for (int r = 0; r < flow.rows; ++r)
        for (int c = 0; c < flow.columns; ++c)
            if (flow.angles[static_cast<std::size_t>(r) * flow.columns + c] != FlowMap::none) x += c, y += r, ++n;
    return n > 0 ? Centre{(x / n + 0.5F) * FlowMap::cell, (y / n + 0.5F) * FlowMap::cell} : Centre{};
}

/// Mirror and turn about the middle of the finger: from the new plane back to the print's, and forth.
struct Move {
    bool mirrored;
    int turn;
    Centre from, to;
    float c, s;
    Move(Random& random, const Template& print, Centre target)
        : mirrored(random.below(2) == 1), turn(random.between(-most_turn, most_turn)), from(centre_of(print.flow)), to(target),
          c(finger::cosine(turn / 256.0F)), s(finger::sine(turn / 256.0F)) {}
    [[nodiscard]] Centre back(float x, float y) const {
        const float u = x - to.x, v = y - to.y, a = c * u - s * v;
        return {from.x + (mirrored ? -a : a), from.y + s * u + c * v};
    }
    [[nodiscard]] Centre forth(float x, float y) const {
        const float a = mirrored ? from.x - x : x - from.x, b = y - from.y;
        return {to.x + c * a + s * b, to.y - s * a + c * b};
    }
    [[nodiscard]] int angle(int of_print) const { return (mirrored ? 128 - of_print : of_print) + turn; }
};

/// A smooth change of directions: three waves, each up to 7 degrees.
struct Wander {
    struct Wave {
        float x, y, phase, strength;
    };
    Wave waves[3];
    explicit Wander(Random& random) {
        for (Wave& w : waves) w = {(random.unit() - 0.5F) / 110.0F, (random.unit() - 0.5F) / 110.0F, random.unit(), 5.0F * random.unit()};
    }
    [[nodiscard]] float at(float x, float y) const {
        float sum = 0;
        for (const Wave& w : waves) sum += w.strength * finger::sine(w.x * x + w.y * y + w.phase);
        return sum;
    }
};

FlowMap flow_of(const Template& print, Random& random) {
    FlowMap out{.columns = print.flow.columns, .rows = print.flow.rows};
    const Move move(random, print, centre_of(print.flow));
    const Wander wander(random);
    for (int r = 0; r < out.rows; ++r)
        for (int c = 0; c < out.columns; ++c) {
            const float x = (c + 0.5F) * FlowMap::cell, y = (r + 0.5F) * FlowMap::cell;
            const Centre at = move.back(x, y);
            const std::uint8_t direction = direction_at(print.flow, at.x, at.y);
            out.angles.push_back(direction == FlowMap::none ? direction
                                                            : static_cast<std::uint8_t>((move.angle(direction) + finger::nearest(wander.at(x, y))) & 127));
        }
    return out;
}

bool crowded(const std::vector<Minutia>& minutiae, std::size_t of_first_source, const Minutia& m) {
    return std::any_of(minutiae.begin(), minutiae.begin() + static_cast<std::ptrdiff_t>(of_first_source), [&](const Minutia& other) {
        return (m.x - other.x) * (m.x - other.x) + (m.y - other.y) * (m.y - other.y) < least_apart * least_apart;
    });
}

void add_minutiae(Template& out, const Template& source, std::size_t wanted, Random& random) {
    const Move move(random, source, centre_of(out.flow));
    const std::size_t before = out.minutiae.size();
    for (const Minutia& m : source.minutiae) {
        const Centre at = move.forth(m.x + place_jitter * random.bell(), m.y + place_jitter * random.bell());
        const int jitter = finger::nearest(angle_jitter * random.bell());
        const std::uint8_t direction = direction_at(out.flow, at.x, at.y);
        if (direction == FlowMap::none || out.minutiae.size() >= wanted || at.x >= out.width || at.y >= out.height) continue;
        const bool backwards = std::abs(finger::angle_difference(direction, move.angle(m.angle))) > 64;
        const Minutia moved{.x = static_cast<std::int16_t>(at.x), .y = static_cast<std::int16_t>(at.y),
                            .angle = static_cast<std::uint8_t>(direction + (backwards ? 128 : 0) + jitter), .type = m.type, .quality = m.quality};
        if (!crowded(out.minutiae, before, moved)) out.minutiae.push_back(moved);
    }
}

}  // namespace

std::vector<Template> grow_templates(int count, std::uint64_t first_seed) {
    std::vector<Template> out;
    for (int i = 0; i < count; ++i) {
        auto found = finger::extract(finger::synthesise(first_seed + static_cast<std::uint64_t>(i), i % 8));
        if (found.ok()) out.push_back(std::move(*found));
    }
    return out;
}

Template recombine(const std::vector<Template>& prints, std::uint64_t number) {
    Random random(number ^ 0xF111E25ULL);
    const auto draw = [&]() -> const Template& { return prints[static_cast<std::size_t>(random.below(static_cast<int>(prints.size())))]; };
    const Template& base = draw();
    Template out{.quality = base.quality, .width = base.width, .height = base.height, .flow = flow_of(base, random)};
    add_minutiae(out, draw(), base.minutiae.size(), random);
    for (int more = 0; more < 2; ++more) add_minutiae(out, draw(), base.minutiae.size(), random);
    std::sort(out.minutiae.begin(), out.minutiae.end(), [](const Minutia& a, const Minutia& b) {
        return std::tuple(b.quality, a.y, a.x, a.angle) < std::tuple(a.quality, b.y, b.x, b.angle);
    });
    return out;
}

}  // namespace motcua::bench
