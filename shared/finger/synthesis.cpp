#include "shared/finger/synthesis.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "shared/finger/arithmetic.hpp"
#include "shared/finger/filter.hpp"
#include "shared/finger/ridges.hpp"

namespace motcua::finger {
namespace {

constexpr int master_width = 416;
constexpr int master_height = 560;
constexpr int growth_rounds = 9;
// Half-turns: 18 and 14 degrees. Singular points alone give every finger of a class the same flow, so minutiae in the same
// places and directions: 0.6 to 1.1 % of pairs of strangers then passed for one finger; in the FVC sets 0.01 % do (calibration.cpp).
constexpr float flow_wander = 0.10F;
constexpr float flow_ripple = 0.08F;

struct Point {
    float x, y;
};

/// Random values on a coarse grid, smooth between: flow, stretch, moisture, dirt.
class SmoothNoise {
public:
    SmoothNoise(Random& random, int width, int height, int step)
        : step_(step), columns_(width / step + 3), values_(static_cast<std::size_t>(columns_) * (height / step + 3)) {
        for (float& v : values_) v = random.bell();
    }
    [[nodiscard]] float at(float x, float y) const {
        const float gx = x / step_, gy = y / step_;
        const int c = static_cast<int>(gx), r = static_cast<int>(gy);
        const float u = ease(gx - c), v = ease(gy - r);
        const float top = value(c, r) * (1 - u) + value(c + 1, r) * u;
        const float bottom = value(c, r + 1) * (1 - u) + value(c + 1, r + 1) * u;
        return top * (1 - v) + bottom * v;
    }

private:
    static float ease(float t) { return t * t * (3 - 2 * t); }
    [[nodiscard]] float value(int c, int r) const { return values_[static_cast<std::size_t>(r) * columns_ + c]; }
    int step_, columns_;
    std::vector<float> values_;
};

/// Where the ridges turn. A loop (core) adds half a turn of the angle around it, a delta takes half a turn away
/// (Sherlock and Monro, Pattern Recognition 26(7), 1993).
struct FlowModel {
    PatternClass pattern{};
    std::vector<Point> loops{}, deltas{};
    float arch_height = 0;  ///< for arches only, which have neither
    float tilt = 0;         ///< turns
};

PatternClass draw_class(Random& random) {
    const int draw = random.below(100);  // Cappelli et al. 1999: natural proportions
    if (draw < 32) return PatternClass::right_loop;
    if (draw < 65) return PatternClass::left_loop;
    if (draw < 93) return PatternClass::whorl;
    return draw < 97 ? PatternClass::arch : PatternClass::tented_arch;
}

Point around(Random& random, float x, float y, int spread) {
    return {x + static_cast<float>(random.between(-spread, spread)), y + static_cast<float>(random.between(-spread, spread))};
}

FlowModel draw_model(Random& random) {
    FlowModel model{.pattern = draw_class(random)};
    model.tilt = static_cast<float>(random.between(-12, 12)) / 360.0F;
    switch (model.pattern) {
        case PatternClass::arch: model.arch_height = 0.10F + 0.08F * random.unit(); break;
        case PatternClass::tented_arch:
            model.loops = {around(random, 208, 235, 25)};
            model.deltas = {{model.loops[0].x + static_cast<float>(random.between(-6, 6)), model.loops[0].y + 75 + random.below(40)}};
            break;
        case PatternClass::left_loop:
        case PatternClass::right_loop: {
            const float side = model.pattern == PatternClass::left_loop ? 1.0F : -1.0F;
            model.loops = {around(random, 208, 235, 32)};
            model.deltas = {around(random, 208 + side * 115, 390, 40)};
            break;
        }
        case PatternClass::whorl: {
            const Point middle = around(random, 208, 245, 28);
            const float apart = static_cast<float>(random.between(10, 48)), slant = static_cast<float>(random.between(-26, 26));
            model.loops = {{middle.x - slant, middle.y - apart}, {middle.x + slant, middle.y + apart}};
            model.deltas = {around(random, 86, 400, 36), around(random, 330, 400, 36)};
            break;
        }
    }
    return model;
}

/// Direction of the ridges at a point as half-turns (y downwards).
float half_turns_at(const FlowModel& model, float x, float y) {
    if (model.pattern == PatternClass::arch) {
        const float height = std::clamp((520.0F - y) / 420.0F, 0.0F, 1.0F) * std::clamp((y - 20.0F) / 260.0F, 0.0F, 1.0F);
        return 2 * (model.tilt + 1.6F * model.arch_height * height * sine((208.0F - x) / 380.0F)) * -1.0F;
    }
    float sum = 0;
    for (const Point& p : model.loops) sum += turns_of(y - p.y, x - p.x);
    for (const Point& p : model.deltas) sum -= turns_of(y - p.y, x - p.x);
    // As many deltas as loops makes the far field level; the branch cut cancels in whole half-turns
    return sum + 2 * model.tilt;
}

struct Growth {
    Cells<std::uint8_t> everywhere{};
    Cells<Direction> direction{};
    Cells<float> period{};
};

Growth growth_of(const FlowModel& model, Random& random) {
    constexpr int columns = master_width / cell_size, rows = master_height / cell_size;
    Growth g{.everywhere = {columns, rows, 1}, .direction = {columns, rows}, .period = {columns, rows}};
    const float base = 8.4F + 2.2F * random.unit();
    const SmoothNoise wander(random, master_width, master_height, 100), ripple(random, master_width, master_height, 50);
    const Point wave{random.unit(), random.unit()};
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < columns; ++c) {
            const float x = (c + 0.5F) * cell_size, y = (r + 0.5F) * cell_size;
            const float turn = half_turns_at(model, x, y) + flow_wander * wander.at(x, y) + flow_ripple * ripple.at(x, y);
            g.direction.at(c, r) = {cosine(turn), sine(turn)};
            // Ridges are wider towards the crease of the joint
            g.period.at(c, r) = base + 1.2F * std::max(0.0F, (y - 330.0F) / 230.0F) +
                                0.6F * sine(x / 330.0F + wave.x) * sine(y / 290.0F + wave.y);
        }
    return g;
}

Signal noise_signal(Random& random) {
    Signal signal(master_width, master_height);
    for (int y = 0; y < master_height; ++y)
        for (int x = 0; x < master_width; ++x) signal.row(y)[x] = static_cast<std::int16_t>(random.between(-255, 255));
    return signal;
}

/// Saturation makes ridges of ripples: without it the strongest spot would win everywhere.
void saturate(Signal& signal, int gain) {
    for (int y = 0; y < signal.height; ++y)
        for (int x = 0; x < signal.width; ++x) signal.row(y)[x] = static_cast<std::int16_t>(std::clamp(signal.row(y)[x] * gain, -255, 255));
}

GreyImage picture_of(const Signal& signal) {
    GreyImage out = blank_image(signal.width, signal.height);
    for (int y = 0; y < signal.height; ++y)
        for (int x = 0; x < signal.width; ++x)
            out.pixels[static_cast<std::size_t>(y) * signal.width + x] = static_cast<std::uint8_t>(std::clamp(128 - signal.row(y)[x] / 2, 0, 255));
    return out;
}

}  // namespace

