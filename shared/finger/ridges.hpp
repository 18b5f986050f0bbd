// The ridge map of one picture: local contrast, foreground, direction, period and the cleaned ridge signal. Quality
// measures and the extractor both read it.
#pragma once

#include <cstdint>
#include <vector>

#include "shared/finger/image.hpp"

namespace motcua::finger {

/// Side of a cell in pixels (0.4 mm: a little under one ridge period).
inline constexpr int cell_size = 8;

/// One value per cell.
template <class T>
struct Cells {
    int columns = 0;
    int rows = 0;
    std::vector<T> values{};

    Cells() = default;
    Cells(int c, int r, T value = {}) : columns(c), rows(r), values(static_cast<std::size_t>(c) * r, value) {}
    [[nodiscard]] T& at(int c, int r) { return values[static_cast<std::size_t>(r) * columns + c]; }
    [[nodiscard]] const T& at(int c, int r) const { return values[static_cast<std::size_t>(r) * columns + c]; }
    [[nodiscard]] bool holds(int c, int r) const { return c >= 0 && r >= 0 && c < columns && r < rows; }
};

/// A signal per pixel with a margin of zeros, so that filters need no border case.
struct Signal {
    static constexpr int margin = 20;  ///< a filter's radius, the rest of a cell, and one
    int width = 0;
    int height = 0;
    int stride = 0;
    std::vector<std::int16_t> values{};

    Signal() = default;
    Signal(int w, int h)
        : width(w), height(h), stride((w + 2 * margin + 7) & ~7), values(static_cast<std::size_t>(stride) * (h + 2 * margin), 0) {}
    [[nodiscard]] std::int16_t* row(int y) { return values.data() + static_cast<std::size_t>(y + margin) * stride + margin; }
    [[nodiscard]] const std::int16_t* row(int y) const {
        return values.data() + static_cast<std::size_t>(y + margin) * stride + margin;
    }
};

/// Direction of the ridges as a vector of twice the angle; its length is the coherence 0..1.
struct Direction {
    float cos2 = 0;
    float sin2 = 0;
};

/// Ridge direction of a vector, in half-turns: 0 <= result < 1 (y downwards).
[[nodiscard]] float half_turns(const Direction& direction);
/// Length, 0..1.
[[nodiscard]] float coherence_of(const Direction& direction);

struct RidgeMap {
    int width = 0;
    int height = 0;
    Cells<float> contrast{};            ///< standard deviation of grey in and around the cell
    Cells<std::uint8_t> foreground{};   ///< 1: finger
    Cells<Direction> direction{};
    Cells<float> period{};              ///< ridge to ridge, pixels
    Cells<float> strength{};            ///< 0..1: how much of the cross-section is that period
    Cells<float> clarity{};             ///< 0..1: how much of the signal the oriented filter kept
    Signal normalised{};                ///< local mean 0, deviation 256; ridges positive
    Signal enhanced{};                  ///< filtered along the ridges; ridges positive
};

/// Analyses a picture at 500 ppi (see normalise()).
[[nodiscard]] RidgeMap analyse(const GreyImage& image);

/// Pixel (x, y) lies on the finger.
[[nodiscard]] inline bool on_finger(const RidgeMap& map, int x, int y) {
    return x >= 0 && y >= 0 && x < map.width && y < map.height && map.foreground.at(x / cell_size, y / cell_size) != 0;
}

}  // namespace motcua::finger
