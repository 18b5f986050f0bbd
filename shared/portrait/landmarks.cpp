#include "shared/portrait/landmarks.hpp"

#include <algorithm>
#include <cmath>

#include "shared/portrait/networks.hpp"

namespace motcua::portrait {
namespace {

constexpr int side = 192;
constexpr double box_growth = 1.5;

double quarter(double v) { return std::floor(v * 4 + 0.5) / 4; }

/// A square of the picture, turned so that the eyes are level: the network's view.
struct View {
    Point centre{};
    Point across{1, 0};                                 ///< unit vector along the eyes
    double size = 0;                                    ///< pixels of the picture
    [[nodiscard]] Point at(double u, double v) const {  // u, v: -0.5..0.5
        const double x = u * size, y = v * size;
        return {centre.x + x * across.x - y * across.y, centre.y + x * across.y + y * across.x};
    }
};

Point unit(Point from, Point to) {
    const double dx = to.x - from.x, dy = to.y - from.y, length = std::sqrt(dx * dx + dy * dy);
    return length > 0 ? Point{dx / length, dy / length} : Point{1, 0};
}

View view_of(const Face& f) {
    return {.centre = {f.box.x + f.box.width / 2, f.box.y + f.box.height / 2},
            .across = unit(f.left_eye, f.right_eye),
            .size = box_growth * std::max(f.box.width, f.box.height)};
}

/// The view around points found before: nearer to what the network was trained on than the detector's box is.
View view_of(const Landmarks& l) {
    const Point across = unit({l.points[mesh::left_eye_outer].x, l.points[mesh::left_eye_outer].y},
                              {l.points[mesh::right_eye_outer].x, l.points[mesh::right_eye_outer].y});
    double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
    for (const Point3& p : l.points) {
        const double u = p.x * across.x + p.y * across.y, v = p.y * across.x - p.x * across.y;
        left = std::min(left, u), right = std::max(right, u), top = std::min(top, v), bottom = std::max(bottom, v);
    }
    const double u = (left + right) / 2, v = (top + bottom) / 2;
    return {.centre = {u * across.x - v * across.y, u * across.y + v * across.x},
            .across = across,
            .size = box_growth * std::max(right - left, bottom - top)};
}

/// The picture as far as a view reaches, small enough that one sample a pixel of the network's input leaves nothing out.
struct Source {
    picture::Picture part{};
    int left = 0, top = 0;
    double scale = 1;
};
Source source_for(const picture::Picture& p, const View& view) {
    const double reach = 0.75 * view.size;  // half the diagonal and a little
    Source out{.left = static_cast<int>(std::floor(view.centre.x - reach)),
               .top = static_cast<int>(std::floor(view.centre.y - reach))};
    const int right = std::min(p.width, static_cast<int>(std::ceil(view.centre.x + reach))),
              bottom = std::min(p.height, static_cast<int>(std::ceil(view.centre.y + reach)));
    out.left = std::max(out.left, 0), out.top = std::max(out.top, 0);
    const int width = right - out.left, height = bottom - out.top;
    if (width <= 0 || height <= 0) return out;
    out.part = picture::crop(p, out.left, out.top, width, height);
    const int times = static_cast<int>(view.size / side);
    if (times < 2) return out;
    out.part = picture::resize(out.part, std::max(1, width / times), std::max(1, height / times));
    out.scale = static_cast<double>(out.part.width) / width;
    return out;
}

/// Between four pixels, bilinear in 1/256 of a pixel: integers, so that every build sees the same input. Outside is black.
struct Sample {
    const std::uint8_t* corners[4];
    int weights[4];
    Sample(const picture::Picture& p, int x, int y) {
        static constexpr std::uint8_t black[3] = {};
        const int fx = x & 255, fy = y & 255;
        for (int i = 0; i < 4; ++i) {
            const int px = (x >> 8) + (i & 1), py = (y >> 8) + (i >> 1);
            const bool inside = px >= 0 && py >= 0 && px < p.width && py < p.height;
            corners[i] = inside ? p.row(py) + px * p.channels : black;
            weights[i] = ((i & 1) != 0 ? fx : 256 - fx) * ((i >> 1) != 0 ? fy : 256 - fy);
        }
    }
    [[nodiscard]] float operator()(int channel) const {
        int sum = 0;
        for (int i = 0; i < 4; ++i) sum += weights[i] * corners[i][channel];
        return static_cast<float>(sum) * (1.0f / (65536.0f * 255.0f));
    }
};

cv::Mat blob_of(const picture::Picture& picture, const View& view) {
    const Source source = source_for(picture, view);
    const int shape[] = {1, 3, side, side};
    cv::Mat blob(4, shape, CV_32F, cv::Scalar(0));
    if (source.part.empty()) return blob;
    auto fixed = [&](double v, int from) { return static_cast<int>(std::floor(((v + 0.5 - from) * source.scale - 0.5) * 256)); };
    for (int y = 0; y < side; ++y) {
        float* rows[] = {blob.ptr<float>(0, 0, y), blob.ptr<float>(0, 1, y), blob.ptr<float>(0, 2, y)};
        for (int x = 0; x < side; ++x) {
            const Point at = view.at((x + 0.5) / side - 0.5, (y + 0.5) / side - 0.5);
            const Sample sample(source.part, fixed(at.x, source.left), fixed(at.y, source.top));
            for (int c = 0; c < 3; ++c) rows[c][x] = sample(source.part.channels == 3 ? 2 - c : 0);  // R, G, B
        }
    }
    return blob;
}

/// The network's numbers (x, y, z in pixels of its input) in the picture.
Landmarks placed(const cv::Mat& numbers, const View& view) {
    Landmarks out;
    const auto* n = numbers.ptr<float>();
    for (Point3& p : out.points) {
        const Point at = view.at(static_cast<double>(n[0]) / side - 0.5, static_cast<double>(n[1]) / side - 0.5);
        p = {quarter(at.x), quarter(at.y), quarter(static_cast<double>(n[2]) * view.size / side)};
        n += 3;
    }
    return out;
}

Result<Landmarks> look(const picture::Picture& picture, const View& view, const Models& models) {
    MOTCUA_TRY(outputs, forward(models.networks().mesh, blob_of(picture, view), {"mesh", "presence"}));
    if (outputs[0].total() != 3 * landmark_count || outputs[1].total() != 1)
        return Error{.code = ErrorCode::portrait_model, .detail = "facemesh.onnx"};
    Landmarks out = placed(outputs[0], view);
    out.presence = std::floor(static_cast<double>(*outputs[1].ptr<float>()) * 1000 + 0.5) / 1000;
    return out;
}

double distance(const Point3& a, const Point3& b) { return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)); }

