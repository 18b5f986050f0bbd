#include "client/ui/painter.hpp"

#include <cmath>

#include "imgui.h"
#include "imgui_internal.h"

namespace motcua::ui {
namespace {

ImU32 packed(Colour colour) { return IM_COL32(colour.r, colour.g, colour.b, 255); }
ImVec2 vec(Point point) { return {point.x, point.y}; }

// Small text at low resolution needs quarter-pixel steps to be spaced evenly; at phone resolutions whole pixels do.
int quarter_of(float pen, float dpr, float& whole) {
    const int steps = dpr < 1.5F ? 4 : (dpr < 2.5F ? 2 : 1);
    const float snapped = std::floor(pen * static_cast<float>(steps) + 0.5F) / static_cast<float>(steps);
    whole = std::floor(snapped);
    return static_cast<int>(std::lround((snapped - whole) * 4));
}

}  // namespace

Painter::Painter(const Fonts& fonts, GlyphAtlas& atlas)
    : fonts_(&fonts), atlas_(&atlas), shared_(std::make_unique<ImDrawListSharedData>()), list_(std::make_unique<ImDrawList>(shared_.get())) {
    shared_->InitialFlags = ImDrawListFlags_AntiAliasedLines | ImDrawListFlags_AntiAliasedFill;
    shared_->TexUvWhitePixel = {GlyphAtlas::white_texel, GlyphAtlas::white_texel};
}

Painter::~Painter() = default;

void Painter::begin(float device_px_per_css_px, float width, float height) {
    dpr_ = device_px_per_css_px;
    shared_->ClipRectFullscreen = {0, 0, width, height};
    shared_->SetCircleTessellationMaxError(0.25F / dpr_);
    list_->_ResetForNewFrame();
    list_->_FringeScale = 1.0F / dpr_;
    list_->PushClipRectFullScreen();
    list_->PushTextureID(nullptr);
    list_->ChannelsSplit(layer_count);
    layer(Layer::content);
}

void Painter::end() {
    list_->ChannelsMerge();
    list_->_PopUnusedDrawCmd();
}

void Painter::layer(Layer layer) {
    layer_ = layer;
    list_->ChannelsSetCurrent(static_cast<int>(layer));
}

void Painter::fill(const Rect& rect, Colour colour, float radius) {
    list_->AddRectFilled({rect.x, rect.y}, {rect.right(), rect.bottom()}, packed(colour), radius);
}

void Painter::frame(const Rect& rect, Colour colour, float thickness, float radius) {
    // ImGui strokes along the middle of the edge, and takes half a px off on its own
    const float inset = thickness / 2 - 0.5F;
    list_->AddRect({rect.x + inset, rect.y + inset}, {rect.right() - inset, rect.bottom() - inset}, packed(colour), radius, 0, thickness);
}

void Painter::disc(Point centre, float radius, Colour colour) { list_->AddCircleFilled(vec(centre), radius, packed(colour)); }

void Painter::ring(Point centre, float radius, Colour colour, float thickness) {
    list_->AddCircle(vec(centre), radius - thickness / 2 + 0.5F, packed(colour), 0, thickness);
}

void Painter::line(Point a, Point b, Colour colour, float thickness) {
    list_->PathLineTo(vec(a));
    list_->PathLineTo(vec(b));
    list_->PathStroke(packed(colour), 0, thickness);
}

void Painter::polyline(const std::vector<Point>& points, Colour colour, float thickness, bool closed) {
    for (const Point& point : points) list_->PathLineTo(vec(point));
    list_->PathStroke(packed(colour), closed ? ImDrawFlags_Closed : 0, thickness);
}

void Painter::polygon(const std::vector<Point>& points, Colour colour) {
    for (const Point& point : points) list_->PathLineTo(vec(point));
    list_->PathFillConvex(packed(colour));
}

void Painter::glyph(char32_t code_point, const TextStyle& style, Colour colour, float pen_device, float baseline_device) {
    float whole = 0;
    const int quarter = quarter_of(pen_device, dpr_, whole);
    const GlyphPlace& place = atlas_->place(code_point, style.weight, style.size * dpr_, quarter);
    if (place.width == 0) return;
    const ImVec2 from{(whole + static_cast<float>(place.left)) / dpr_, (baseline_device + static_cast<float>(place.top)) / dpr_};
    const ImVec2 to{from.x + static_cast<float>(place.width) / dpr_, from.y + static_cast<float>(place.height) / dpr_};
    const ImVec2 uv_from{static_cast<float>(place.x), static_cast<float>(place.y)};
    const ImVec2 uv_to{uv_from.x + static_cast<float>(place.width), uv_from.y + static_cast<float>(place.height)};
    list_->PrimReserve(6, 4);
    list_->PrimRectUV(from, to, uv_from, uv_to, packed(colour));
}

void Painter::text_line(const TextStyle& style, Colour colour, std::string_view text, float x, float top) {
    const float leading = (style.line - font_ascent - font_descent) / 2 * style.size;
    const float baseline = std::floor((top + leading + font_ascent * style.size) * dpr_ + 0.5F);
    float pen = x * dpr_;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t code_point = next_code_point(text, at);
        if (code_point > U' ') glyph(code_point, style, colour, pen, baseline);
        pen += fonts_->advance(code_point, style.weight) * style.size * dpr_;
    }
}

void Painter::clip(const Rect& rect) { list_->PushClipRect({rect.x, rect.y}, {rect.right(), rect.bottom()}, true); }
void Painter::unclip() { list_->PopClipRect(); }

}  // namespace motcua::ui
