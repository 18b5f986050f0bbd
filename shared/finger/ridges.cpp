#include "shared/finger/ridges.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "shared/finger/arithmetic.hpp"
#include "shared/finger/filter.hpp"
#include "shared/finger/segment.hpp"
#include "shared/finger/spectrum.hpp"

namespace motcua::finger {

float half_turns(const Direction& direction) { return turns_of(direction.sin2, direction.cos2); }

float coherence_of(const Direction& direction) {
    return std::sqrt(direction.cos2 * direction.cos2 + direction.sin2 * direction.sin2);
}

namespace {

constexpr int window_radius = 9;  // local mean and deviation: two ridge periods

/// Number, sum and sum of squares of pixels.
struct Sums {
    std::uint32_t count = 0, sum = 0, squares = 0;
};

struct Local {
    float mean, deviation;
};

/// White to the left and to the right of what was scanned: optical readers deliver a trapezium in a white rectangle, and its
/// straight edges are no ridges. Of 17 rows the narrowest white counts, so that valleys open to the side stay in.
class Frame {
public:
    explicit Frame(const GreyImage& image) : left_(image.height, 0), right_(image.height, 0) {
        std::vector<int> left(image.height), right(image.height);
        for (int y = 0; y < image.height; ++y) left[y] = white_from(image, y, 0, 1), right[y] = white_from(image, y, image.width - 1, -1);
        for (int y = 0; y < image.height; ++y) {
            const int y0 = std::max(0, y - reach), y1 = std::min(image.height, y + reach + 1);
            left_[y] = past(*std::min_element(left.begin() + y0, left.begin() + y1));
            right_[y] = image.width - past(*std::min_element(right.begin() + y0, right.begin() + y1));
        }
    }
    [[nodiscard]] bool holds(int x, int y) const { return x >= left_[y] && x < right_[y]; }

private:
    static constexpr int reach = 8, white = 254;
    /// With the slanted edge's own pixels.
    static int past(int white_pixels) { return white_pixels > 0 ? white_pixels + 2 : 0; }
    static int white_from(const GreyImage& image, int y, int x, int step) {
        int n = 0;
        for (; n < image.width && image.at(x, y) >= white; x += step) ++n;
        return n;
    }
    std::vector<int> left_, right_;
};

/// Sums over all rectangles in constant time. They wrap: right for any rectangle whose own sums fit in 32 bits.
class LocalStatistics {
public:
    explicit LocalStatistics(const GreyImage& image)
        : width_(image.width), height_(image.height), frame_(image), sums_(static_cast<std::size_t>(width_ + 1) * (height_ + 1)) {
        for (int y = 0; y < height_; ++y) add_row(image, y);
    }