Point3 middle(const Point3& a, const Point3& b) { return {(a.x + b.x) / 2, (a.y + b.y) / 2, (a.z + b.z) / 2}; }

struct LidPair {
    std::size_t upper, lower;
};
constexpr LidPair left_lids[] = {{160, 144}, {159, 145}, {158, 153}}, right_lids[] = {{385, 380}, {386, 374}, {387, 373}},
                  inner_lips[] = {{82, 87}, {13, 14}, {312, 317}};

double widest(const Landmarks& l, const LidPair (&pairs)[3]) {
    double most = 0;
    for (const LidPair& pair : pairs) most = std::max(most, distance(l.points[pair.upper], l.points[pair.lower]));
    const double t = eyes_to_chin(l);
    return t > 0 ? most / t : 0;
}

}  // namespace

Result<std::optional<Landmarks>> find_landmarks(const picture::Picture& picture, const Face& face, const Models& models) {
    if (!models.has_mesh() || face.box.width <= 0 || face.box.height <= 0) return std::optional<Landmarks>{};
    MOTCUA_TRY(first, look(picture, view_of(face), models));
    if (first.presence < min_presence) return std::optional<Landmarks>{};
    MOTCUA_TRY(second, look(picture, view_of(first), models));
    if (second.presence < min_presence) return std::optional<Landmarks>{first};
    return std::optional<Landmarks>{second};
}

EyeCentres eye_centres(const Landmarks& l) {
    return {middle(l.points[mesh::left_eye_outer], l.points[mesh::left_eye_inner]),
            middle(l.points[mesh::right_eye_inner], l.points[mesh::right_eye_outer])};
}

double eyes_to_chin(const Landmarks& l) {
    const EyeCentres eyes = eye_centres(l);
    return distance(middle(eyes.left, eyes.right), l.points[mesh::chin]);
}

EyeOpenness eyes_open(const Landmarks& l) { return {.left = widest(l, left_lids), .right = widest(l, right_lids)}; }

double mouth_open(const Landmarks& l) { return widest(l, inner_lips); }

}  // namespace motcua::portrait
