#include "shared/portrait/subject.hpp"

#include <algorithm>
#include <cmath>

#include "shared/portrait/person.hpp"

namespace motcua::portrait {
namespace {

constexpr double chin_per_mouth = 1.52;
/// How far the working window reaches from the mid-point of the eyes, in eye distances: OFIQ's aligned picture of 616 x 616.
constexpr double reach_aside = 2.75, reach_above = 2.45, reach_below = 2.75;

/// The jaw from ear to ear and the upper edges of the brows: the outline of the 98 points that OFIQ's hull is made of.
constexpr std::size_t outline[] = {127, 234, 93,  132, 58,  172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365,
                                   397, 288, 361, 323, 454, 356, 70,  63,  105, 66,  107, 336, 296, 334, 293, 300};
/// Skin on most faces, bearded or with a fringe: cheeks, nose bridge and sides, between the brows.
constexpr std::size_t skin_points[] = {50, 101, 118, 117, 36, 280, 330, 347, 346, 266, 6, 197, 195, 5, 9, 151, 205, 425};

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

Geometry geometry_between(Point left, Point right) {
    Geometry g{.eyes = {(left.x + right.x) / 2, (left.y + right.y) / 2}};
    const double dx = right.x - left.x, dy = right.y - left.y;
    g.eye_distance = std::sqrt(dx * dx + dy * dy);
    if (g.eye_distance > 0) g.across = {dx / g.eye_distance, dy / g.eye_distance};
    g.down = {-g.across.y, g.across.x};
    return g;
}

/// The working window: a part of the picture and its scale.
struct Window {
    int left = 0, top = 0, width = 0, height = 0;
    double scale = 1;
    [[nodiscard]] Point at(double x, double y) const { return {(x - left + 0.5) * scale - 0.5, (y - top + 0.5) * scale - 0.5}; }
};

Window window_around(const Geometry& g, int width, int height) {
    auto inside = [](double v, int end) { return std::clamp(static_cast<int>(std::floor(v)), 0, end); };
    const double e = std::max(g.eye_distance, 1.0);
    Window w{.left = inside(g.eyes.x - reach_aside * e, width - 1), .top = inside(g.eyes.y - reach_above * e, height - 1)};
    w.width = std::max(1, inside(g.eyes.x + reach_aside * e, width) - w.left);
    w.height = std::max(1, inside(g.eyes.y + reach_below * e, height) - w.top);
    const double wanted = std::min(1.0, working_eye_distance / e);
    // the scale that whole pixels allow
    w.scale = std::max(1.0, std::floor(w.width * wanted + 0.5)) / w.width;
    return w;
}

picture::Picture cut(const picture::Picture& p, const Window& w) {
    picture::Picture part = picture::crop(p, w.left, w.top, w.width, w.height);
    if (w.scale >= 1) return part;
    return picture::resize(part, std::max(1, static_cast<int>(w.width * w.scale + 0.5)),
                           std::max(1, static_cast<int>(w.height * w.scale + 0.5)));
}

Geometry moved(const Geometry& g, const Window& w) {
    Geometry out = g;
    out.eyes = w.at(g.eyes.x, g.eyes.y);
    out.eye_distance *= w.scale;
    out.mouth_distance *= w.scale;
    out.chin_distance *= w.scale;
    return out;
}

/// Brows to chin, ear to ear, where there are no landmarks: an ellipse.
std::vector<Point> ellipse(const Geometry& g) {
    std::vector<Point> out;
    constexpr int corners = 32;
    for (int i = 0; i < corners; ++i) {
        const double a = 2 * 3.14159265358979323846 * i / corners;
        const double x = 0.95 * g.eye_distance * std::cos(a), y = g.chin_distance * (0.42 + 0.56 * std::sin(a));
        out.push_back({g.eyes.x + x * g.across.x + y * g.down.x, g.eyes.y + x * g.across.y + y * g.down.y});
    }
    return out;
}

Region skin_region(const Subject& s) {
    if (s.points.empty()) return convex_region(ellipse(s.at_work), s.work.width, s.work.height);
    std::vector<Point> points;
    for (const std::size_t i : outline) points.push_back(s.points[i]);
    return convex_region(std::move(points), s.work.width, s.work.height);
}

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    return values[values.size() / 2];
}

std::optional<SkinTone> tone_of(const Subject& s) {
    if (s.points.empty() || s.work.channels != 3) return std::nullopt;
    std::vector<double> red, green, luma;
    for (const std::size_t i : skin_points) {
        const int x = static_cast<int>(s.points[i].x), y = static_cast<int>(s.points[i].y);
        if (x < 1 || y < 1 || x >= s.work.width - 1 || y >= s.work.height - 1) continue;
        int sums[3] = {};
        for (int dy = -1; dy <= 1; ++dy)
            for (int dx = -1; dx <= 1; ++dx)
                for (int c = 0; c < 3; ++c) sums[c] += s.work.row(y + dy)[3 * (x + dx) + c];
        const double all = std::max(1, sums[0] + sums[1] + sums[2]);
        red.push_back(sums[2] / all), green.push_back(sums[1] / all), luma.push_back(s.grey.row(y)[x]);
    }
    if (red.size() < 5) return std::nullopt;
    return SkinTone{.red = median(red), .green = median(green), .luma = median(luma)};
}

constexpr int block_window = 512;  ///< pixels around the face that are looked at

/// How much stronger the steps between every eighth and the next column are than the others': about 0 in a picture that was never
/// compressed in blocks of 8 x 8. The grid may begin at any column.
double block_edges(const picture::Picture& p, Point middle) {
    std::array<std::int64_t, 8> across{}, along{};
    std::array<std::int64_t, 8> columns{}, rows{};
    const int width = std::min(block_window, p.width), height = std::min(block_window, p.height);
    const picture::Picture grey =
        picture::to_grey(picture::crop(p, std::clamp(static_cast<int>(middle.x) - width / 2, 0, p.width - width),
                                       std::clamp(static_cast<int>(middle.y) - height / 2, 0, p.height - height), width, height));
    // a step between the middle two that their neighbours have not: no ramp, and no texture
    auto step = [](int a, int b, int c, int d) {
        return std::clamp(2 * std::abs(b - c) - std::abs(a - b) - std::abs(c - d), 0, 40);
    };
    for (int y = 0; y < grey.height; ++y)
        for (int x = 2; x < grey.width - 1; ++x) {
            const std::uint8_t* r = grey.row(y) + x;
            across[static_cast<std::size_t>(x % 8)] += step(r[-2], r[-1], r[0], r[1]);
            ++columns[static_cast<std::size_t>(x % 8)];
        }
    for (int y = 2; y < grey.height - 1; ++y)
        for (int x = 0; x < grey.width; ++x) {
            along[static_cast<std::size_t>(y % 8)] +=
                step(grey.row(y - 2)[x], grey.row(y - 1)[x], grey.row(y)[x], grey.row(y + 1)[x]);
            ++rows[static_cast<std::size_t>(y % 8)];
        }
    auto excess = [](const std::array<std::int64_t, 8>& sums, const std::array<std::int64_t, 8>& counts) {
        std::array<double, 8> mean{};
        for (std::size_t i = 0; i < 8; ++i)
            mean[i] = counts[i] ? static_cast<double>(sums[i]) / static_cast<double>(counts[i]) : 0;
        std::sort(mean.begin(), mean.end());
        return (mean[7] - mean[6]) / (mean[6] + 1);
    };
    return (excess(across, columns) + excess(along, rows)) / 2;
}

}  // namespace

