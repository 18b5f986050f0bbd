#include "shared/portrait/subject.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace motcua::portrait {
namespace {

constexpr double chin_per_mouth = 1.52;

/// sRGB to linear light (IEC 61966-2-1) in 1/65536.
const std::array<std::uint32_t, 256>& linear_table() {
    static const std::array<std::uint32_t, 256> table = [] {
        std::array<std::uint32_t, 256> t{};
        for (std::size_t i = 0; i < t.size(); ++i) {
            const double v = static_cast<double>(i) / 255;
            t[i] = static_cast<std::uint32_t>((v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4)) * 65536 + 0.5);
        }
        return t;
    }();
    return table;
}

struct Local {
    double across, down;
};
/// A pixel in the face's own axes, from the mid-point of the eyes.
Local local(const Geometry& g, double x, double y) {
    const double dx = x - g.eyes.x, dy = y - g.eyes.y;
    return {dx * g.across.x + dy * g.across.y, dx * g.down.x + dy * g.down.y};
}

}  // namespace

Geometry geometry_of(const Face& f, double scale) {
    auto at = [&](Point p) { return Point{(p.x + 0.5) * scale - 0.5, (p.y + 0.5) * scale - 0.5}; };
    const Point left = at(f.left_eye), right = at(f.right_eye), mouth = at(f.mouth);
    Geometry g{.eyes = {(left.x + right.x) / 2, (left.y + right.y) / 2}};
    const double dx = right.x - left.x, dy = right.y - left.y;
    g.eye_distance = std::sqrt(dx * dx + dy * dy);
    if (g.eye_distance > 0) g.across = {dx / g.eye_distance, dy / g.eye_distance};
    g.down = {-g.across.y, g.across.x};
    g.mouth_distance = std::max(local(g, mouth.x, mouth.y).down, 0.0);
    g.chin_distance = chin_per_mouth * g.mouth_distance;
    return g;
}

picture::Picture linear_luminance(const picture::Picture& p) {
    const auto& table = linear_table();
    picture::Picture out = picture::blank(p.width, p.height, 1, 0);
    const auto step = static_cast<std::size_t>(p.channels);
    for (std::size_t i = 0; i < out.pixels.size(); ++i) {
        const std::uint8_t* in = p.pixels.data() + i * step;
        const std::uint64_t b = table[in[0]], g = table[in[step > 1 ? 1 : 0]], r = table[in[step > 1 ? 2 : 0]];
        const std::uint64_t y = (2126 * r + 7152 * g + 722 * b) / 10000;  // 0..65536
        out.pixels[i] = static_cast<std::uint8_t>((y * 255 + 32768) / 65536);
    }
    return out;
}

Subject prepare(const picture::Picture& picture, std::vector<Face> faces) {
    Subject s{.width = picture.width, .height = picture.height, .faces = std::move(faces)};
    if (s.faces.empty()) return s;
    s.face = geometry_of(s.faces.front(), 1);
    const double scale = std::min(1.0, working_eye_distance / std::max(s.face.eye_distance, 1.0));
    const int width = std::max(1, static_cast<int>(picture.width * scale + 0.5)),
              height = std::max(1, static_cast<int>(picture.height * scale + 0.5));
    s.work = scale < 1 ? picture::resize(picture, width, height) : picture;
    s.luminance = linear_luminance(s.work);
    s.at_work = geometry_of(s.faces.front(), scale);
    return s;
}

bool in_face(const Geometry& g, double x, double y) {
    const Local p = local(g, x, y);
    const double u = p.across / (0.95 * g.eye_distance), v = (p.down - 0.42 * g.chin_distance) / (0.56 * g.chin_distance);
    return u * u + v * v <= 1;
}

bool in_background(const Geometry& g, double x, double y) {
    const Local p = local(g, x, y);
    const double u = p.across / (1.75 * g.eye_distance), v = (p.down - 0.1 * g.chin_distance) / (1.5 * g.chin_distance);
    return u * u + v * v > 1 && p.down < 0.7 * g.chin_distance;
}

std::vector<std::int64_t> face_histogram(const Subject& s) {
    std::vector<std::int64_t> counts(256);
    for (int y = 0; y < s.luminance.height; ++y)
        for (int x = 0; x < s.luminance.width; ++x)
            if (in_face(s.at_work, x, y)) ++counts[s.luminance.row(y)[x]];
    return counts;
}

Cheeks cheeks(const Geometry& g) {
    const int side = std::max(1, static_cast<int>(0.3 * g.eye_distance + 0.5));
    auto square = [&](double from) {
        const double middle = from + (from < 0 ? 0.5 : -0.5) * side, depth = 0.5 * g.mouth_distance + 0.5 * side;
        const double x = g.eyes.x + middle * g.across.x + depth * g.down.x, y = g.eyes.y + middle * g.across.y + depth * g.down.y;
        return Square{static_cast<int>(std::floor(x - side / 2.0 + 0.5)), static_cast<int>(std::floor(y - side / 2.0 + 0.5)),
                      side};
    };
    return {square(-g.eye_distance / 2), square(g.eye_distance / 2)};
}

}  // namespace motcua::portrait
