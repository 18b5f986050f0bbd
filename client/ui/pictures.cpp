#include "client/ui/pictures.hpp"

#include <array>
#include <cmath>

namespace motcua::ui {
namespace {

constexpr float pi = 3.14159265F;
constexpr Colour skin{224, 178, 140};
constexpr Colour hair{44, 36, 34};

// Drawing in units of the picture: 100 wide, whatever high.
class Sheet {
public:
    Sheet(Painter& painter, const Theme& colours, const Rect& rect) : paint(painter), theme(colours), rect_(rect), unit_(rect.w / 100) {}

    void box(float x, float y, float w, float h, Colour colour, float radius = 0) { paint.fill(place(x, y, w, h), colour, radius * unit_); }
    void edge(float x, float y, float w, float h, Colour colour, float thickness, float radius = 0) {
        paint.frame(place(x, y, w, h), colour, thickness * unit_, radius * unit_);
    }
    void dot(float x, float y, float radius, Colour colour) { paint.disc(at(x, y), radius * unit_, colour); }
    void circle(float x, float y, float radius, Colour colour, float thickness) { paint.ring(at(x, y), radius * unit_, colour, thickness * unit_); }
    void stroke(std::initializer_list<Point> points, Colour colour, float thickness) {
        std::vector<Point> placed;
        for (const Point& point : points) placed.push_back(at(point.x, point.y));
        paint.polyline(placed, colour, thickness * unit_);
    }
    void shape(std::initializer_list<Point> points, Colour colour) {
        std::vector<Point> placed;
        for (const Point& point : points) placed.push_back(at(point.x, point.y));
        paint.polygon(placed, colour);
    }
    void ellipse(float x, float y, float rx, float ry, Colour colour) {
        std::vector<Point> points;
        for (int i = 0; i < 48; ++i) {
            const float angle = 2 * pi * static_cast<float>(i) / 48;
            points.push_back(at(x + rx * std::cos(angle), y + ry * std::sin(angle)));
        }
        paint.polygon(points, colour);
    }
    void bow(float x, float y, float radius, float from, float to, Colour colour, float thickness) { paint.arc(at(x, y), radius * unit_, from, to, colour, thickness * unit_); }

    void clip(float x, float y, float w, float h) { paint.clip(place(x, y, w, h)); }
    void unclip() { paint.unclip(); }

