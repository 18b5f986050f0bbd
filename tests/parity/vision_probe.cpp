// What OpenCV makes of fixed pictures and numbers, in this build: every operation that shared/ calls, and every network.
//   vision_probe OUT_FOLDER NETWORK.onnx SIDE…      writes OUT_FOLDER/NAME.f32, all results as 32-bit floats; SIDE: of the input, px
// tests/parity/vision.mjs compares what the native, the SIMD and the scalar build wrote.
#include <cstdint>
#include <cstdlib>
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

/// Smooth as pictures are, with some noise, in the networks' range.
cv::Mat input_of(int side) {
    const int shape[] = {1, 3, side, side};
    cv::Mat blob(4, shape, CV_32F);
    Noise noise;
    for (int c = 0; c < 3; ++c)
        for (int y = 0; y < side; ++y)
            for (int x = 0; x < side; ++x)
                blob.ptr<float>(0, c, y)[x] = static_cast<float>((x * (c + 1) + y) % side) / static_cast<float>(side) * 0.8F + 0.2F * noise.unit();
    return blob;
}

bool run(const std::string& folder, const std::string& file, int side) {
    std::ifstream in(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    cv::dnn::Net net = cv::dnn::readNetFromONNX(bytes.data(), bytes.size());
    if (net.empty()) return false;
    net.setInput(input_of(side));
    std::vector<cv::Mat> results;
    net.forward(results, net.getUnconnectedOutLayersNames());
    const std::string name = file.substr(file.find_last_of('/') + 1);
    return write(folder + "/" + name + ".f32", results);
}

}  // namespace

int main(int count, char** words) {
    if (count < 4) return std::cerr << "vision_probe OUT_FOLDER NETWORK.onnx SIDE…\n", 2;
    for (int i = 2; i + 1 < count; i += 2)
        if (!run(words[1], words[i], std::atoi(words[i + 1]))) return std::cerr << words[i] << ": not to be run\n", 1;
    return 0;
}
