#include "server/registry/demo_face_shape.hpp"

#include <algorithm>
#include <cmath>

namespace motcua::demo {
namespace {

constexpr double left = Relief::left, top = Relief::top, step = Relief::step;
constexpr int columns = Relief::columns, rows = Relief::rows;

double bump(double x, double y, double cx, double cy, double sx, double sy) {
    const double u = (x - cx) / sx, v = (y - cy) / sy;
    return std::exp(-(u * u + v * v) / 2);
}
/// The same on both sides of the face.
double pair(double x, double y, double cx, double cy, double sx, double sy) { return bump(std::abs(x), y, cx, cy, sx, sy); }

double skull(const Traits& t, double x, double y) {
    const double w = half_width(t, y);
    if (w <= 0.02) return -1;
    const double u = std::abs(x) / w;
    if (u >= 1) return -0.25 - 2 * (u - 1);
    const double front = 0.92 - 0.30 * std::pow(std::max(0.0, (-y - 0.5) / 1.1), 2) - t.forehead_depth * smooth(-0.3, -1.2, y) -
                         0.06 * smooth(0.9, 1.6, y);
    return front * std::pow(1 - std::pow(u, 2.3), 0.52);
}

double nose(const Traits& t, double x, double y) {
    const double length = t.nose_length, along = std::clamp((y + 0.12) / (length + 0.04), 0.0, 1.2);
    const double rise = t.nose_bridge + (t.nose_height - t.nose_bridge) * along * along;
    const double end = 1 - smooth(length - 0.06, length + 0.10, y), begin = smooth(-0.32, -0.05, y);
    const double width = 0.085 + (t.nose_width * 0.42 - 0.05) * along * along;
    const double ridge = rise * begin * end * std::exp(-x * x / (2 * width * width));
    const double tip = 0.10 * bump(x, y, 0, length - 0.08, t.nose_tip, 0.09);
    const double wings = 0.15 * pair(x, y, t.nose_width * 0.74, length - 0.02, t.nose_width * 0.34, 0.085);
    return ridge + tip + wings;
}

double mouth(const Traits& t, const Day& day, double x, double y) {
    const double wide = t.mouth_half * (1 + 0.10 * day.smile), curve = 0.05 * day.smile * std::pow(std::abs(x) / wide, 2);
    const double v = y - t.mouth_y + curve;
    double h = 0.07 * bump(x, v, 0, 0, 0.42, 0.26);
    h += 0.055 * std::exp(-std::pow(x / (wide * 0.8), 4)) * bump(0, v, 0, -0.045, 1, 0.045);
    h += 0.075 * std::exp(-std::pow(x / (wide * 0.72), 4)) * bump(0, v, 0, 0.075, 1, 0.055);
    h -= 0.050 * std::exp(-std::pow(x / wide, 6)) * bump(0, v, 0, 0.0, 1, 0.018);
    h -= 0.035 * bump(x, v, 0, 0.2, 0.22, 0.06);
    return h - 0.02 * bump(x, v, 0, -0.17, 0.045, 0.08);
}

double folds(const Traits& t, const Day& day, double x, double y) {
    const double depth = t.fold + 0.02 * std::max(0.0, day.smile), along = (y - t.nose_length) / (t.mouth_y - t.nose_length);
    const double line = t.nose_width + 0.06 + (t.mouth_half * 1.12 - t.nose_width) * along;
    const double reach = smooth(-0.3, 0.1, along) * (1 - smooth(0.9, 1.5, along));
    double h = -depth * reach * bump(std::abs(x), 0, line, 0, 0.045, 1);
    h -= 0.022 * t.age * pair(x, y, t.eye_x, 0.2, 0.2, 0.03);
    for (int i = 0; i < 3; ++i)
        h -= 0.016 * t.age * t.age * std::exp(-std::pow(x / 0.5, 4)) * bump(0, y, 0, -0.55 - 0.13 * i + 0.03 * x * x, 1, 0.018);
    return h;
}

double relief(const Traits& t, const Day& day, double x, double y) {
    double h = skull(t, x, y);
    if (h < -0.2) return h;
    h += 0.05 * pair(x, y, 0.36, t.brow_y + 0.02, 0.26, 0.09) * (t.man ? 1.4 : 0.7);
    h -= t.socket * pair(x, y, t.eye_x * 0.9, t.eye_y - 0.02, 0.22, 0.15);
    h += 0.07 * pair(x, y, t.eye_x, t.eye_y, 0.17, 0.11);
    h += t.cheekbone * pair(x, y, 0.66, 0.32, 0.2, 0.16) +
         (t.cheek + 0.05 * std::max(0.0, day.smile)) * pair(x, y, 0.50, 0.62, 0.22, 0.24);
    h += nose(t, x, y) + mouth(t, day, x, y) + folds(t, day, x, y);
    h += t.lumpy *
         (fractal(std::abs(x) * 2.3 + 3, y * 2.3, t.texture + 1, 2) + fractal(x * 3 + 9, y * 3, t.texture + 2, 2) * 0.3 - 0.65);
    return h + t.chin_bump * bump(x, y, 0, t.chin - 0.17, 0.22, 0.14);
}

std::vector<float> blurred(const std::vector<float>& map, int radius) {
    std::vector<float> out(map.size()), half(map.size());
    auto pass = [&](const std::vector<float>& from, std::vector<float>& to, int count, int lines, int stride, int line_stride) {
        for (int l = 0; l < lines; ++l)
            for (int i = 0; i < count; ++i) {
                float sum = 0;
                for (int k = -radius; k <= radius; ++k)
                    sum += from[static_cast<std::size_t>(std::clamp(i + k, 0, count - 1) * stride + l * line_stride)];
                to[static_cast<std::size_t>(i * stride + l * line_stride)] = sum / static_cast<float>(2 * radius + 1);
            }
    };
    pass(map, half, columns, rows, 1, columns);
    pass(half, out, rows, columns, columns, 1);
    return out;
}

}  // namespace

double half_width(const Traits& t, double y) {
    if (y <= -t.crown || y >= t.chin) return 0;
    if (y < 0) return t.face_width * std::pow(1 - std::pow(-y / t.crown, 2.6), 0.46);
    // cheeks to chin: a square jaw keeps its width and then turns, a narrow one runs to the chin
    const double v = y / t.chin, power = 2.3 + 2.6 * t.jaw_square, narrow = 1 - (0.10 + 0.22 * t.jaw_narrow) * v * v;
    return t.face_width * narrow * std::pow(1 - std::pow(v, power), 0.53);
}

Relief::Relief(const Traits& traits, const Day& day)
    : height_(static_cast<std::size_t>(columns) * rows), hollow_(height_.size()) {
    for (int j = 0; j < rows; ++j)
        for (int i = 0; i < columns; ++i)
            height_[static_cast<std::size_t>(j * columns + i)] =
                static_cast<float>(relief(traits, day, left + i * step, top + j * step));
    const std::vector<float> level = blurred(height_, 10);
    for (std::size_t i = 0; i < height_.size(); ++i) hollow_[i] = std::max(0.0f, level[i] - height_[i]);
}

Vector Relief::normal(double x, double y) const {
    const double e = 1.5 * step;
    return unit({-(height(x + e, y) - height(x - e, y)) / (2 * e), -(height(x, y + e) - height(x, y - e)) / (2 * e), 1});
}

}  // namespace motcua::demo
