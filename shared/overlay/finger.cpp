#include "shared/overlay/finger.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "shared/overlay/canvas.hpp"

namespace motcua::overlay {
namespace {

/// Colours that people with any colour vision tell apart (Okabe and Ito, "Color universal design", 2008), blue, green, red.
constexpr Colour vermilion{0, 94, 213}, blue{178, 114, 0}, pale{190, 175, 160}, dark{64, 64, 64};
constexpr std::array<Colour, 5> of_pairs{{{0, 94, 213}, {178, 114, 0}, {115, 158, 0}, {167, 121, 204}, {0, 159, 230}}};
constexpr double mark = 5.5, tail = 13, gap = 12;  // pixels of the print

/// Fades the print, so that marks stand out.
constexpr int faded_black = 120;

picture::Picture enlarged(const finger::GreyImage& image, int black) {
    picture::Picture out = picture::blank(image.width, image.height, 3, 255);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            const auto grey = static_cast<std::uint8_t>(black + image.at(x, y) * (255 - black) / 255);
            std::fill_n(out.row(y) + std::ptrdiff_t{3} * x, 3, grey);
        }
    return picture::resize(out, image.width * scale, image.height * scale);
}

Point place(double x, double y) { return {(x + 0.5) * scale, (y + 0.5) * scale}; }

/// From a point along an angle in 1/256 turns, counter-clockwise (y runs down).
Point along(Point from, int angle, double length) {
    const double turn = angle * 2 * 3.14159265358979323846 / 256;
    return {from.x + length * std::cos(turn), from.y - length * std::sin(turn)};
}

void draw(Canvas& canvas, const finger::Minutia& m, double aside, const Pen& pen) {
    Point at = place(m.x, m.y);
    at.x += aside;
    const double radius = mark * scale;
    m.type == finger::MinutiaType::bifurcation ? canvas.square(at, radius * 0.85, pen) : canvas.ring(at, radius, pen);
    canvas.line(along(at, m.angle, radius), along(at, m.angle, tail * scale), pen);
}

picture::Picture beside(const picture::Picture& a, const picture::Picture& b) {
    const int between = static_cast<int>(gap) * scale;
    picture::Picture out = picture::blank(a.width + between + b.width, std::max(a.height, b.height), 3, 255);
    for (int y = 0; y < a.height; ++y) std::copy_n(a.row(y), a.stride(), out.row(y));
    for (int y = 0; y < b.height; ++y) std::copy_n(b.row(y), b.stride(), out.row(y) + std::ptrdiff_t{3} * (a.width + between));
    return out;
}

}  // namespace

picture::Picture draw_print(const finger::GreyImage& image) { return enlarged(image, 0); }

picture::Picture draw_flow(const Print& print) {
    constexpr double half = finger::FlowMap::cell * scale * 0.42;
    Canvas canvas(enlarged(print.image, faded_black));
    const finger::FlowMap& flow = print.minutiae.flow;
    for (int row = 0; row < flow.rows; ++row)
        for (int column = 0; column < flow.columns; ++column) {
            const int angle = flow.angles[static_cast<std::size_t>(row) * flow.columns + column];
            if (angle == finger::FlowMap::none) continue;
            const Point middle = place((column + 0.5) * finger::FlowMap::cell, (row + 0.5) * finger::FlowMap::cell);
            canvas.line(along(middle, angle, half), along(middle, angle + 128, half), {.colour = blue, .width = 1.6 * scale});
        }
    return std::move(canvas).take();
}

picture::Picture draw_minutiae(const Print& print) {
    Canvas canvas(enlarged(print.image, faded_black));
    for (const finger::Minutia& m : print.minutiae.minutiae)
        draw(canvas, m, 0, {.colour = m.type == finger::MinutiaType::bifurcation ? blue : vermilion, .width = 1.2 * scale});
    return std::move(canvas).take();
}

picture::Picture draw_found(const Print& print, std::span<const finger::Place> found) {
    const auto& all = print.minutiae.minutiae;
    std::vector<bool> again(all.size(), false);
    const auto distance = [&](std::size_t i, const finger::Place& p) { return std::hypot(all[i].x - p.x, all[i].y - p.y); };
    for (const finger::Place& place : found) {
        std::size_t nearest = all.size();
        for (std::size_t i = 0; i < all.size(); ++i)
            if (!again[i] && distance(i, place) <= near && (nearest == all.size() || distance(i, place) < distance(nearest, place))) nearest = i;
        if (nearest < all.size()) again[nearest] = true;
    }
    Canvas canvas(enlarged(print.image, faded_black));
    for (const bool wanted : {false, true})
        for (std::size_t i = 0; i < all.size(); ++i)
            if (again[i] == wanted) draw(canvas, all[i], 0, wanted ? Pen{.colour = vermilion, .width = 1.6 * scale} : Pen{.colour = dark, .width = scale});
    return std::move(canvas).take();
}

picture::Picture draw_pairs(const Print& probe, const Print& candidate, const finger::Comparison& comparison) {
    const picture::Picture left = enlarged(probe.image, faded_black), right = enlarged(candidate.image, faded_black);
    const double aside = left.width + gap * scale;
    Canvas canvas(beside(left, right));
    const Pen unmatched{.colour = pale, .width = scale};
    for (const finger::Minutia& m : probe.minutiae.minutiae) draw(canvas, m, 0, unmatched);
    for (const finger::Minutia& m : candidate.minutiae.minutiae) draw(canvas, m, aside, unmatched);
    for (std::size_t i = 0; i < comparison.pairs.size(); ++i) {
        const finger::Minutia &a = probe.minutiae.minutiae[comparison.pairs[i].probe], &b = candidate.minutiae.minutiae[comparison.pairs[i].candidate];
        const Pen pen{.colour = of_pairs[i % of_pairs.size()], .width = 1.4 * scale};
        Point to = place(b.x, b.y);
        to.x += aside;
        canvas.line(place(a.x, a.y), to, {.colour = pen.colour, .width = 0.7 * scale, .opacity = 0.55});
        draw(canvas, a, 0, pen);
        draw(canvas, b, aside, pen);
    }
    return std::move(canvas).take();
}

}  // namespace motcua::overlay
