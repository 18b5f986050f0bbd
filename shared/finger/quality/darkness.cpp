#include <array>

#include "shared/finger/quality/blocks.hpp"
#include "shared/finger/quality/mean.hpp"

namespace motcua::finger::quality {
namespace {

/// Dark is nearer to the darkest tenth than to the lightest tenth of the block: ridge and valley means would follow the
/// width of the ridges and hide what is measured.
float dark_share(const GreyImage& image, int x0, int y0) {
    std::array<int, 256> histogram{};
    for (int y = y0; y < y0 + block_size; ++y)
        for (int x = x0; x < x0 + block_size; ++x) ++histogram[image.at(x, y)];
    constexpr int pixels = block_size * block_size;
    int low = 0, high = 255;
    for (int n = histogram[0]; n < pixels / 20 && low < 255;) n += histogram[++low];
    for (int n = histogram[255]; n < pixels / 20 && high > 0;) n += histogram[--high];
    int dark = 0;
    for (int grey = 0; 2 * grey < low + high; ++grey) dark += histogram[grey];
    return static_cast<float>(dark) / pixels;
}

}  // namespace

std::optional<int> darkness(const GreyImage& image, const RidgeMap& map) {
    Mean mean;
    each_block(map, [&](int x, int y) { mean.add(dark_share(image, x, y)); });
    return mean.thousandths();
}

}  // namespace motcua::finger::quality
