// Painting with Dear ImGui's draw list: shapes, text from the glyph atlas, and layers (grounds are painted under what is
// laid out before their height is known; a list of suggestions lies over everything). No ImGui context, no window, no GL.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "client/ui/glyph_atlas.hpp"
#include "client/ui/sem.hpp"
#include "client/ui/text.hpp"
#include "client/ui/theme.hpp"

struct ImDrawList;
struct ImDrawListSharedData;

namespace motcua::ui {

enum class Align : std::uint8_t { start, centre, end };

/// Layers from bottom to top. Cards may be nested four deep.
enum class Layer : std::uint8_t { ground_0, ground_1, ground_2, ground_3, content, popup };
constexpr int layer_count = 6;

struct Point {
    float x, y;
};

class Painter {
public:
    Painter(const Fonts& fonts, GlyphAtlas& atlas);
    ~Painter();
    Painter(const Painter&) = delete;
    Painter& operator=(const Painter&) = delete;

    void begin(float device_px_per_css_px, float width, float height);
    void end();  ///< merges the layers
    void layer(Layer layer);
    [[nodiscard]] Layer layer() const { return layer_; }

    void fill(const Rect& rect, Colour colour, float radius = 0);
    void frame(const Rect& rect, Colour colour, float thickness, float radius = 0);  ///< inside the rectangle
    void disc(Point centre, float radius, Colour colour);
    void ring(Point centre, float radius, Colour colour, float thickness);
    void line(Point a, Point b, Colour colour, float thickness);
    void polyline(const std::vector<Point>& points, Colour colour, float thickness, bool closed = false);
    void polygon(const std::vector<Point>& points, Colour colour);  ///< convex
    /// One line of text, `top` is the top of its line box.
    void text_line(const TextStyle& style, Colour colour, std::string_view text, float x, float top);
    void clip(const Rect& rect);
    void unclip();

    [[nodiscard]] const ImDrawList& list() const { return *list_; }
    [[nodiscard]] const Fonts& fonts() const { return *fonts_; }

private:
    void glyph(char32_t code_point, const TextStyle& style, Colour colour, float pen_device, float baseline_device);

    const Fonts* fonts_;
    GlyphAtlas* atlas_;
    std::unique_ptr<ImDrawListSharedData> shared_;
    std::unique_ptr<ImDrawList> list_;
    Layer layer_ = Layer::content;
    float dpr_ = 1;
};

}  // namespace motcua::ui
