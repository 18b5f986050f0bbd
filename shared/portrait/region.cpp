#include "shared/portrait/region.hpp"

#include <algorithm>
#include <cmath>

namespace motcua::portrait {
namespace {

double cross(Point o, Point a, Point b) { return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x); }

/// Andrew's monotone chain: the corners in turn.
std::vector<Point> hull(std::vector<Point> points) {
    std::sort(points.begin(), points.end(), [](Point a, Point b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
    std::vector<Point> out;
    auto half = [&out](auto first, auto last) {
        const std::size_t start = out.size();
        for (auto p = first; p != last; ++p) {
            while (out.size() >= start + 2 && cross(out[out.size() - 2], out.back(), *p) <= 0) out.pop_back();
            out.push_back(*p);
        }
        if (!out.empty()) out.pop_back();  // the other half begins with it
    };
    half(points.begin(), points.end());
    half(points.rbegin(), points.rend());
    return out;
}

/// Where a row's centre line crosses the polygon.
Region::Row crossing(const std::vector<Point>& corners, int y, int width) {
    double left = width, right = -1;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const Point a = corners[i], b = corners[(i + 1) % corners.size()];
        if ((a.y <= y) == (b.y <= y)) continue;
        const double x = a.x + (y - a.y) * (b.x - a.x) / (b.y - a.y);
        left = std::min(left, x), right = std::max(right, x);
    }
    const int from = std::max(0, static_cast<int>(std::ceil(left))),
              to = std::min(width, static_cast<int>(std::floor(right)) + 1);
    return {from, std::max(from, to)};
}

}  // namespace

std::int64_t Region::count() const {
    std::int64_t n = 0;
    for (const Row& row : rows) n += row.to - row.from;
    return n;
}

bool Region::holds(int x, int y) const {
    if (y < top || y >= top + static_cast<int>(rows.size())) return false;
    const Row& row = rows[static_cast<std::size_t>(y - top)];
    return x >= row.from && x < row.to;
}

Region convex_region(std::vector<Point> points, int width, int height) {
    const std::vector<Point> corners = hull(std::move(points));
    if (corners.size() < 3) return {};
    const auto [low, high] = std::minmax_element(corners.begin(), corners.end(), [](Point a, Point b) { return a.y < b.y; });
    Region out{.top = std::max(0, static_cast<int>(std::floor(low->y)))};
    const int bottom = std::min(height - 1, static_cast<int>(std::ceil(high->y)));
    for (int y = out.top; y <= bottom; ++y) out.rows.push_back(crossing(corners, y, width));
    return out;
}

}  // namespace motcua::portrait
