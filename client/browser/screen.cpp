#include "client/browser/screen.hpp"

#include <functional>
#include <string_view>
#include <utility>

#include "client/browser/script.hpp"
#include "client/ui/dom.hpp"
#include "imgui.h"

namespace motcua::client {

float BrowserGlyphs::advance(char32_t code_point, ui::Weight weight) {
    const std::uint64_t key = static_cast<std::uint64_t>(code_point) * 2 + (weight == ui::Weight::bold ? 1 : 0);
    const auto known = advances_.find(key);
    if (known != advances_.end()) return known->second;
    const float advance = js_glyph_advance(static_cast<int>(code_point), weight == ui::Weight::bold ? 1 : 0);
    advances_.emplace(key, advance);
    return advance;
}

ui::GlyphBitmap BrowserGlyphs::raster(char32_t code_point, ui::Weight weight, float device_px) {
    buffer_.resize(512 * 512);
    int box[4] = {};
    const int size = js_glyph(static_cast<int>(code_point), weight == ui::Weight::bold ? 1 : 0, device_px, buffer_.data(), static_cast<int>(buffer_.size()), box);
    if (size <= 0) return {};
    return {.left = box[0], .top = box[1], .width = box[2], .height = box[3], .coverage = {buffer_.begin(), buffer_.begin() + size}};
}

Screen::Screen(std::string regular_font, std::string bold_font) : fonts_(std::move(regular_font), std::move(bold_font), &glyphs_), kit_(fonts_) {}

void Screen::set_environment(const ui::Environment& environment) {
    kit_.set_environment(environment);
    const std::string css = ui::css_variables(kit_.colours());
    js_colours(css.data(), static_cast<int>(css.size()));
}

void Screen::show(const std::function<void(ui::View&)>& page) {
    kit_.frame(page);
    if (const std::string& language = kit_.tree().lang; language != language_) {
        language_ = language;
        if (js_glyphs_for(language_.c_str()) != 0) {
            forget_glyphs();
            kit_.frame(page);
        }
    }
    paint();
    commit();
}

void Screen::repaint() {
    kit_.atlas().mark_all_dirty();
    shown_ = 0;
}

void Screen::forget_glyphs() {
    glyphs_.forget();
    kit_.atlas().clear();
}

void Screen::commit() {
    const std::string json = ui::dom_json(kit_.tree(), kit_.height());
    const std::size_t hash = std::hash<std::string_view>{}(json);
    // a wish for focus is carried out even when nothing else changed
    if (hash == shown_ && kit_.tree().focus.empty()) return;
    shown_ = hash;
    js_commit(json.data(), static_cast<int>(json.size()));
}

void Screen::paint() {
    const ImDrawList& list = kit_.picture();
    std::vector<float> commands;
    for (const ImDrawCmd& command : list.CmdBuffer) {
        if (command.ElemCount == 0) continue;
        for (const float number : {static_cast<float>(command.ElemCount), static_cast<float>(command.IdxOffset), command.ClipRect.x, command.ClipRect.y,
                                   command.ClipRect.z, command.ClipRect.w}) {
            commands.push_back(number);
        }
    }
    const ui::GlyphAtlas& atlas = kit_.atlas();
    const ui::DirtyRows dirty = kit_.atlas().take_dirty();
    const ui::Colour paper = kit_.colours().paper;
    const ui::Environment& environment = kit_.environment();
    const PaintJob job{.vertices = list.VtxBuffer.Data, .vertex_bytes = list.VtxBuffer.size_in_bytes(), .indices = list.IdxBuffer.Data,
                       .index_bytes = list.IdxBuffer.size_in_bytes(), .commands = commands.data(), .command_count = static_cast<int>(commands.size() / 6),
                       .atlas = atlas.texels().data(), .atlas_width = atlas.width(), .atlas_height = atlas.height(), .dirty_from = dirty.from, .dirty_to = dirty.to,
                       .paper = (paper.r << 16) | (paper.g << 8) | paper.b, .width = environment.width, .height = kit_.height(), .dpr = environment.dpr};
    js_paint(&job);
}

}  // namespace motcua::client
