// Ridge patterns with known minutiae: a wave whose phase turns once around a point has exactly one ridge more on one side
// of it (Larkin and Fletcher, Optics Express 15(14), 2007).
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "shared/finger/image.hpp"
#include "shared/picture/picture.hpp"

namespace motcua::finger::test {

struct Dislocation {
    double x, y;
    int sense;  ///< +1: the extra ridge lies to the right, -1: to the left
};

struct Pattern {
    int width = 320;
    int height = 320;
    double period = 9.0;
    double turn_degrees = 0;  ///< of the ridges, counter-clockwise; the dislocations stay where they are
    double phase = 0;
    std::vector<Dislocation> dislocations{};
    int margin = 24;          ///< white frame; valleys are as white, so that the frame is no edge of its own
    int contrast = 100;
};

inline GreyImage draw(const Pattern& pattern) {
    const double pi = 3.14159265358979323846, a = pattern.turn_degrees * pi / 180;
    GreyImage image = blank_image(pattern.width, pattern.height);
    for (int y = pattern.margin; y < pattern.height - pattern.margin; ++y)
        for (int x = pattern.margin; x < pattern.width - pattern.margin; ++x) {
            double phase = pattern.phase + 2 * pi * (x * std::sin(a) + y * std::cos(a)) / pattern.period;
            for (const Dislocation& d : pattern.dislocations) {
                const double u = (x - d.x) * std::cos(a) - (y - d.y) * std::sin(a), v = (x - d.x) * std::sin(a) + (y - d.y) * std::cos(a);
                phase += d.sense * std::atan2(v, u);
            }
            image.pixels[static_cast<std::size_t>(y) * image.width + x] = static_cast<std::uint8_t>(245 - pattern.contrast * (1 + std::cos(phase)));
        }
    return image;
}

/// The picture in another size; its resolution is not said.
inline GreyImage at_scale(const GreyImage& image, int percent) {
    const auto scaled = picture::resize({.width = image.width, .height = image.height, .channels = 1, .pixels = image.pixels}, image.width * percent / 100,
                                        image.height * percent / 100);
    return {.width = scaled.width, .height = scaled.height, .ppi = 0, .pixels = scaled.pixels};
}

/// The picture turned by 90 degrees counter-clockwise.
inline GreyImage quarter_turn(const GreyImage& image) {
    GreyImage out = blank_image(image.height, image.width);
    for (int y = 0; y < out.height; ++y)
        for (int x = 0; x < out.width; ++x) out.pixels[static_cast<std::size_t>(y) * out.width + x] = image.at(image.width - 1 - y, x);
    return out;
}

/// The picture moved by (dx, dy), white where it came from.
inline GreyImage shifted(const GreyImage& image, int dx, int dy) {
    GreyImage out = blank_image(image.width, image.height);
    for (int y = 0; y < out.height; ++y)
        for (int x = 0; x < out.width; ++x)
            if (x - dx >= 0 && x - dx < image.width && y - dy >= 0 && y - dy < image.height)
                out.pixels[static_cast<std::size_t>(y) * out.width + x] = image.at(x - dx, y - dy);
    return out;
}

/// A rectangle of the picture.
inline GreyImage cropped(const GreyImage& image, int left, int top, int width, int height) {
    GreyImage out = blank_image(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) out.pixels[static_cast<std::size_t>(y) * width + x] = image.at(left + x, top + y);
    return out;
}

/// Every grey g becomes g * percent / 100 + offset.
inline GreyImage toned(GreyImage image, int percent, int offset) {
    for (auto& p : image.pixels) p = static_cast<std::uint8_t>(std::min(255, p * percent / 100 + offset));
    return image;
}

}  // namespace motcua::finger::test
