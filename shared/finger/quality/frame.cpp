#include "shared/finger/quality/frame.hpp"

#include <algorithm>

namespace motcua::finger::quality {
namespace {

constexpr int white = 250;

/// First and last index of `sums` that is not white, and one more on either side.
std::pair<int, int> written(const std::vector<int>& sums, int pixels) {
    const auto dark = [&](int sum) { return sum <= white * pixels; };
    const int n = static_cast<int>(sums.size());
    const int first = static_cast<int>(std::find_if(sums.begin(), sums.end(), dark) - sums.begin());
    if (first == n) return {0, n - 1};
    const int last = n - 1 - static_cast<int>(std::find_if(sums.rbegin(), sums.rend(), dark) - sums.rbegin());
    return {std::max(0, first - 1), std::min(n - 1, last + 1)};
}

}  // namespace

Framed without_frame(const GreyImage& image) {
    std::vector<int> rows(image.height), columns(image.width);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) rows[y] += image.at(x, y), columns[x] += image.at(x, y);
    const auto [top, bottom] = written(rows, image.width);
    const auto [left, right] = written(columns, image.height);
    Framed out{.image = blank_image(right - left + 1, bottom - top + 1), .x = left, .y = top};
    for (int y = 0; y < out.image.height; ++y) {
        const auto from = image.pixels.begin() + static_cast<std::ptrdiff_t>(y + top) * image.width + left;
        std::copy(from, from + out.image.width, out.image.pixels.begin() + static_cast<std::ptrdiff_t>(y) * out.image.width);
    }
    return out;
}

}  // namespace motcua::finger::quality
