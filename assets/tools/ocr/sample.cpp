#include "assets/tools/ocr/sample.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "shared/document/pyramid.hpp"

namespace motcua::ocr_training {
namespace {

using document::Cell;
using document::Vec;

constexpr int letters = 5, margin = 24;
constexpr int canvas_width = letters * Atlas::cell_width + 2 * margin, canvas_height = Atlas::cell_height;

/// Ink on the canvas, 0..1.
struct Canvas {
    std::vector<float> ink = std::vector<float>(static_cast<std::size_t>(canvas_width * canvas_height));
    float& at(int x, int y) { return ink[static_cast<std::size_t>(y * canvas_width + x)]; }
    [[nodiscard]] double between(double x, double y) const {
        if (x < 0 || y < 0 || x >= canvas_width - 1 || y >= canvas_height - 1) return 0;
        const int left = static_cast<int>(x), top = static_cast<int>(y);
        const float* p = ink.data() + static_cast<std::size_t>(top * canvas_width + left);
        const double u = x - left, v = y - top;
        return (p[0] * (1 - u) + p[1] * u) * (1 - v) + (p[canvas_width] * (1 - u) + p[canvas_width + 1] * u) * v;
    }
};

using Text = std::array<int, letters>;

/// Fillers stand beside others of their kind; everything else is as likely as everything else.
Text any_text(Random& random) {
    Text out{};
    const double fillers = random.chance(0.3) ? 0.6 : 0.05;
    for (int& c : out) c = random.chance(fillers) ? static_cast<int>(document::alphabet.size()) - 1 : random.below(static_cast<int>(document::alphabet.size()));
    return out;
}

/// Prints with holes where the ink did not take and with specks where it should not be.
Canvas print(const Atlas& atlas, const Text& text, Random& random) {
    Canvas canvas;
    const int style = random.below(atlas.styles);
    const double holes = random.chance(0.3) ? random.uniform(0, 0.5) : 0;
    for (int i = 0; i < letters; ++i)
        for (int y = 0; y < Atlas::cell_height; ++y)
            for (int x = 0; x < Atlas::cell_width; ++x)
                canvas.at(margin + i * Atlas::cell_width + x, y) =
                    static_cast<float>(atlas.ink(style, text[static_cast<std::size_t>(i)], x, y) / 255.0);
    for (int n = static_cast<int>(holes * 60); n > 0; --n) {
        const int cx = random.below(canvas_width), cy = random.below(canvas_height), r = 1 + random.below(3);
        const float value = random.chance(0.8) ? 0.f : 0.8f;
        for (int y = std::max(cy - r, 0); y < std::min(cy + r, canvas_height); ++y)
            for (int x = std::max(cx - r, 0); x < std::min(cx + r, canvas_width); ++x) canvas.at(x, y) = value;
    }
    return canvas;
}

void box_rows(std::vector<float>& data, int lines, int size, int step, int line_step, int radius) {
    std::vector<float> line(static_cast<std::size_t>(size));
    for (int l = 0; l < lines; ++l) {
        float* p = data.data() + l * line_step;
        for (int i = 0; i < size; ++i) line[static_cast<std::size_t>(i)] = p[i * step];
        float sum = 0;
        for (int i = -radius; i < size; ++i) {
            if (i + radius < size) sum += line[static_cast<std::size_t>(i + radius)];
            if (i - radius - 1 >= 0) sum -= line[static_cast<std::size_t>(i - radius - 1)];
            if (i >= 0) p[i * step] = sum / static_cast<float>(2 * radius + 1);
        }
    }
}

/// Two passes of a box: what lens, pixel size and shaking do, in canvas pixels.
void blur(Canvas& canvas, int radius_x, int radius_y) {
    for (int pass = 0; pass < 2; ++pass) {
        if (radius_x > 0) box_rows(canvas.ink, canvas_height, canvas_width, 1, canvas_width, radius_x);
        if (radius_y > 0) box_rows(canvas.ink, canvas_width, canvas_height, canvas_width, 1, radius_y);
    }
}

/// From the canvas to the picture: p = offset + right * x + down * y.
struct View {
    Vec right{}, down{}, offset{};
    double pitch = 0;
    [[nodiscard]] Vec to_canvas(Vec p) const {
        const double area = document::cross(right, down);
        const Vec d = p - offset;
        return {document::cross(d, down) / area, document::cross(right, d) / area};
    }
    [[nodiscard]] Vec to_picture(Vec c) const { return offset + right * c.x + down * c.y; }
};

View any_view(Random& random) {
    View view;
    view.pitch = 5.5 * std::pow(5.0, random.uniform(0, 1) * random.uniform(0.3, 1));
    const double scale = view.pitch / Atlas::cell_width, angle = random.uniform(-0.06, 0.06), slant = random.uniform(-0.12, 0.12);
    const double stretch = random.uniform(0.85, 1.18);
    view.right = Vec{std::cos(angle), std::sin(angle)} * scale;
    view.down = (document::quarter_turn(view.right) + view.right * slant) * stretch;
    view.offset = Vec{8 + random.uniform(0, 1), 10 + random.uniform(0, 1)};
    return view;
}

/// Light, paper and noise of one picture.
struct Scene {
    double paper, contrast, slope_x, slope_y, noise, wave, wave_x, wave_y, wave_phase, wave2, wave2_x, wave2_y;
};

Scene any_scene(Random& random) {
    Scene s{};
    s.paper = random.uniform(60, 255);
    s.contrast = random.uniform(0.25, 0.95) * s.paper;
    s.slope_x = random.chance(0.3) ? random.uniform(-0.4, 0.4) : 0;
    s.slope_y = random.chance(0.3) ? random.uniform(-0.4, 0.4) : 0;
    s.noise = random.chance(0.6) ? random.uniform(0, 0.1) : random.uniform(0, 0.02);
    s.wave = random.chance(0.4) ? random.uniform(0, 0.2) : 0;
    s.wave2 = random.chance(0.3) ? random.uniform(0, 0.2) : 0;
    s.wave_x = random.uniform(-0.3, 0.3), s.wave_y = random.uniform(-0.3, 0.3), s.wave_phase = random.uniform(0, 6.3);
    s.wave2_x = random.uniform(-0.3, 0.3), s.wave2_y = random.uniform(-0.3, 0.3);
    return s;
}

picture::Picture expose(const Canvas& canvas, const View& view, const Scene& s, Random& random) {
    const int width = static_cast<int>(view.pitch * (letters + 1)) + 16, height = static_cast<int>(view.pitch * 2) + 16;
    picture::Picture out = picture::blank(width, height, 1, 0);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const Vec c = view.to_canvas({x + 0.5, y + 0.5});
            double v = s.paper * (1 + s.slope_x * (c.x / canvas_width - 0.5) + s.slope_y * (c.y / canvas_height - 0.5));
            if (s.wave > 0) v -= s.contrast * s.wave * (1 + std::sin(s.wave_x * c.x + s.wave_y * c.y + s.wave_phase));
            if (s.wave2 > 0) v -= s.contrast * s.wave2 * (1 + std::sin(s.wave2_x * c.x + s.wave2_y * c.y));
            const double ink = canvas.between(c.x, c.y);
            v = v * (1 - ink) + std::min(v, s.paper - s.contrast) * ink + s.contrast * s.noise * random.normal();
            out.row(y)[x] = static_cast<std::uint8_t>(std::clamp(v + 0.5, 0.0, 255.0));
        }
    return out;
}

/// Where the reader believes the character to be: near where it is.
Cell near(const View& view, int i, Random& random) {
    const double foot = Atlas::capital_foot, top = Atlas::capital_top;
    const Vec middle{margin + (i + 0.5) * Atlas::cell_width + random.uniform(-4.5, 4.5), (foot + top) / 2 + random.uniform(-4.5, 4.5)};
    return {.centre = view.to_picture(middle),
            .right = view.right * (Atlas::cell_width * random.uniform(0.95, 1.05)),
            .down = document::quarter_turn(view.right) * ((foot - top) * random.uniform(0.88, 1.12) * document::length(view.down) / document::length(view.right))};
}

}  // namespace

