// Face detection: MediaPipe's BlazeFace "back" network (256 x 256 input, 896 anchors, six key points).
#pragma once

#include <array>
#include <vector>

#include "shared/picture/picture.hpp"
#include "shared/portrait/models.hpp"

namespace motcua::portrait {

/// Pixels of the picture, in quarters: the network's floats differ in the last bits between builds, and everything that is
/// measured from these coordinates must not.
struct Point {
    double x = 0, y = 0;
};
struct Box {
    double x = 0, y = 0, width = 0, height = 0;
};

/// Left and right are those of the picture's viewer.
struct Face {
    Box box{};
    Point left_eye{}, right_eye{}, nose{}, mouth{}, left_ear{}, right_ear{};
    double confidence = 0;  ///< 0..1, three decimals
};

/// All faces, the largest first. Errors: picture.damaged (empty picture).
[[nodiscard]] Result<std::vector<Face>> detect(const picture::Picture& picture, const Models& models);

}  // namespace motcua::portrait