    /// Of the scanned pixels in a square; 0, 0 where there are none.
    [[nodiscard]] Local around(int x, int y, int radius) const {
        const int x0 = std::max(0, x - radius), y0 = std::max(0, y - radius);
        const int x1 = std::min(width_, x + radius + 1), y1 = std::min(height_, y + radius + 1);
        const Sums &a = at(x1, y1), &b = at(x0, y1), &c = at(x1, y0), &d = at(x0, y0);
        const float n = static_cast<float>(std::max(1U, a.count - b.count - c.count + d.count));
        const float mean = static_cast<float>(a.sum - b.sum - c.sum + d.sum) / n;
        const float square = static_cast<float>(a.squares - b.squares - c.squares + d.squares) / n;
        return {mean, std::sqrt(std::max(0.0F, square - mean * mean))};
    }
    [[nodiscard]] bool scanned(int x, int y) const { return frame_.holds(x, y); }

private:
    [[nodiscard]] const Sums& at(int x, int y) const { return sums_[static_cast<std::size_t>(y) * (width_ + 1) + x]; }
    void add_row(const GreyImage& image, int y) {
        const Sums* above = &at(0, y);
        Sums* here = sums_.data() + static_cast<std::size_t>(y + 1) * (width_ + 1);
        Sums row;
        for (int x = 0; x < width_; ++x) {
            if (frame_.holds(x, y)) {
                const std::uint32_t grey = image.at(x, y);
                ++row.count, row.sum += grey, row.squares += grey * grey;
            }
            here[x + 1] = {above[x + 1].count + row.count, above[x + 1].sum + row.sum, above[x + 1].squares + row.squares};
        }
    }
    int width_, height_;
    Frame frame_;
    std::vector<Sums> sums_;
};

Cells<float> contrast_of(const LocalStatistics& statistics, int columns, int rows, int radius) {
    Cells<float> out(columns, rows);
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < columns; ++c)
            out.at(c, r) = statistics.around(c * cell_size + cell_size / 2, r * cell_size + cell_size / 2, radius).deviation;
    return out;
}

/// Local mean to 0, local deviation to 256, dark to positive. The floor keeps sensor noise from being blown up.
Signal level(const GreyImage& image, const LocalStatistics& statistics, float floor) {
    Signal out(image.width, image.height);
    for (int y = 0; y < image.height; ++y) {
        std::int16_t* row = out.row(y);
        for (int x = 0; x < image.width; x += 2) {
            const Local local = statistics.around(x, y, window_radius);
            const float scale = 256.0F / std::max(floor, local.deviation);
            for (int i = x; i < std::min(image.width, x + 2); ++i)
                if (statistics.scanned(i, y)) row[i] = static_cast<std::int16_t>(std::clamp(nearest((local.mean - image.at(i, y)) * scale), -768, 768));
        }
    }
    return out;
}

/// Squared-gradient tensor of one cell: (gxx - gyy, 2 gxy, gxx + gyy).
struct Tensor {
    float difference = 0, cross = 0, energy = 0;
};

Tensor cell_tensor(const Signal& signal, int c, int r) {
    std::int64_t xx = 0, yy = 0, xy = 0;
    for (int y = r * cell_size; y < std::min(signal.height, (r + 1) * cell_size); ++y) {
        const std::int16_t *a = signal.row(y - 1), *b = signal.row(y), *d = signal.row(y + 1);
        for (int x = c * cell_size; x < std::min(signal.width, (c + 1) * cell_size); ++x) {
            const int gx = a[x + 1] - a[x - 1] + 2 * (b[x + 1] - b[x - 1]) + d[x + 1] - d[x - 1];
            const int gy = d[x - 1] - a[x - 1] + 2 * (d[x] - a[x]) + d[x + 1] - a[x + 1];
            xx += gx * gx, yy += gy * gy, xy += gx * gy;
        }
    }
    constexpr float unit = 1.0F / (1 << 24);
    return {static_cast<float>(xx - yy) * unit, static_cast<float>(2 * xy) * unit, static_cast<float>(xx + yy) * unit};
}

constexpr int reach = 4;
using Weights = std::array<float, 2 * reach + 1>;

Weights bell(float sigma) {
    Weights w{};
    for (int i = -reach; i <= reach; ++i) w[static_cast<std::size_t>(i + reach)] = exponential(-static_cast<float>(i * i) / (2 * sigma * sigma));
    return w;
}

Tensor gathered(const Cells<Tensor>& tensors, const Cells<std::uint8_t>& foreground, const Weights& w, int c, int r) {
    Tensor sum;
    for (int j = -reach; j <= reach; ++j)
        for (int i = -reach; i <= reach; ++i) {
            if (!tensors.holds(c + i, r + j) || foreground.at(c + i, r + j) == 0) continue;
            const Tensor& t = tensors.at(c + i, r + j);
            const float g = w[static_cast<std::size_t>(i + reach)] * w[static_cast<std::size_t>(j + reach)];
            sum.difference += g * t.difference, sum.cross += g * t.cross, sum.energy += g * t.energy;
        }
    return sum;
}

/// Ridge directions: a quarter turn from the gradient, hence the signs; weighted over neighbouring cells.
Cells<Direction> directions_of(const Signal& signal, const Cells<std::uint8_t>& foreground, float sigma) {
    Cells<Tensor> tensors(foreground.columns, foreground.rows);
    Cells<Direction> out(foreground.columns, foreground.rows);
    for (int r = 0; r < foreground.rows; ++r)
        for (int c = 0; c < foreground.columns; ++c)
            if (foreground.at(c, r) != 0) tensors.at(c, r) = cell_tensor(signal, c, r);
    const Weights w = bell(sigma);
    for (int r = 0; r < foreground.rows; ++r)
        for (int c = 0; c < foreground.columns; ++c) {
            if (foreground.at(c, r) == 0) continue;
            const Tensor t = gathered(tensors, foreground, w, c, r);
            if (t.energy > 0) out.at(c, r) = {-t.difference / t.energy, -t.cross / t.energy};
        }
    return out;
}

/// Power of a signal before and after the filter in a tile of half a cell.
struct Power {
    std::int64_t kept = 0, all = 0;
};

constexpr int half_cell = cell_size / 2;

Cells<Power> powers_of(const Signal& before, const Signal& after) {
    Cells<Power> out((before.width + half_cell - 1) / half_cell, (before.height + half_cell - 1) / half_cell);
    for (int y = 0; y < before.height; ++y) {
        const std::int16_t *a = before.row(y), *b = after.row(y);
        for (int x = 0; x < before.width; ++x) {
            Power& power = out.at(x / half_cell, y / half_cell);
            power.kept += b[x] * b[x], power.all += a[x] * a[x];
        }
    }
    return out;
}

/// Share of the signal that the filter kept, per cell and half of its neighbours.
Cells<float> clarity_of(const Signal& before, const Signal& after, const Cells<std::uint8_t>& foreground) {
    const Cells<Power> powers = powers_of(before, after);
    Cells<float> out(foreground.columns, foreground.rows);
    for (int r = 0; r < foreground.rows; ++r)
        for (int c = 0; c < foreground.columns; ++c) {
            if (foreground.at(c, r) == 0) continue;
            std::int64_t kept = 0, all = 1;
            for (int j = 2 * r - 1; j < 2 * r + 3; ++j)
                for (int i = 2 * c - 1; i < 2 * c + 3; ++i)
                    if (powers.holds(i, j)) kept += powers.at(i, j).kept, all += powers.at(i, j).all;
            out.at(c, r) = std::min(1.0F, std::sqrt(static_cast<float>(kept) / static_cast<float>(all)));
        }
    return out;
}

}  // namespace

