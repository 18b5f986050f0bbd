// What Models hides: the OpenCV networks and their locks. Only the sources of this room include this file.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include <opencv2/dnn.hpp>

#include "shared/portrait/models.hpp"

namespace motcua::portrait {

/// cv::dnn::Net keeps its intermediate results inside, so two threads may not use one at the same time.
struct Network {
    cv::dnn::Net net{};
    std::mutex lock{};
};

struct Models::Networks {
    Network detector{};
    Network embedding{};
    Network mesh{};
    Network person{};
};

/// One forward pass; the outputs in the order of `names`, NCHW, float. cv::Exception ends here as portrait.model.
[[nodiscard]] Result<std::vector<cv::Mat>> forward(Network& network, const cv::Mat& blob, const std::vector<std::string>& names);

}  // namespace motcua::portrait
