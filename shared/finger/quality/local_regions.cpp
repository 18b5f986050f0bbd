#include "shared/finger/quality/local_regions.hpp"

#include <algorithm>

#include "shared/finger/arithmetic.hpp"
#include "shared/finger/quality/gradients.hpp"
#include "shared/finger/ridges.hpp"

namespace motcua::finger::quality {
namespace {

/// Half of what the slanted window reaches beyond its block: (ceil(sqrt(32^2 + 16^2)) - 32) / 2.
constexpr int border = 2;

struct Spread {
    std::int64_t n = 0, sum = 0, squares = 0;
    /// n^2 times the variance, exact.
    [[nodiscard]] std::int64_t variance() const { return n * squares - sum * sum; }
};

Spread spread_of(const GreyImage& image, int x0, int y0, int x1, int y1) {
    Spread s;
    for (int y = y0; y < y1; ++y) {
        int sum = 0, squares = 0;
        for (int x = x0; x < x1; ++x) sum += image.at(x, y), squares += image.at(x, y) * image.at(x, y);
        s.sum += sum, s.squares += squares;
    }
    s.n = static_cast<std::int64_t>(x1 - x0) * (y1 - y0);
    return s;
}

/// One cell a block; blocks at the right and lower edge may be narrower.
Cells<std::uint8_t> foreground_blocks(const GreyImage& image) {
    Cells<std::uint8_t> out((image.width + region_size - 1) / region_size, (image.height + region_size - 1) / region_size);
    Spread all;
    std::vector<Spread> blocks;
    for (int r = 0; r < out.rows; ++r)
        for (int c = 0; c < out.columns; ++c) {
            blocks.push_back(spread_of(image, c * region_size, r * region_size, std::min(image.width, (c + 1) * region_size), std::min(image.height, (r + 1) * region_size)));
            all.n += blocks.back().n, all.sum += blocks.back().sum, all.squares += blocks.back().squares;
        }
    const double whole = static_cast<double>(all.variance()) / (static_cast<double>(all.n) * static_cast<double>(all.n));
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const double n = static_cast<double>(blocks[i].n);
        out.values[i] = static_cast<double>(blocks[i].variance()) / (n * n) > 0.01 * whole ? 1 : 0;
    }
    return out;
}

bool inside(const Cells<std::uint8_t>& blocks, int x, int y) {
    for (int r = y / region_size; r <= (y + region_size - 1) / region_size; ++r)
        for (int c = x / region_size; c <= (x + region_size - 1) / region_size; ++c)
            if (blocks.at(c, r) == 0) return false;
    return true;
}

float across_of(const GradientSums& g) {
    const float turns = turns_of(static_cast<float>(2 * g.xy), static_cast<float>(g.xx - g.yy));
    return (turns > 0.5F ? turns - 1 : turns) / 2;
}

/// Nearest pixels of the block turned so that the ridges stand upright.
void slant(const GreyImage& image, int x, int y, LocalRegion& region) {
    const int dx = nearest(cosine(region.across) * 65536), dy = nearest(sine(region.across) * 65536);
    const int x0 = ((x + region_size / 2) << 16) + 32768, y0 = ((y + region_size / 2) << 16) + 32768;
    for (int i = 0; i < window_length; ++i)
        for (int j = 0; j < window_width; ++j) {
            const int u = i - window_length / 2, v = j - window_width / 2;
            region.window[i][j] = image.at((x0 + u * dx - v * dy) >> 16, (y0 + u * dy + v * dx) >> 16);
        }
}

}  // namespace

LocalRegions local_regions(const GreyImage& image) {
    const Cells<std::uint8_t> blocks = foreground_blocks(image);
    LocalRegions out{.columns = std::max(0, image.width - 2 * border) / region_size, .rows = std::max(0, image.height - 2 * border) / region_size};
    out.regions.resize(static_cast<std::size_t>(out.columns) * out.rows);
    for (int r = 0; r < out.rows; ++r)
        for (int c = 0; c < out.columns; ++c) {
            const int x = border + c * region_size, y = border + r * region_size;
            LocalRegion& region = out.regions[static_cast<std::size_t>(r) * out.columns + c];
            region.foreground = inside(blocks, x, y);
            if (!region.foreground) continue;
            region.across = across_of(gradient_sums(image, x, y, region_size, region_size));
            slant(image, x, y, region);
        }
    return out;
}

Profile profile_of(const LocalRegion& region) {
    std::array<std::int64_t, window_length> sums{};
    std::int64_t level = 0, slope = 0;
    for (int i = 0; i < window_length; ++i) {
        for (const std::uint8_t grey : region.window[i]) sums[i] += grey;
        level += sums[i], slope += (2 * i - (window_length - 1)) * sums[i];
    }
    // The regression line is level / 32 + slope (2 i - 31) / 10912, as the squares of 2 i - 31 sum up to 10912; times both
    constexpr std::int64_t squares = 10912, unit = window_length * squares;
    Profile out;
    for (int i = 0; i < window_length; ++i) {
        const std::int64_t line = level * squares + slope * (2 * i - (window_length - 1)) * window_length;
        out.ridge[i] = sums[i] * unit < line ? 1 : 0;
        for (const std::uint8_t grey : region.window[i]) out.dark[i] += grey * window_width * unit < line ? 1 : 0;
    }
    return out;
}

}  // namespace motcua::finger::quality
