#include "server/registry/demo_faces.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "server/registry/demo_face_paint.hpp"

namespace motcua::demo {
namespace {

// a picture of width 1 is 4/3 high
constexpr double units_per_width = 4.55, eyes_x = 0.5, eyes_y = 0.587;

/// Turns between the picture's frame and the head's.
struct Pose {
    double cy, sy, cp, sp;
    explicit Pose(const Day& d) : cy(std::cos(d.yaw)), sy(std::sin(d.yaw)), cp(std::cos(d.pitch)), sp(std::sin(d.pitch)) {}
    [[nodiscard]] Vector to_head(Vector v) const {
        const double y = v.y * cp - v.z * sp, z = v.y * sp + v.z * cp;
        return {v.x * cy - z * sy, y, v.x * sy + z * cy};
    }
    [[nodiscard]] Vector to_view(Vector h) const {
        const double x = h.x * cy + h.z * sy, z = -h.x * sy + h.z * cy;
        return {x, h.y * cp + z * sp, -h.y * sp + z * cp};
    }
};

struct Scene {
    Traits traits;
    Day day;
    Relief relief;
    Pose pose;
    Vector key;
    int width;
    Scene(Sitter sitter, std::uint32_t variation, int pixels)
        : traits(traits_of(sitter)),
          day(day_of(sitter.seed, variation)),
          relief(traits, day),
          pose(day),
          key(unit({day.light_x, day.light_y, 0.85})),
          width(pixels) {}
};

/// A point of the picture in the head's frame at a given depth behind the face: hair, ears and neck move less than the nose.
Vector layer(const Scene& s, double x, double y, double depth) { return s.pose.to_head({x, y, depth / s.pose.cy}); }

Rgb lit(const Scene& s, const Surface& surface, bool turned) {
    const Vector n = turned ? s.pose.to_view(surface.normal) : surface.normal;
    const double facing = std::max(0.0, (dot(n, s.key) + 0.30) / 1.30),
                 fill = std::max(0.0, dot(n, unit({-s.day.light_x, -0.1, 0.8})));
    const double sky = 0.5 - 0.5 * n.y;
    const double light =
        s.day.light * surface.shade * (0.26 + 0.10 * sky + 0.60 * facing * (0.4 + 0.6 * surface.shade) + 0.16 * fill);
    const Vector half = unit({s.key.x, s.key.y, s.key.z + 1});
    const double shine = surface.gloss > 0 ? surface.gloss * std::pow(std::max(0.0, dot(n, half)), 28) * s.day.light : 0;
    const Rgb c = surface.colour;
    // light that has gone through skin comes out redder where the surface turns away
    const double soft = 0.05 * std::max(0.0, 1 - facing) * surface.shade * surface.gloss * 8;
    return {c.r * (light * (1 + s.day.warmth) + soft) + shine, c.g * light + shine, c.b * light * (1 - s.day.warmth) + shine};
}

/// The first point of the face along the line of sight: the depth is found by walking towards the relief. `half` is half the
/// width of the face there.
bool meet_face(const Scene& s, double x, double y, Vector& at, double& half) {
    if (std::abs(x) > 1.45 || y < -1.9 || y > 2.1) return false;  // nowhere near
    double depth = 0.8;
    for (int i = 0; i < 14; ++i) {
        at = s.pose.to_head({x, y, depth});
        const double gap = s.relief.height(at.x, at.y) - at.z;
        depth += 0.75 * gap;
        if (std::abs(gap) < 0.001) break;
    }
    half = half_width(s.traits, at.y);
    return std::abs(at.x) < half;
}

Rgb background(const Scene& s, double x, double y) {
    const double v = s.day.background * (1 - 0.035 * std::hypot(x, y - 0.5)),
                 grain = 1 + 0.012 * (noise(x * 80, y * 80, s.traits.texture + 91) - 0.5);
    return {v * grain * 0.985, v * grain, v * grain * 1.02};
}

Rgb colour_at(const Scene& s, double x, double y) {
    Vector at{};
    double half = 0;
    if (meet_face(s, x, y, at, half)) {
        const double line = hairline(s.traits, at.x, at.y);
        return lit(s,
                   hair_on_face(s.traits, at.x, at.y, line, half) ? hair_surface(s.traits, at.x, at.y)
                                                                  : face_surface(s.traits, s.day, s.relief, at.x, at.y, line),
                   true);
    }
    const Vector side = layer(s, x, y, 0.1), body = layer(s, x, y, -0.3);
    if (hair_around(s.traits, side.x, side.y)) return lit(s, hair_surface(s.traits, side.x, side.y), true);
    if (in_ear(s.traits, side.x, side.y)) return lit(s, ear_surface(s.traits, side.x, side.y), true);
    if (in_torso(s.traits, body.x, body.y)) return lit(s, torso_surface(s.traits, body.x, body.y), false);
    if (in_neck(s.traits, body.x, body.y)) return lit(s, neck_surface(s.traits, body.x, body.y), false);
    return background(s, x, y);
}

std::uint8_t to_byte_slowly(double linear) {
    return static_cast<std::uint8_t>(255 * std::pow(std::clamp(linear, 0.0, 1.0), 1 / 2.2) + 0.5);
}

/// The same without a power for every sample: the places where the byte changes are found once, to the last bit.
class ByteScale {
public:
    ByteScale() {
        for (std::size_t byte = 1; byte < from_.size(); ++byte) from_[byte] = first_of(static_cast<int>(byte));
        for (std::size_t i = 0; i < start_.size(); ++i) start_[i] = to_byte_slowly(static_cast<double>(i) / steps);
    }
    [[nodiscard]] std::uint8_t operator()(double linear) const {
        linear = std::clamp(linear, 0.0, 1.0);
        std::size_t byte = start_[static_cast<std::size_t>(linear * steps)];
        while (byte < 255 && linear >= from_[byte + 1]) ++byte;
        return static_cast<std::uint8_t>(byte);
    }

private:
    static constexpr int steps = 4096;
    /// Halving over the bit patterns, which are in the order of the values.
    static double first_of(int byte) {
        auto low = std::bit_cast<std::uint64_t>(0.0), high = std::bit_cast<std::uint64_t>(1.0);
        while (low + 1 < high) {
            const auto middle = low + (high - low) / 2;
            (to_byte_slowly(std::bit_cast<double>(middle)) < byte ? low : high) = middle;
        }
        return std::bit_cast<double>(high);
    }
    std::array<double, 256> from_{};
    std::array<std::uint8_t, steps + 1> start_{};
};

/// Two samples on the diagonal; where they disagree lies an edge, and the other two are taken as well.
Rgb sampled(const Scene& s, int px, int py) {
    const double scale = s.width / units_per_width * s.day.zoom, cr = std::cos(s.day.roll), sr = std::sin(s.day.roll);
    auto at = [&](double dx, double dy) {
        const double u = (px + dx - eyes_x * s.width) / scale - s.day.shift_x,
                     v = (py + dy - eyes_y * s.width) / scale - s.day.shift_y;
        return colour_at(s, u * cr + v * sr, v * cr - u * sr);
    };
    const Rgb a = at(0.25, 0.25), b = at(0.75, 0.75);
    const Rgb two{(a.r + b.r) / 2, (a.g + b.g) / 2, (a.b + b.b) / 2};
    if (std::abs(a.g - b.g) < 0.02 + 0.04 * two.g) return two;
    const Rgb c = at(0.75, 0.25), d = at(0.25, 0.75);
    return {(2 * two.r + c.r + d.r) / 4, (2 * two.g + c.g + d.g) / 4, (2 * two.b + c.b + d.b) / 4};
}

void paint_pixel(const Scene& s, int px, int py, std::uint8_t* out) {
    static const ByteScale to_byte;
    const Rgb c = sampled(s, px, py);
    out[0] = to_byte(c.b);
    out[1] = to_byte(c.g);
    out[2] = to_byte(c.r);
}

}  // namespace

picture::Picture paint_face(Sitter sitter, std::uint32_t variation, int width) {
    const Scene scene(sitter, variation, width);
    picture::Picture out = picture::blank(width, width * 4 / 3, 3, 255);
    for (int y = 0; y < out.height; ++y)
        for (int x = 0; x < out.width; ++x) paint_pixel(scene, x, y, out.row(y) + 3 * x);
    return out;
}

std::string render_face(Sitter sitter, std::uint32_t variation) {
    return picture::encode_jpeg(paint_face(sitter, variation), 90).value_or({});
}

}  // namespace motcua::demo
