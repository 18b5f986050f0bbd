// A fully connected network that learns (Adam, cross entropy), and its writing down in integers for shared/document/ocr.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "assets/tools/ocr/sample.hpp"

namespace motcua::ocr_training {

class Network {
public:
    Network(std::vector<int> sizes, std::uint64_t seed);
    /// One step on a batch; gives the mean loss.
    double learn(std::span<const Example> batch, double rate);
    /// In the format of shared/document/ocr.cpp. `typical` shows how large the inner values get.
    [[nodiscard]] std::string quantised(std::span<const Example> typical);

private:
    struct Layer {
        int inputs, outputs;
        std::vector<float> weights, bias;                     ///< weights[input][output]
        std::vector<float> slope, bias_slope, m, v, bm, bv;   ///< Adam's moments
        std::vector<float> values;                            ///< outputs of the batch
    };
    void forward(std::span<const Example> batch);
    void step(std::vector<float>& w, const std::vector<float>& g, std::vector<float>& m, std::vector<float>& v, double rate) const;

    std::vector<Layer> layers_;
    std::vector<float> input_;
    int steps_ = 0;
};

}  // namespace motcua::ocr_training
