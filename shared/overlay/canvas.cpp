#include "shared/overlay/canvas.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace motcua::overlay {
namespace {

double distance_to_segment(Point p, Point a, Point b) {
    const double dx = b.x - a.x, dy = b.y - a.y, squared = dx * dx + dy * dy;
    const double t = squared > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / squared, 0.0, 1.0) : 0;
    const double x = p.x - a.x - t * dx, y = p.y - a.y - t * dy;
    return std::sqrt(x * x + y * y);
}

void blend(std::uint8_t* pixel, const Colour& colour, double share) {
    const std::array<std::uint8_t, 3> ink{colour.blue, colour.green, colour.red};
    for (std::size_t c = 0; c < ink.size(); ++c) pixel[c] = static_cast<std::uint8_t>(pixel[c] + (ink[c] - pixel[c]) * share + 0.5);
}

int within(double value, int end) { return std::clamp(static_cast<int>(std::floor(value)), 0, end); }

}  // namespace

/// Inks every pixel between two corners by how much of the pen's width covers it.
template <class Distance>
void Canvas::stroke(Point low, Point high, const Pen& pen, Distance distance) {
    const double reach = pen.width / 2 + 1;
    const int right = within(high.x + reach + 1, picture_.width), bottom = within(high.y + reach + 1, picture_.height);
    for (int y = within(low.y - reach, picture_.height); y < bottom; ++y)
        for (int x = within(low.x - reach, picture_.width); x < right; ++x) {
            const double covered = std::clamp(pen.width / 2 + 0.5 - distance(Point{x + 0.5, y + 0.5}), 0.0, 1.0);
            if (covered > 0) blend(picture_.row(y) + std::ptrdiff_t{3} * x, pen.colour, covered * pen.opacity);
        }
}

void Canvas::line(Point from, Point to, const Pen& pen) {
    stroke({std::min(from.x, to.x), std::min(from.y, to.y)}, {std::max(from.x, to.x), std::max(from.y, to.y)}, pen,
           [&](Point p) { return distance_to_segment(p, from, to); });
}

void Canvas::ring(Point centre, double radius, const Pen& pen) {
    stroke({centre.x - radius, centre.y - radius}, {centre.x + radius, centre.y + radius}, pen, [&](Point p) {
        const double dx = p.x - centre.x, dy = p.y - centre.y;
        return std::abs(std::sqrt(dx * dx + dy * dy) - radius);
    });
}

void Canvas::square(Point centre, double half_side, const Pen& pen) {
    stroke({centre.x - half_side, centre.y - half_side}, {centre.x + half_side, centre.y + half_side}, pen, [&](Point p) {
        const double dx = std::abs(p.x - centre.x) - half_side, dy = std::abs(p.y - centre.y) - half_side;
        return dx > 0 || dy > 0 ? std::sqrt(std::max(dx, 0.0) * std::max(dx, 0.0) + std::max(dy, 0.0) * std::max(dy, 0.0)) : -std::max(dx, dy);
    });
}

}  // namespace motcua::overlay
