#include "shared/finger/quality/region_of_interest.hpp"

#include <algorithm>
#include <array>

#include "shared/finger/arithmetic.hpp"

namespace motcua::finger::quality {
namespace {

constexpr float narrow = 6.5F / roi_cell, wide = 14.0F / roi_cell;  // OpenCV's deviations for 41 and 91 px: 0.3 ((n - 1) / 2 - 1) + 0.8

using Greys = Cells<std::uint8_t>;

/// Darkest of five in a row.
void darkest_of_five(const std::uint8_t* from, std::uint8_t* to, int count) {
    for (int i = 2; i < count - 2; ++i) to[i] = std::min(std::min(std::min(from[i - 2], from[i - 1]), std::min(from[i], from[i + 1])), from[i + 2]);
    for (const int i : {0, 1, count - 2, count - 1})
        if (i >= 0 && i < count) to[i] = *std::min_element(from + std::max(0, i - 2), from + std::min(count, i + 3));
}

/// Inner loops run along the memory.
std::vector<std::uint8_t> eroded(const GreyImage& image) {
    const int width = image.width;
    std::vector<std::uint8_t> rows(image.pixels.size()), out(image.pixels.size(), 255);
    const auto row = [width](auto& pixels, int y) { return pixels.data() + static_cast<std::ptrdiff_t>(y) * width; };
    for (int y = 0; y < image.height; ++y) darkest_of_five(row(image.pixels, y), row(rows, y), width);
    for (int y = 0; y < image.height; ++y)
        for (int k = std::max(0, y - 2); k <= std::min(image.height - 1, y + 2); ++k) {
            std::uint8_t* to = row(out, y);
            const std::uint8_t* from = row(rows, k);
            for (int x = 0; x < width; ++x) to[x] = std::min(to[x], from[x]);
        }
    return out;
}

Greys means_of_cells(const std::vector<std::uint8_t>& pixels, int width, int height) {
    Greys out((width + roi_cell - 1) / roi_cell, (height + roi_cell - 1) / roi_cell);
    for (int r = 0; r < out.rows; ++r)
        for (int c = 0; c < out.columns; ++c) {
            const int x1 = std::min(width, (c + 1) * roi_cell), y1 = std::min(height, (r + 1) * roi_cell);
            int sum = 0;
            for (int y = r * roi_cell; y < y1; ++y)
                for (int x = c * roi_cell; x < x1; ++x) sum += pixels[static_cast<std::size_t>(y) * width + x];
            out.at(c, r) = static_cast<std::uint8_t>(sum / ((x1 - c * roi_cell) * (y1 - r * roi_cell)));
        }
    return out;
}

int mirrored(int i, int n) {
    while (i < 0 || i >= n) i = i < 0 ? -i : 2 * (n - 1) - i;
    return i;
}

/// Adds a row's greys with a weight, `count` of them.
void add_weighted(const std::uint8_t* from, int weight, int count, int* sums) {
    for (int c = 0; c < count; ++c) sums[c] += weight * from[c];
}

Greys blurred(const Greys& greys, float deviation) {
    const int radius = nearest(deviation * 3);
    std::vector<int> weights;
    int all = 0;
    for (int i = -radius; i <= radius; ++i) all += weights.emplace_back(nearest(4096 * exponential(-static_cast<float>(i * i) / (2 * deviation * deviation))));
    Greys rows(greys.columns, greys.rows), out(greys.columns, greys.rows);
    std::vector<int> sums(greys.columns);
    std::vector<std::uint8_t> wide_row(greys.columns + 2 * radius);
    const auto settle = [&](std::uint8_t* to) {
        for (int c = 0; c < greys.columns; ++c) to[c] = static_cast<std::uint8_t>(sums[c] / all);
    };
    for (int r = 0; r < greys.rows; ++r) {
        for (int c = -radius; c < greys.columns + radius; ++c) wide_row[c + radius] = greys.at(mirrored(c, greys.columns), r);
        std::fill(sums.begin(), sums.end(), all / 2);
        for (int i = 0; i <= 2 * radius; ++i) add_weighted(wide_row.data() + i, weights[i], greys.columns, sums.data());
        settle(&rows.at(0, r));
    }
    for (int r = 0; r < greys.rows; ++r) {
        std::fill(sums.begin(), sums.end(), all / 2);
        for (int i = -radius; i <= radius; ++i) add_weighted(&rows.at(0, mirrored(r + i, greys.rows)), weights[i + radius], greys.columns, sums.data());
        settle(&out.at(0, r));
    }
    return out;
}

/// Threshold that parts the greys best (Otsu, IEEE SMC 9(1), 1979): the last grey of the dark part.
int otsu(const Greys& greys) {
    std::array<std::int64_t, 256> histogram{};
    for (const std::uint8_t g : greys.values) ++histogram[g];
    std::int64_t n = 0, sum = 0, dark = 0, dark_sum = 0;
    for (int g = 0; g < 256; ++g) n += histogram[g], sum += g * histogram[g];
    int best = 0;
    double widest = -1;
    for (int g = 0; g < 255; ++g) {
        dark += histogram[g], dark_sum += g * histogram[g];
        if (dark == 0 || dark == n) continue;
        const double gap = static_cast<double>(dark_sum) / static_cast<double>(dark) - static_cast<double>(sum - dark_sum) / static_cast<double>(n - dark);
        const double between = gap * gap * static_cast<double>(dark) * static_cast<double>(n - dark);
        if (between > widest) widest = between, best = g;
    }
    return best;
}

/// 0 and 255, dark is 0.
Greys parted(Greys greys) {
    const int threshold = otsu(greys);
    for (std::uint8_t& g : greys.values) g = g > threshold ? 255 : 0;
    return greys;
}

/// Paints the 4-connected area of cells equal to the one at `start`; gives the area of its box and whether it meets the edge.
struct Blob {
    int box = 0;
    bool at_edge = false;
};
Blob paint(Greys& greys, int start, std::uint8_t colour) {
    const std::uint8_t from = greys.values[start];
    int left = greys.columns, right = 0, top = greys.rows, bottom = 0;
    std::vector<int> stack{start};
    greys.values[start] = colour;
    while (!stack.empty()) {
        const int at = stack.back(), c = at % greys.columns, r = at / greys.columns;
        stack.pop_back();
        left = std::min(left, c), right = std::max(right, c), top = std::min(top, r), bottom = std::max(bottom, r);
        for (const auto& [i, j] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}})
            if (greys.holds(c + i, r + j) && greys.at(c + i, r + j) == from) greys.at(c + i, r + j) = colour, stack.push_back((r + j) * greys.columns + c + i);
    }
    return {(right - left + 1) * (bottom - top + 1), left == 0 || top == 0 || right == greys.columns - 1 || bottom == greys.rows - 1};
}

