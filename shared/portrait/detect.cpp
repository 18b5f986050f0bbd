#include "shared/portrait/detect.hpp"

#include <algorithm>
#include <cmath>

#include "shared/portrait/networks.hpp"

namespace motcua::portrait {
namespace {

constexpr int side = 256;
constexpr double min_confidence = 0.5;
constexpr double max_overlap = 0.3;  ///< intersection over union, above which two boxes are one face

/// The picture scaled to fit the square input, its place there, and the way back.
struct Letterbox {
    cv::Mat blob{};
    double scale = 1;
    int left = 0, top = 0;
};

Letterbox letterbox(const picture::Picture& p) {
    const double scale = std::min(static_cast<double>(side) / p.width, static_cast<double>(side) / p.height);
    const int width = std::max(1, static_cast<int>(p.width * scale + 0.5)),
              height = std::max(1, static_cast<int>(p.height * scale + 0.5));
    const picture::Picture small = picture::resize(p, width, height);
    Letterbox out{.scale = scale, .left = (side - width) / 2, .top = (side - height) / 2};
    const int shape[] = {1, 3, side, side};
    out.blob = cv::Mat(4, shape, CV_32F, cv::Scalar(-1));  // black
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int c = 0; c < 3; ++c) {
                const int channel = small.channels == 3 ? 2 - c : 0;  // the network wants R, G, B
                const int value = small.row(y)[x * small.channels + channel];
                out.blob.ptr<float>(0, c, out.top + y)[out.left + x] = (static_cast<float>(value) - 127.5f) / 127.5f;
            }
    return out;
}

double quarter(double v) { return std::floor(v * 4 + 0.5) / 4; }

struct Anchors {
    const char* name;
    int grid;      ///< cells a side
    int per_cell;  ///< anchors in a cell, all at its centre
};
constexpr Anchors layers[] = {{"16", 16, 2}, {"8", 8, 6}};

/// One anchor's 16 numbers (box centre and size, six points; pixels of the input relative to the anchor) as a face.
Face face_at(const cv::Mat& boxes, int first, int y, int x, int grid, const Letterbox& from) {
    const double cx = (x + 0.5) * side / grid, cy = (y + 0.5) * side / grid;
    auto number = [&](int k) { return static_cast<double>(boxes.ptr<float>(0, first + k, y)[x]); };
    auto back_x = [&](double v) { return quarter((v - from.left) / from.scale); };
    auto back_y = [&](double v) { return quarter((v - from.top) / from.scale); };
    auto point = [&](int k) { return Point{back_x(number(4 + 2 * k) + cx), back_y(number(5 + 2 * k) + cy)}; };
    const double w = number(2), h = number(3);
    const double left = back_x(number(0) + cx - w / 2), top = back_y(number(1) + cy - h / 2);
    // the network's order: eye, eye, nose, mouth, ear, ear; its first eye is on the viewer's left
    return Face{.box = {left, top, quarter(w / from.scale), quarter(h / from.scale)},
                .left_eye = point(0),
                .right_eye = point(1),
                .nose = point(2),
                .mouth = point(3),
                .left_ear = point(4),
                .right_ear = point(5)};
}

void collect(const Anchors& layer, const cv::Mat& scores, const cv::Mat& boxes, const Letterbox& from, std::vector<Face>& out) {
    for (int a = 0; a < layer.per_cell; ++a)
        for (int y = 0; y < layer.grid; ++y)
            for (int x = 0; x < layer.grid; ++x) {
                const double raw = scores.ptr<float>(0, a, y)[x];
                const double confidence = std::floor(1000 / (1 + std::exp(-raw)) + 0.5) / 1000;
                if (confidence < min_confidence) continue;
                Face face = face_at(boxes, 16 * a, y, x, layer.grid, from);
                face.confidence = confidence;
                if (face.box.width > 0 && face.box.height > 0) out.push_back(face);
            }
}

double area(const Box& b) { return b.width * b.height; }
double overlap(const Box& a, const Box& b) {
    const double w = std::min(a.x + a.width, b.x + b.width) - std::max(a.x, b.x);
    const double h = std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y);
    if (w <= 0 || h <= 0) return 0;
    return w * h / (area(a) + area(b) - w * h);
}

/// Non-maximum suppression: of boxes that overlap the most confident one stays (ties: the larger, then the more left).
std::vector<Face> suppress(std::vector<Face> all) {
    std::sort(all.begin(), all.end(), [](const Face& a, const Face& b) {
        if (a.confidence != b.confidence) return a.confidence > b.confidence;
        if (area(a.box) != area(b.box)) return area(a.box) > area(b.box);
        return a.box.x != b.box.x ? a.box.x < b.box.x : a.box.y < b.box.y;
    });
    std::vector<Face> kept;
    for (const Face& face : all) {
        const bool known =
            std::any_of(kept.begin(), kept.end(), [&](const Face& k) { return overlap(k.box, face.box) > max_overlap; });
        if (!known) kept.push_back(face);
    }
    std::stable_sort(kept.begin(), kept.end(), [](const Face& a, const Face& b) { return area(a.box) > area(b.box); });
    return kept;
}

}  // namespace

Result<std::vector<Face>> detect(const picture::Picture& picture, const Models& models) {
    if (picture.empty() || picture.width <= 0 || picture.height <= 0) return ErrorCode::picture_damaged;
    const Letterbox input = letterbox(picture);
    MOTCUA_TRY(outputs, forward(models.networks().detector, input.blob, {"scores16", "scores8", "boxes16", "boxes8"}));
    std::vector<Face> all;
    for (std::size_t i = 0; i < 2; ++i) collect(layers[i], outputs[i], outputs[i + 2], input, all);
    return suppress(std::move(all));
}

}  // namespace motcua::portrait
