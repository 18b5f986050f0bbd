#include "shared/portrait/align.hpp"

#include <algorithm>
#include <cmath>

namespace motcua::portrait {
namespace {

/// x' = a x - b y + c, y' = b x + a y + d: turn, scale and shift.
struct Similarity {
    double a = 1, b = 0, c = 0, d = 0;
    [[nodiscard]] Point operator()(Point p) const { return {a * p.x - b * p.y + c, b * p.x + a * p.y + d}; }
};

/// The similarity that takes `from` onto `to` with the least sum of squared distances (closed form).
Similarity fit(const Anchor& from, const Anchor& to) {
    Point f{}, t{};
    for (std::size_t i = 0; i < from.size(); ++i)
        f = {f.x + from[i].x / 4, f.y + from[i].y / 4}, t = {t.x + to[i].x / 4, t.y + to[i].y / 4};
    double dot = 0, cross = 0, norm = 0;
    for (std::size_t i = 0; i < from.size(); ++i) {
        const double x = from[i].x - f.x, y = from[i].y - f.y, u = to[i].x - t.x, v = to[i].y - t.y;
        dot += x * u + y * v;
        cross += x * v - y * u;
        norm += x * x + y * y;
    }
    Similarity s{.a = norm > 0 ? dot / norm : 1, .b = norm > 0 ? cross / norm : 0};
    s.c = t.x - s.a * f.x + s.b * f.y;
    s.d = t.y - s.b * f.x - s.a * f.y;
    return s;
}

double sample(const picture::Picture& p, double x, double y, int channel) {
    x = std::clamp(x, 0.0, p.width - 1.0);
    y = std::clamp(y, 0.0, p.height - 1.0);
    const int x0 = static_cast<int>(x), y0 = static_cast<int>(y), x1 = std::min(x0 + 1, p.width - 1),
              y1 = std::min(y0 + 1, p.height - 1);
    const double fx = x - x0, fy = y - y0;
    auto at = [&](int px, int py) { return static_cast<double>(p.row(py)[px * p.channels + channel]); };
    return (at(x0, y0) * (1 - fx) + at(x1, y0) * fx) * (1 - fy) + (at(x0, y1) * (1 - fx) + at(x1, y1) * fx) * fy;
}

/// The mean of n x n samples in a target pixel: a large face is averaged, not picked from.
double averaged(const picture::Picture& p, const Similarity& to_source, int x, int y, int channel, int n) {
    double sum = 0;
    for (int j = 0; j < n; ++j)
        for (int i = 0; i < n; ++i) {
            const Point at = to_source({x + (i + 0.5) / n - 0.5, y + (j + 0.5) / n - 0.5});
            sum += sample(p, at.x, at.y, channel);
        }
    return sum / (n * n);
}

}  // namespace

cv::Mat aligned(const picture::Picture& p, const Face& face, const Chip& chip) {
    const Similarity to_source = fit(chip.target, {face.left_eye, face.right_eye, face.nose, face.mouth});
    const double scale = std::sqrt(to_source.a * to_source.a + to_source.b * to_source.b);
    const int n = std::clamp(static_cast<int>(scale + 0.5), 1, 6);
    const int shape[] = {1, 3, chip.side, chip.side};
    cv::Mat blob(4, shape, CV_32F);
    for (int c = 0; c < 3; ++c)
        for (int y = 0; y < chip.side; ++y)
            for (int x = 0; x < chip.side; ++x) {
                const double value = averaged(p, to_source, x, y, p.channels == 3 ? 2 - c : 0, n);
                blob.ptr<float>(0, c, y)[x] = static_cast<float>((value - chip.minus) / chip.divide);
            }
    return blob;
}

}  // namespace motcua::portrait