    Painter& paint;
    const Theme& theme;

private:
    [[nodiscard]] Point at(float x, float y) const { return {rect_.x + x * unit_, rect_.y + y * unit_}; }
    [[nodiscard]] Rect place(float x, float y, float w, float h) const { return {rect_.x + x * unit_, rect_.y + y * unit_, w * unit_, h * unit_}; }
    Rect rect_;
    float unit_;
};

void tick(Sheet& s, float x, float y, float size) {
    s.dot(x, y, size, s.theme.success);
    s.stroke({{x - size * 0.45F, y}, {x - size * 0.1F, y + size * 0.36F}, {x + size * 0.48F, y - size * 0.36F}}, s.theme.on_success, size * 0.24F);
}

void cross(Sheet& s, float x, float y, float size) {
    s.dot(x, y, size, s.theme.error);
    const float d = size * 0.38F;
    s.stroke({{x - d, y - d}, {x + d, y + d}}, s.theme.on_error, size * 0.24F);
    s.stroke({{x + d, y - d}, {x - d, y + d}}, s.theme.on_error, size * 0.24F);
}

void person(Sheet& s, float x, float y, float size) {
    s.ellipse(x, y + size * 1.62F, size * 1.3F, size * 0.72F, s.theme.accent);
    s.box(x - size * 0.28F, y + size * 0.5F, size * 0.56F, size * 0.62F, skin, size * 0.2F);
    s.ellipse(x, y - size * 0.16F, size * 0.76F, size * 0.86F, hair);
    s.ellipse(x, y + size * 0.08F, size * 0.62F, size * 0.78F, skin);
    s.dot(x - size * 0.24F, y + size * 0.02F, size * 0.07F, hair);
    s.dot(x + size * 0.24F, y + size * 0.02F, size * 0.07F, hair);
    s.stroke({{x - size * 0.19F, y + size * 0.42F}, {x + size * 0.19F, y + size * 0.42F}}, hair, size * 0.06F);  // no smile
}

void framed_person(Sheet& s, const Rect& frame, Point head, float size) {
    s.clip(frame.x, frame.y, frame.w, frame.h);
    person(s, head.x, head.y, size);
    s.unclip();
}

// One good portrait, three that are sent back: too far, dark glasses, a hat.
void portrait_how(Sheet& s) {
    s.box(0, 0, 44, 58, s.theme.surface, 2);
    framed_person(s, {0.6F, 0.6F, 42.8F, 56.8F}, {22, 27}, 15);
    s.edge(0, 0, 44, 58, s.theme.success, 1, 2);
    tick(s, 38, 52, 4.6F);
    for (const float y : {0.0F, 20.0F, 40.0F}) s.box(56, y, 44, 18, s.theme.surface, 2);
    framed_person(s, {56.5F, 0.5F, 43, 17}, {74, 10}, 2.6F);
    framed_person(s, {56.5F, 20.5F, 43, 17}, {74, 28}, 5.4F);
    s.box(70.2F, 27, 3.4F, 2.4F, hair, 0.9F);
    s.box(74.6F, 27, 3.4F, 2.4F, hair, 0.9F);
    framed_person(s, {56.5F, 40.5F, 43, 17}, {74, 49}, 5.4F);
    s.box(70, 42.6F, 8, 4.4F, s.theme.warning, 2);
    s.box(67.4F, 46.2F, 13.2F, 1.4F, s.theme.warning, 0.7F);
    for (const float y : {0.0F, 20.0F, 40.0F}) {
        s.edge(56, y, 44, 18, s.theme.line, 0.6F, 2);
        cross(s, 94, y + 9, 3.4F);
    }
}

void slip(Sheet& s) {
    s.box(16, 3, 66, 64, s.theme.line, 2.4F);
    s.box(14, 1, 66, 64, s.theme.surface, 2.4F);
    s.edge(14, 1, 66, 64, s.theme.border, 0.6F, 2.4F);
    s.box(14, 1, 66, 10, s.theme.accent, 2.4F);
    s.box(20, 4.6F, 26, 2.6F, s.theme.on_accent, 1);
    constexpr std::array<std::string_view, 9> cells{"111010111", "101001101", "111011111", "000110010", "110101101", "010011010", "111001101", "101011010", "111010111"};
    for (std::size_t row = 0; row < cells.size(); ++row) {
        for (std::size_t column = 0; column < cells[row].size(); ++column) {
            if (cells[row][column] == '1') s.box(20 + 2.6F * static_cast<float>(column), 17 + 2.6F * static_cast<float>(row), 2.65F, 2.65F, s.theme.ink);
        }
    }
    s.box(50, 17, 24, 2.4F, s.theme.ink, 1);
    for (int i = 0; i < 4; ++i) s.box(50, 23.5F + 5 * static_cast<float>(i), i % 2 == 0 ? 22.0F : 16.0F, 1.8F, s.theme.muted, 0.9F);
    for (int i = 0; i < 4; ++i) s.box(20, 47 + 4.4F * static_cast<float>(i), i == 3 ? 30.0F : 54.0F, 1.6F, s.theme.line, 0.8F);
}

void counter(Sheet& s) {
    s.box(0, 0, 100, 58, s.theme.surface, 2);
    s.box(8, 6, 30, 13, s.theme.accent, 1.6F);
    s.box(12, 10, 22, 2, s.theme.on_accent, 1);
    s.box(12, 14, 14, 1.6F, s.theme.on_accent, 0.8F);
    framed_person(s, {48, 0, 52, 30}, {72, 18}, 7);
    s.box(48, 30, 52, 4, s.theme.border, 1);
    s.box(50, 34, 50, 24, s.theme.accent_soft);
    s.box(54, 22.5F, 9, 7.5F, s.theme.ink, 0.8F);
    s.box(55, 23.5F, 7, 5.5F, s.theme.accent, 0.4F);
    framed_person(s, {0, 0, 48, 55}, {24, 32}, 9);
    s.box(35, 34, 9, 12, s.theme.paper, 0.8F);
    s.edge(35, 34, 9, 12, s.theme.border, 0.5F, 0.8F);
    s.box(37, 37, 5, 4.4F, s.theme.ink);
    s.box(0, 55, 100, 3, s.theme.line);
}

void success(Sheet& s) {
    s.dot(50, 28, 25, s.theme.success_soft);
    s.dot(50, 28, 18, s.theme.success);
    s.stroke({{41, 28.5F}, {47.5F, 35}, {60, 21}}, s.theme.on_success, 3.6F);
}

void documents(Sheet& s) {
    s.box(8, 6, 34, 46, s.theme.accent, 2.4F);
    s.circle(25, 23, 7.5F, s.theme.on_accent, 0.9F);
    s.ellipse(25, 23, 3.2F, 7, s.theme.on_accent);
    s.ellipse(25, 23, 2.3F, 6.2F, s.theme.accent);
    s.box(17.5F, 22.6F, 15, 0.9F, s.theme.on_accent);
    s.box(15, 38, 20, 2, s.theme.on_accent, 1);
    s.box(18, 42.5F, 14, 1.6F, s.theme.on_accent, 0.8F);
    s.box(50, 20, 44, 28, s.theme.surface, 2.4F);
    s.edge(50, 20, 44, 28, s.theme.border, 0.7F, 2.4F);
    s.box(50, 20, 44, 6, s.theme.accent_soft, 2.4F);
    framed_person(s, {53, 28, 15, 16}, {60.4F, 35}, 4.8F);
    for (int i = 0; i < 4; ++i) s.box(71, 31 + 4 * static_cast<float>(i), i % 2 == 0 ? 18.0F : 13.0F, 1.7F, s.theme.muted, 0.8F);
}

void phone(Sheet& s) {
    s.box(35, 1, 30, 54, s.theme.ink, 4);
    s.box(36.6F, 5, 26.8F, 45, s.theme.paper, 1);
    s.box(40, 12, 20, 12, s.theme.accent_soft, 2);
    for (int i = 0; i < 6; ++i) s.box(42.4F + 2.7F * static_cast<float>(i), 16, 1.8F, 4, s.theme.accent, 0.4F);
    s.box(40, 28, 20, 2, s.theme.line, 1);
    s.box(40, 32, 14, 2, s.theme.line, 1);
    s.box(40, 41, 20, 5.4F, s.theme.accent, 1.4F);
    s.bow(66, 12, 8, -0.35F * pi, 0.15F * pi, s.theme.accent, 1.2F);
    s.bow(66, 12, 12.5F, -0.35F * pi, 0.15F * pi, s.theme.accent, 1.2F);
}

void office(Sheet& s) {
    s.box(0, 52, 100, 3, s.theme.line);
    s.box(20, 20, 60, 32, s.theme.surface);
    s.edge(20, 20, 60, 32, s.theme.border, 0.6F);
    s.shape({{16, 20}, {50, 6}, {84, 20}}, s.theme.accent);
    for (int i = 0; i < 5; ++i) s.box(25 + 11.4F * static_cast<float>(i), 23, 4.4F, 29, i == 2 ? s.theme.surface : s.theme.accent_soft);
    s.box(43, 32, 14, 20, s.theme.accent, 1);
    s.bow(50, 36.5F, 4.4F, pi, 2 * pi, s.theme.on_accent, 0.9F);
    s.dot(54, 43, 0.9F, s.theme.on_accent);
    s.box(16, 50, 68, 2.4F, s.theme.border);
}

void clock_face(Sheet& s) {
    s.dot(50, 28, 24, s.theme.accent_soft);
    s.dot(50, 28, 20, s.theme.paper);
    s.circle(50, 28, 20, s.theme.accent, 2.2F);
    for (int i = 0; i < 12; ++i) {
        const float angle = 2 * pi * static_cast<float>(i) / 12;
        s.dot(50 + 15.6F * std::cos(angle), 28 + 15.6F * std::sin(angle), i % 3 == 0 ? 1.2F : 0.7F, s.theme.muted);
    }
    s.stroke({{50, 28}, {50, 16.5F}}, s.theme.ink, 1.8F);
    s.stroke({{50, 28}, {58, 32.5F}}, s.theme.ink, 1.8F);
    s.dot(50, 28, 1.8F, s.theme.accent);
}

struct Named {
    std::string_view name;
    float aspect;
    void (*draw)(Sheet&);
};

constexpr std::array pictures{
    Named{"portrait-how", 0.58F, portrait_how}, Named{"slip", 0.68F, slip},           Named{"counter", 0.58F, counter},
    Named{"success", 0.56F, success},           Named{"documents", 0.56F, documents}, Named{"phone", 0.56F, phone},
    Named{"office", 0.56F, office},             Named{"clock", 0.56F, clock_face}};

constexpr std::array<std::string_view, pictures.size()> names = [] {
    std::array<std::string_view, pictures.size()> all{};
    for (std::size_t i = 0; i < pictures.size(); ++i) all[i] = pictures[i].name;
    return all;
}();

}  // namespace

float picture_aspect(std::string_view name) {
    for (const Named& picture : pictures) {
        if (picture.name == name) return picture.aspect;
    }
    return 0.6F;
}

void paint_picture(Painter& painter, const Theme& colours, std::string_view name, const Rect& rect) {
    Sheet sheet(painter, colours, rect);
    for (const Named& picture : pictures) {
        if (picture.name == name) picture.draw(sheet);
    }
}

std::span<const std::string_view> picture_names() { return names; }

}  // namespace motcua::ui
