// Pictures of several fingers side by side, composed of single prints as a hand lies on the glass.
#pragma once

#include <cmath>
#include <vector>

#include "shared/finger/slap.hpp"

namespace motcua::finger::test {

/// Where a finger lies in the upright hand, pixels at 500 ppi from the middle finger's root line; its own lean.
struct Place {
    double across, along;
    double lean = 0;  ///< degrees, counter-clockwise
};

/// Index, middle, ring, little of a right hand from left to right: lengths of an adult's fingers (the little finger's tip lies
/// 20 mm below the middle's), 19 mm from axis to axis.
inline std::vector<Place> right_hand() { return {{-560, 60, 3}, {-185, -90, 1}, {190, -30, -1}, {550, 220, -5}}; }

/// The mirror image.
inline std::vector<Place> mirrored(std::vector<Place> places) {
    std::vector<Place> out(places.rbegin(), places.rend());
    for (Place& p : out) p.across = -p.across, p.lean = -p.lean;
    return out;
}

/// Lays a print onto the glass: its middle at (x, y), turned counter-clockwise. The darker grey wins, as ink does.
inline void lay(GreyImage& glass, const GreyImage& print, double x, double y, double degrees) {
    const double a = degrees * 3.14159265358979 / 180, c = std::cos(a), s = std::sin(a);
    const int reach = static_cast<int>(std::hypot(print.width, print.height) / 2) + 1;
    for (int j = static_cast<int>(y) - reach; j <= static_cast<int>(y) + reach; ++j)
        for (int i = static_cast<int>(x) - reach; i <= static_cast<int>(x) + reach; ++i) {
            if (i < 0 || j < 0 || i >= glass.width || j >= glass.height) continue;
            const double u = i - x, v = j - y, px = c * u - s * v + print.width / 2.0, py = s * u + c * v + print.height / 2.0;
            const int q = static_cast<int>(px), r = static_cast<int>(py);
            if (px < 0 || py < 0 || q + 1 >= print.width || r + 1 >= print.height) continue;
            const double f = px - q, g = py - r;
            const double grey = (print.at(q, r) * (1 - f) + print.at(q + 1, r) * f) * (1 - g) + (print.at(q, r + 1) * (1 - f) + print.at(q + 1, r + 1) * f) * g;
            auto& pixel = glass.pixels[static_cast<std::size_t>(j) * static_cast<std::size_t>(glass.width) + static_cast<std::size_t>(i)];
            pixel = std::min(pixel, static_cast<std::uint8_t>(grey + 0.5));
        }
}

/// A slap on a platen of 3.2 x 3 inches: prints from left to right at their places, the whole hand turned.
inline GreyImage compose(const std::vector<GreyImage>& prints, const std::vector<Place>& places, double degrees) {
    GreyImage glass = blank_image(1600, 1500);
    std::fill(glass.pixels.begin(), glass.pixels.end(), std::uint8_t{238});
    const double a = degrees * 3.14159265358979 / 180, c = std::cos(a), s = std::sin(a);
    for (std::size_t i = 0; i < prints.size(); ++i) {
        const double u = places[i].across, v = places[i].along;
        lay(glass, prints[i], 800 + c * u + s * v, 720 + c * v - s * u, degrees + places[i].lean);
    }
    return glass;
}

}  // namespace motcua::finger::test
