// What OpenCV makes of fixed pictures and numbers, in this build: every operation that shared/ calls, and every network.
//   vision_probe OUT_FOLDER NETWORK.onnx…      writes OUT_FOLDER/NAME.f32, all results as 32-bit floats
// tests/parity/vision.mjs compares what the native, the SIMD and the scalar build wrote.
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include <opencv2/dnn.hpp>

namespace {

/// The same noise in every build.
class Noise {
public:
    std::uint32_t next() { return state_ = state_ * 1664525U + 1013904223U, state_ >> 8; }
    float unit() { return static_cast<float>(next() & 0xFFFF) / 65536.0F; }

private:
    std::uint32_t state_ = 7;
};

bool write(const std::string& file, const std::vector<cv::Mat>& results) {
    std::ofstream out(file, std::ios::binary);
    for (const cv::Mat& result : results) {
        cv::Mat floats;
        result.convertTo(floats, CV_32F);
        out.write(reinterpret_cast<const char*>(floats.ptr<float>()), static_cast<std::streamsize>(floats.total() * floats.channels() * sizeof(float)));
    }
    return out.good();
}

/// A shape that is smooth as pictures are, with some noise, in the network's range.
cv::Mat input_of(const cv::dnn::Net& net) {
    std::vector<cv::dnn::MatShape> in, out;
    net.getLayerShapes(cv::dnn::MatShape{}, 0, in, out);
    cv::Mat blob(in.at(0), CV_32F);
    Noise noise;
    const int height = in[0][2], width = in[0][3];
    for (int c = 0; c < in[0][1]; ++c)
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                blob.ptr<float>(0, c, y)[x] = static_cast<float>((x * (c + 1) + y) % width) / static_cast<float>(width) * 0.8F + 0.2F * noise.unit();
    return blob;
}

bool run(const std::string& folder, const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    cv::dnn::Net net = cv::dnn::readNetFromONNX(bytes.data(), bytes.size());
    if (net.empty()) return false;
    net.setInput(input_of(net));
    std::vector<cv::Mat> results;
    net.forward(results, net.getUnconnectedOutLayersNames());
    const std::string name = file.substr(file.find_last_of('/') + 1);
    return write(folder + "/" + name + ".f32", results);
}

}  // namespace

int main(int count, char** words) {
    if (count < 3) return std::cerr << "vision_probe OUT_FOLDER NETWORK.onnx…\n", 2;
    for (int i = 2; i < count; ++i)
        if (!run(words[1], words[i])) return std::cerr << words[i] << ": not to be run\n", 1;
    return 0;
}
