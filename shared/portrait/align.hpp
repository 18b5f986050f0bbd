// A face turned, shifted and scaled so that eyes, nose and mouth come to lie where a network expects them.
#pragma once

#include <array>

#include <opencv2/core/mat.hpp>

#include "shared/picture/picture.hpp"
#include "shared/portrait/detect.hpp"

namespace motcua::portrait {

/// Eye, eye, nose tip, centre of the mouth; left and right are the viewer's.
using Anchor = std::array<Point, 4>;

/// A square input of a network: its side, where the four points belong, and how a pixel (0..255) becomes a number.
struct Chip {
    int side = 0;
    Anchor target{};
    double minus = 0, divide = 1;
};

/// 1 x 3 x side x side, planes R, G, B. The points are fitted by the similarity of least squares; a face larger than the
/// chip is averaged, not picked from.
[[nodiscard]] cv::Mat aligned(const picture::Picture& picture, const Face& face, const Chip& chip);

}  // namespace motcua::portrait