Local local(const Geometry& g, double x, double y) {
    const double dx = x - g.eyes.x, dy = y - g.eyes.y;
    return {dx * g.across.x + dy * g.across.y, dx * g.down.x + dy * g.down.y};
}

Geometry geometry_of(const Face& f, double scale) {
    auto at = [&](Point p) { return Point{(p.x + 0.5) * scale - 0.5, (p.y + 0.5) * scale - 0.5}; };
    Geometry g = geometry_between(at(f.left_eye), at(f.right_eye));
    const Point mouth = at(f.mouth);
    g.mouth_distance = std::max(local(g, mouth.x, mouth.y).down, 0.0);
    g.chin_distance = chin_per_mouth * g.mouth_distance;
    return g;
}

Geometry geometry_of(const Landmarks& l) {
    const EyeCentres eyes = eye_centres(l);
    Geometry g = geometry_between({eyes.left.x, eyes.left.y}, {eyes.right.x, eyes.right.y});
    const Point3 &a = l.points[mesh::mouth_left], &b = l.points[mesh::mouth_right];
    g.mouth_distance = std::max(local(g, (a.x + b.x) / 2, (a.y + b.y) / 2).down, 0.0);
    g.chin_distance = eyes_to_chin(l);
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

namespace {

/// Geometry, window and everything in it but the person mask.
Window begin(Subject& s, const picture::Picture& picture, std::optional<Landmarks> mesh, Extent extent) {
    s.mesh = std::move(mesh);
    s.face = s.mesh ? geometry_of(*s.mesh) : geometry_of(s.faces.front());
    if (s.mesh) s.pose = pose_of(*s.mesh);
    if (extent == Extent::full) s.block_edges = block_edges(picture, s.face.eyes);
    const Window w = window_around(s.face, s.width, s.height);
    s.work = cut(picture, w);
    s.grey = picture::to_grey(s.work);
    s.luminance = linear_luminance(s.work);
    s.at_work = moved(s.face, w);
    if (s.mesh)
        for (const Point3& p : s.mesh->points) s.points.push_back(w.at(p.x, p.y));
    s.skin = skin_region(s);
    s.skin.each([&](int x, int y) { ++s.histogram[s.luminance.row(y)[x]]; });
    s.tone = tone_of(s);
    return w;
}

}  // namespace

Subject prepare(const picture::Picture& picture, std::vector<Face> faces, Findings findings, Extent extent) {
    Subject s{.width = picture.width, .height = picture.height, .faces = std::move(faces)};
    if (s.faces.empty()) return s;
    const Window w = begin(s, picture, std::move(findings.mesh), extent);
    if (!findings.person.empty()) s.person = cut(findings.person, w);
    return s;
}

Subject prepare(const picture::Picture& picture, std::vector<Face> faces, const Models& models, Extent extent) {
    Subject s{.width = picture.width, .height = picture.height, .faces = std::move(faces)};
    if (s.faces.empty()) return s;
    auto mesh = find_landmarks(picture, s.faces.front(), models);
    begin(s, picture, mesh.ok() ? *std::move(mesh) : std::nullopt, extent);
    if (extent == Extent::live) return s;
    if (auto person = find_person(s.work, models); person.ok()) s.person = *std::move(person);
    return s;
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