MasterPrint grow_finger(std::uint64_t seed) {
    Random random(seed ^ 0xF1A6E4C3B2D18790ULL);
    const FlowModel model = draw_model(random);
    const Growth growth = growth_of(model, random);
    Signal signal = noise_signal(random);
    for (int round = 0; round < growth_rounds; ++round) {
        signal = filter(signal, growth.everywhere, growth.direction, growth.period);
        saturate(signal, round < 2 ? 6 : 2);
    }
    return {.seed = seed, .pattern = model.pattern, .ridges = picture_of(signal)};
}

namespace {

/// From the picture's plane to the master's.
class Placement {
public:
    Placement(const Impression& how, Random& random)
        : how_(how), c_(cosine(how.turn_degrees / 360.0F)), s_(sine(how.turn_degrees / 360.0F)), stretch_x_(random, how.width, how.height, 90),
          stretch_y_(random, how.width, how.height, 90), strength_(how.distortion_percent * 0.09F),
          twist_(random.bell() * how.distortion_percent * 0.00012F) {}

    [[nodiscard]] Point master(int px, int py) const {
        const float x = static_cast<float>(px), y = static_cast<float>(py);
        float u = x - how_.width / 2.0F - how_.shift_x + strength_ * stretch_x_.at(x, y) / 1.8F;
        float v = y - how_.height / 2.0F - how_.shift_y + strength_ * stretch_y_.at(x, y) / 1.8F;
        // Torque of the finger on the glass: the rim turns further than the middle
        const float twist = twist_ * std::min(1.0F, (u * u + v * v) / 22500.0F);
        const float tu = u - 6.28F * twist * v, tv = v + 6.28F * twist * u;
        u = c_ * tu - s_ * tv, v = s_ * tu + c_ * tv;
        return {u + 208.0F, v + 262.0F};
    }

private:
    const Impression& how_;
    float c_, s_;
    SmoothNoise stretch_x_, stretch_y_;
    float strength_, twist_;
};

/// Ridge signal of the master at a place, -1 (valley) .. 1 (ridge).
float ridge_at(const GreyImage& master, float x, float y) {
    if (x < 0 || y < 0 || x >= master_width - 1 || y >= master_height - 1) return -1;
    const int c = static_cast<int>(x), r = static_cast<int>(y);
    const float u = x - c, v = y - r;
    const float top = master.at(c, r) * (1 - u) + master.at(c + 1, r) * u;
    const float bottom = master.at(c, r + 1) * (1 - u) + master.at(c + 1, r + 1) * u;
    return (128.0F - (top * (1 - v) + bottom * v)) / 127.0F;
}

/// 1 inside the contact ellipse, 0 outside, soft and ragged between.
float contact_at(const Impression& how, const SmoothNoise& ragged, int x, int y) {
    const float scale = how.contact_percent / 100.0F;
    const float a = (x - how.width / 2.0F - how.shift_x * 0.6F) / (150.0F * scale), b = (y - how.height / 2.0F - how.shift_y * 0.6F) / (185.0F * scale);
    const float distance = std::sqrt(a * a + b * b) + 0.06F * ragged.at(static_cast<float>(x), static_cast<float>(y));
    return std::clamp((1.0F - distance) * 14.0F, 0.0F, 1.0F);
}

struct Scratch {
    float x, y, c, s, width;
};

std::vector<Scratch> draw_scratches(const Impression& how, Random& random) {
    std::vector<Scratch> out;
    const int count = random.below(1 + how.noise_percent / 12);
    for (int i = 0; i < count; ++i) {
        const float turn = random.unit();
        out.push_back({static_cast<float>(random.below(how.width)), static_cast<float>(random.below(how.height)), cosine(turn), sine(turn),
                       1.0F + random.unit() * 1.5F});
    }
    return out;
}

bool scratched(const std::vector<Scratch>& scratches, int x, int y) {
    return std::any_of(scratches.begin(), scratches.end(), [&](const Scratch& s) {
        const float along = (x - s.x) * s.c + (y - s.y) * s.s, across = (y - s.y) * s.c - (x - s.x) * s.s;
        return std::abs(across) < s.width && std::abs(along) < 60;
    });
}

/// Everything that changes from point to point of one impression.
struct Surface {
    SmoothNoise moisture, dirt, ragged;
    std::vector<Scratch> scratches;
    Surface(const Impression& how, Random& random)
        : moisture(random, how.width, how.height, 70), dirt(random, how.width, how.height, 14), ragged(random, how.width, how.height, 40),
          scratches(draw_scratches(how, random)) {}
};

std::uint8_t grey_at(const Impression& how, const MasterPrint& finger, const Placement& placement, const Surface& surface, Random& random,
                     int x, int y) {
    const float fx = static_cast<float>(x), fy = static_cast<float>(y), noise = how.noise_percent / 100.0F;
    const Point p = placement.master(x, y);
    const float wet = how.moisture / 100.0F + 0.18F * surface.moisture.at(fx, fy);
    float ridge = ridge_at(finger.ridges, p.x, p.y) + 0.95F * wet + noise * (0.55F * surface.dirt.at(fx, fy) + 0.45F * random.bell());
    // A dry ridge touches only where it is highest, in grains
    if (wet < 0) ridge += 0.9F * wet * random.bell();
    if (scratched(surface.scratches, x, y)) ridge = -1;
    const float contact = contact_at(how, surface.ragged, x, y);
    const float ink = std::clamp(0.5F + 1.1F * ridge, 0.0F, 1.0F) * contact;
    const float ground = 236.0F + 4.0F * random.bell() * (0.4F + noise), darkest = 62.0F - 22.0F * std::clamp(wet, -1.0F, 1.0F);
    return static_cast<std::uint8_t>(std::clamp(nearest(ground + (darkest - ground) * ink), 0, 255));
}

/// Three-pixel binomial blur: the optics.
GreyImage blurred(const GreyImage& image) {
    GreyImage out = image;
    for (int y = 1; y + 1 < image.height; ++y)
        for (int x = 1; x + 1 < image.width; ++x) {
            int sum = 0;
            for (int j = -1; j <= 1; ++j)
                for (int i = -1; i <= 1; ++i) sum += image.at(x + i, y + j) * (2 - std::abs(i)) * (2 - std::abs(j));
            out.pixels[static_cast<std::size_t>(y) * image.width + x] = static_cast<std::uint8_t>((sum + 8) / 16);
        }
    return out;
}

}  // namespace