void photograph(const Atlas& atlas, Random& random, std::vector<Example>& out) {
    const Text text = any_text(random);
    Canvas canvas = print(atlas, text, random);
    const View view = any_view(random);
    const double pixel = Atlas::cell_width / view.pitch;  // canvas pixels in one of the picture's
    const double softness = random.chance(0.5) ? random.uniform(0.2, 0.5) : random.uniform(0.3, 1.2);
    const double least = std::min(softness * pixel, 7.5);
    const double shake = random.chance(0.15) ? random.uniform(0, 4) : 0;
    blur(canvas, static_cast<int>(least + shake + 0.5), static_cast<int>(least + 0.5));
    picture::Picture picture = expose(canvas, view, any_scene(random), random);
    if (random.chance(0.5))
        if (const auto jpeg = picture::encode_jpeg(picture, 20 + random.below(75)); jpeg)
            if (auto back = picture::decode(*jpeg, picture::Colour::grey); back) picture = *std::move(back);
    const document::Pyramid pyramid(std::move(picture));
    for (int i = 1; i + 1 < letters; ++i)
        out.push_back({.glyph = document::cut(pyramid, near(view, i, random)), .character = text[static_cast<std::size_t>(i)], .pitch = view.pitch});
}

}  // namespace motcua::ocr_training