RidgeMap analyse(const GreyImage& image) {
    RidgeMap map{.width = image.width, .height = image.height};
    const int columns = (image.width + cell_size - 1) / cell_size, rows = (image.height + cell_size - 1) / cell_size;
    const LocalStatistics statistics(image);
    map.contrast = contrast_of(statistics, columns, rows, 10);
    map.foreground = segment(map.contrast, contrast_of(statistics, columns, rows, 5));
    map.normalised = level(image, statistics, 6.0F);
    // First guess from the raw signal, widely smoothed; then again from the filtered signal, where noise is gone
    // (a cell beyond the edge, so that the edge itself makes no gradient).
    const Cells<std::uint8_t> wide = grown(map.foreground);
    map.direction = directions_of(map.normalised, wide, 2.0F);
    Spectrum spectrum = ridge_spectrum(map.normalised, wide, map.direction);
    const Signal first = filter(map.normalised, wide, map.direction, spectrum.period);
    map.direction = directions_of(first, map.foreground, 1.3F);
    spectrum = ridge_spectrum(map.normalised, map.foreground, map.direction);
    map.period = std::move(spectrum.period);
    map.strength = std::move(spectrum.strength);
    map.enhanced = filter(map.normalised, map.foreground, map.direction, map.period);
    map.clarity = clarity_of(map.normalised, map.enhanced, map.foreground);
    return map;
}

}  // namespace motcua::finger