GreyImage press(const MasterPrint& finger, const Impression& how) {
    Random random(finger.seed * 0x9E3779B97F4A7C15ULL ^ how.seed ^ 0x5EED0F1BB0A7C3D2ULL);
    const Placement placement(how, random);
    const Surface surface(how, random);
    GreyImage out = blank_image(how.width, how.height);
    for (int y = 0; y < how.height; ++y)
        for (int x = 0; x < how.width; ++x)
            out.pixels[static_cast<std::size_t>(y) * how.width + x] = grey_at(how, finger, placement, surface, random, x, y);
    return blurred(out);
}

GreyImage synthesise(const MasterPrint& finger, int number) {
    Impression how{.seed = static_cast<std::uint64_t>(number) + 1};
    if (number == 0) return press(finger, {.seed = 1, .distortion_percent = 15, .noise_percent = 12, .contact_percent = 100});
    Random random(finger.seed ^ how.seed * 0xD1B54A32D192ED03ULL);
    how.turn_degrees = random.between(-15, 15);
    how.shift_x = random.between(-30, 30);
    how.shift_y = random.between(-30, 30);
    how.distortion_percent = random.between(20, 70);
    how.moisture = random.between(-35, 35);
    how.noise_percent = random.between(15, 45);
    how.contact_percent = random.between(75, 100);
    return press(finger, how);
}

GreyImage synthesise(std::uint64_t seed, int number) { return synthesise(grow_finger(seed), number); }

}  // namespace motcua::finger
