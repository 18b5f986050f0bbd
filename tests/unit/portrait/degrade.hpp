// Ways of spoiling a portrait by degrees, for the degradation tests. Everything is deterministic.
#pragma once

#include <algorithm>
#include <cmath>

#include "shared/picture/picture.hpp"
#include "shared/portrait/landmarks.hpp"

namespace motcua::test {

using picture::Picture;

inline std::uint8_t to_byte(double v) { return static_cast<std::uint8_t>(std::clamp(v, 0.0, 255.0) + 0.5); }

/// Each pixel by a function of (value, x, y, channel).
template <class F>
Picture mapped(const Picture& p, F f) {
    Picture out = p;
    for (int y = 0; y < p.height; ++y)
        for (int x = 0; x < p.width; ++x)
            for (int c = 0; c < p.channels; ++c)
                out.row(y)[p.channels * x + c] = to_byte(f(p.row(y)[p.channels * x + c], x, y, c));
    return out;
}

/// Box blur of 2 * radius + 1 pixels a side, one axis after the other, edges repeated.
inline Picture blurred(const Picture& p, int radius) {
    if (radius <= 0) return p;
    auto pass = [radius](const Picture& in, int dx, int dy) {
        Picture out = in;
        for (int y = 0; y < in.height; ++y)
            for (int x = 0; x < in.width; ++x)
                for (int c = 0; c < in.channels; ++c) {
                    int sum = 0;
                    for (int i = -radius; i <= radius; ++i)
                        sum += in.row(
                            std::clamp(y + i * dy, 0, in.height - 1))[in.channels * std::clamp(x + i * dx, 0, in.width - 1) + c];
                    out.row(y)[in.channels * x + c] =
                        static_cast<std::uint8_t>((2 * sum + 2 * radius + 1) / (2 * (2 * radius + 1)));
                }
        return out;
    };
    return pass(pass(p, 1, 0), 0, 1);
}

inline Picture lit(const Picture& p, double times) {
    return mapped(p, [times](int v, int, int, int) { return v * times; });
}

/// Noise of the given standard deviation, nearly normal (four uniform numbers), the same in all channels' own streams.
inline Picture noisy(const Picture& p, double deviation) {
    std::uint32_t state = 12345;
    auto uniform = [&state] {
        state = state * 1664525u + 1013904223u;
        return (state >> 8) / 16777216.0 - 0.5;
    };
    return mapped(p, [&](int v, int, int, int) {
        return v + deviation * std::sqrt(3.0) * (uniform() + uniform() + uniform() + uniform());
    });
}

inline Picture compressed(const Picture& p, int quality) { return *picture::decode(*picture::encode_jpeg(p, quality)); }

/// Turned clockwise about a point; outside lies the nearest edge pixel.
inline Picture tilted(const Picture& p, portrait::Point about, double degrees) {
    const double a = degrees * 3.14159265358979323846 / 180, c = std::cos(a), s = std::sin(a);
    Picture out = p;
    for (int y = 0; y < p.height; ++y)
        for (int x = 0; x < p.width; ++x) {
            const double dx = x - about.x, dy = y - about.y;
            const double u = std::clamp(about.x + c * dx + s * dy, 0.0, p.width - 1.001),
                         v = std::clamp(about.y - s * dx + c * dy, 0.0, p.height - 1.001);
            const int ix = static_cast<int>(u), iy = static_cast<int>(v);
            const double fx = u - ix, fy = v - iy;
            for (int k = 0; k < p.channels; ++k) {
                auto at = [&](int i, int j) { return static_cast<double>(p.row(iy + j)[p.channels * (ix + i) + k]); };
                out.row(y)[p.channels * x + k] =
                    to_byte((at(0, 0) * (1 - fx) + at(1, 0) * fx) * (1 - fy) + (at(0, 1) * (1 - fx) + at(1, 1) * fx) * fy);
            }
        }
    return out;
}

/// The picture smaller, in the middle of its own blurred edge colour: the person stands further away.
inline Picture distant(const Picture& p, double times) {
    const Picture small = picture::resize(p, static_cast<int>(p.width / times), static_cast<int>(p.height / times));
    Picture out = picture::blank(p.width, p.height, p.channels, 190);
    const int left = (p.width - small.width) / 2, top = (p.height - small.height) / 2;
    for (int y = 0; y < small.height; ++y)
        std::copy(small.row(y), small.row(y) + small.stride(), out.row(top + y) + p.channels * left);
    return out;
}

/// The side of the face that is darker already (-1: the viewer's left) falls into shadow.
inline Picture side_lit(const Picture& p, portrait::Point eyes, double eye_distance, int side, double strength) {
    return mapped(p, [=](int v, int x, int, int) {
        const double t = std::clamp((x - eyes.x) / eye_distance * -side + 0.5, 0.0, 1.0);
        return v * (1 - strength * (1 - t));
    });
}

/// A wall in place of the background, as the mask has it: white mixed with a strong blue.
inline Picture with_background(const Picture& p, const Picture& person, double share) {
    static constexpr int blue[] = {200, 80, 30};
    return mapped(p,
                  [&](int v, int x, int y, int c) { return person.row(y)[x] >= 128 ? v : 235 * (1 - share) + blue[c] * share; });
}

/// Paints a quadrilateral-like band between two heights of the face's own axes (in eye distances from the eyes).
inline Picture banded(const Picture& p, portrait::Point eyes, double eye_distance, double aside, double from, double to,
                      const int (&bgr)[3]) {
    return mapped(p, [&](int v, int x, int y, int c) {
        const double u = (x - eyes.x) / eye_distance, w = (y - eyes.y) / eye_distance;
        return std::abs(u) <= aside && w >= from && w <= to ? bgr[c] : v;
    });
}

}  // namespace motcua::test