constexpr std::uint8_t finger = 0, ground = 255, seen_finger = 1, seen_ground = 254;

void fill_holes(Greys& greys) {
    for (int i = 0; i < static_cast<int>(greys.values.size()); ++i)
        if (greys.values[i] == ground && !paint(greys, i, seen_ground).at_edge) paint(greys, i, finger);
}

int largest_blob(Greys& greys) {
    int best = -1, box = 0;
    for (int i = 0; i < static_cast<int>(greys.values.size()); ++i)
        if (greys.values[i] == finger)
            if (const Blob blob = paint(greys, i, seen_finger); blob.box > box) box = blob.box, best = i;
    return best;
}

}  // namespace

Region region_of_interest(const GreyImage& image) {
    Greys greys = means_of_cells(eroded(image), image.width, image.height);
    greys = parted(blurred(parted(blurred(greys, narrow)), wide));
    fill_holes(greys);
    Region out{.cells = {greys.columns, greys.rows}};
    const int start = largest_blob(greys);
    if (start < 0) return out;
    paint(greys, start, finger);
    for (std::size_t i = 0; i < greys.values.size(); ++i) out.cells.values[i] = greys.values[i] == finger ? 1 : 0;
    return out;
}

int mean_grey(const GreyImage& image, const Region& region) {
    std::int64_t sum = 0, n = 0;
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            if (region.cells.at(x / roi_cell, y / roi_cell) != 0) sum += image.at(x, y), ++n;
    return n == 0 ? 255'000 : static_cast<int>(1000 * sum / n);
}

int area_of(const Region& region) {
    const auto cells = std::count(region.cells.values.begin(), region.cells.values.end(), std::uint8_t{1});
    return tenths_of_square_mm(std::int64_t{cells} * roi_cell * roi_cell) / 10;
}

}  // namespace motcua::finger::quality
