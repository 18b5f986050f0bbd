// The kit shown in a browser: the tree becomes DOM, the draw list goes to WebGL2, missing glyphs come from Canvas2D.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "client/ui/kit.hpp"

namespace motcua::client {

class BrowserGlyphs final : public ui::GlyphSource {
public:
    [[nodiscard]] float advance(char32_t code_point, ui::Weight weight) override;
    [[nodiscard]] ui::GlyphBitmap raster(char32_t code_point, ui::Weight weight, float device_px) override;
    void forget() { advances_.clear(); }

private:
    std::unordered_map<std::uint64_t, float> advances_;
    std::vector<unsigned char> buffer_;
};

class Screen {
public:
    Screen(std::string regular_font, std::string bold_font);
    void set_environment(const ui::Environment& environment);
    void post(ui::Event event) { kit_.post(std::move(event)); }
    void show(const std::function<void(ui::View&)>& page);
    /// After a lost GL context, or when the canvas comes back: everything is sent again.
    void repaint();
    /// The browser's glyphs are others now: another language, whose characters have other shapes, or a font that arrived.
    void forget_glyphs();

private:
    void commit();
    void paint();

    BrowserGlyphs glyphs_;
    ui::Fonts fonts_;
    ui::Kit kit_;
    std::string language_;   ///< whose glyphs the browser draws
    std::size_t shown_ = 0;  ///< hash of the tree the DOM has
};

}  // namespace motcua::client
