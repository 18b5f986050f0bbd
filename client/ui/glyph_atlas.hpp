// One picture with every glyph used so far, filled on demand: a page needs some 80 letters of a size, a phone at dpr 3
// could not hold all 900 of them in five sizes. Packed in shelves; grows downwards; old texels never move.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "client/ui/font.hpp"

namespace motcua::ui {

struct GlyphPlace {
    int x = 0, y = 0, width = 0, height = 0;  ///< texels
    int left = 0, top = 0;                    ///< offset of the quad from the pen, device px
};

/// Rows of the picture that changed since the last upload.
struct DirtyRows {
    int from = 0;
    int to = 0;
};

class GlyphAtlas {
public:
    explicit GlyphAtlas(const Fonts& fonts);

    /// The glyph's place; rasterises it when it is new. Empty size: nothing to paint (space, unknown).
    const GlyphPlace& place(char32_t code_point, Weight weight, float device_px, int quarter);
    [[nodiscard]] const std::vector<std::uint8_t>& texels() const { return texels_; }
    [[nodiscard]] int width() const { return atlas_width; }
    [[nodiscard]] int height() const { return height_; }
    /// Gives the changed rows and forgets them.
    DirtyRows take_dirty();
    /// After a lost GL context: everything is to be uploaded again.
    void mark_all_dirty();
    /// True when the picture is over its limit: the owner clears it between two frames.
    [[nodiscard]] bool too_large() const { return height_ > 4096; }
    void clear();

    static constexpr int atlas_width = 1024;
    static constexpr float white_texel = 0.5F;  ///< centre of a solid texel, for shapes

private:
    GlyphPlace pack(const GlyphBitmap& bitmap);
    void grow_to(int height);
    void touch(int from, int to);

    const Fonts* fonts_;
    std::vector<std::uint8_t> texels_;
    std::unordered_map<std::uint64_t, GlyphPlace> places_;
    int height_ = 0;
    int shelf_x_ = 0, shelf_y_ = 0, shelf_height_ = 0;
    DirtyRows dirty_;
};

}  // namespace motcua::ui
