#include "shared/document/pyramid.hpp"

#include <algorithm>
#include <array>

namespace motcua::document {
namespace {

picture::Picture halved(const picture::Picture& from) {
    picture::Picture to{.width = from.width / 2, .height = from.height / 2, .channels = 1};
    to.pixels.resize(to.stride() * static_cast<std::size_t>(to.height));
    for (int y = 0; y < to.height; ++y) {
        const std::uint8_t *a = from.row(2 * y), *b = from.row(2 * y + 1);
        std::uint8_t* out = to.row(y);
        for (int x = 0; x < to.width; ++x) out[x] = static_cast<std::uint8_t>((a[2 * x] + a[2 * x + 1] + b[2 * x] + b[2 * x + 1] + 2) / 4);
    }
    return to;
}

/// Sampled width in columns: the glyph and one neighbour's worth on each side.
constexpr int columns = 3 * Glyph::width, rows = Glyph::height;
constexpr double cells_wide = 1.25, capitals_high = 1.5;

using Window = std::array<std::uint8_t, static_cast<std::size_t>(columns* rows)>;

Window sample(const Pyramid& picture, const Cell& cell) {
    const Vec right = cell.right * (cells_wide / Glyph::width), down = cell.down * (capitals_high / rows);
    const std::size_t level = picture.level_for(std::min(length(right), length(down)));
    Window out{};
    for (int y = 0; y < rows; ++y)
        for (int x = 0; x < columns; ++x) {
            const Vec point = cell.centre + right * (x + 0.5 - columns / 2.0) + down * (y + 0.5 - rows / 2.0);
            out[static_cast<std::size_t>(y * columns + x)] = static_cast<std::uint8_t>(picture.at(level, point) + 0.5);
        }
    return out;
}

struct Range {
    int ink = 0, paper = 255;
};

/// Paper is what a quarter of the window is brighter than; ink is its darkest three hundredths.
Range range_of(const Window& window) {
    std::array<int, 256> histogram{};
    for (const std::uint8_t v : window) ++histogram[v];
    const auto quantile = [&](int share_of_100) {
        int left = columns * rows * share_of_100 / 100, v = 0;
        while (v < 255 && (left -= histogram[static_cast<std::size_t>(v)]) >= 0) ++v;
        return v;
    };
    return {.ink = quantile(3), .paper = quantile(75)};
}

}  // namespace

Pyramid::Pyramid(picture::Picture grey) {
    levels_.push_back(std::move(grey));
    while (std::min(levels_.back().width, levels_.back().height) >= 48 && levels_.size() < 8) levels_.push_back(halved(levels_.back()));
}

std::size_t Pyramid::level_for(double step) const {
    std::size_t level = 0;
    for (double size = 2; size <= step * 1.01 && level + 1 < levels_.size(); size *= 2) ++level;
    return level;
}

double Pyramid::at(std::size_t level, Vec point) const {
    const picture::Picture& p = levels_[level];
    const double scale = 1.0 / static_cast<double>(1 << level);
    const double x = std::clamp(point.x * scale - 0.5, 0.0, p.width - 1.0), y = std::clamp(point.y * scale - 0.5, 0.0, p.height - 1.0);
    const int left = static_cast<int>(x), top = static_cast<int>(y);
    const int right = std::min(left + 1, p.width - 1), bottom = std::min(top + 1, p.height - 1);
    const double u = x - left, v = y - top;
    const std::uint8_t *a = p.row(top), *b = p.row(bottom);
    return (a[left] * (1 - u) + a[right] * u) * (1 - v) + (b[left] * (1 - u) + b[right] * u) * v;
}

Glyph cut(const Pyramid& picture, const Cell& cell) {
    const Window window = sample(picture, cell);
    const Range range = range_of(window);
    const int span = std::max(range.paper - range.ink, 8);
    Glyph out{.paper = range.paper, .contrast = range.paper - range.ink};
    for (int y = 0; y < rows; ++y)
        for (int x = 0; x < Glyph::width; ++x) {
            const int v = window[static_cast<std::size_t>(y * columns + x + Glyph::width)];
            out.ink[static_cast<std::size_t>(y * Glyph::width + x)] = static_cast<std::uint8_t>(std::clamp((range.paper - v) * 255 / span, 0, 255));
        }
    return out;
}

int brightness(const Pyramid& picture, const Cell& cell) {
    const Window window = sample(picture, cell);
    std::array<std::uint8_t, static_cast<std::size_t>(rows * Glyph::width)> values{};
    for (int y = 0; y < rows; ++y) std::copy_n(window.begin() + y * columns + Glyph::width, Glyph::width, values.begin() + y * Glyph::width);
    const auto ninth = values.begin() + values.size() * 9 / 10;
    std::nth_element(values.begin(), ninth, values.end());
    return *ninth;
}

}  // namespace motcua::document
