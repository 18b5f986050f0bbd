#include "assets/tools/ocr/atlas.hpp"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include "shared/document/ocr.hpp"

namespace motcua::ocr_training {
namespace {

/// Strokes thinner and thicker than the font's, in 64ths of a pixel (a stroke of the font is about 6 pixels).
constexpr int weights[] = {-128, -64, 0, 64, 128};
constexpr const char* cuts[] = {"OCRB.otf", "OCRBS.otf"};

void draw(Atlas& atlas, FT_GlyphSlot glyph, int style, int character) {
    for (int y = 0; y < static_cast<int>(glyph->bitmap.rows); ++y)
        for (int x = 0; x < static_cast<int>(glyph->bitmap.width); ++x) {
            const int to_x = glyph->bitmap_left + x, to_y = Atlas::capital_foot - glyph->bitmap_top + y;
            if (to_x < 0 || to_x >= Atlas::cell_width || to_y < 0 || to_y >= Atlas::cell_height) continue;
            atlas.masks.row(style * Atlas::cell_height + to_y)[character * Atlas::cell_width + to_x] =
                glyph->bitmap.buffer[y * glyph->bitmap.pitch + x];
        }
}

bool draw_style(Atlas& atlas, FT_Face face, int weight, int style) {
    for (std::size_t c = 0; c < document::alphabet.size(); ++c) {
        if (FT_Load_Char(face, static_cast<FT_ULong>(document::alphabet[c]), FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP)) return false;
        FT_Outline_Embolden(&face->glyph->outline, weight);
        FT_Outline_Translate(&face->glyph->outline, -weight / 2, -weight / 2);  // stays where it was
        if (FT_Render_Glyph(face->glyph, FT_RENDER_MODE_NORMAL)) return false;
        draw(atlas, face->glyph, style, static_cast<int>(c));
    }
    return true;
}

/// The size at which the advance is a cell's width.
bool set_size(FT_Face face) {
    if (FT_Load_Char(face, 'H', FT_LOAD_NO_SCALE)) return false;
    const long size = 64L * Atlas::cell_width * face->units_per_EM / face->glyph->metrics.horiAdvance;
    return FT_Set_Char_Size(face, 0, size, 72, 72) == 0;
}

}  // namespace

Atlas draw_atlas(const std::string& font_folder) {
    FT_Library library{};
    if (FT_Init_FreeType(&library)) return {};
    Atlas atlas{.styles = static_cast<int>(std::size(cuts) * std::size(weights))};
    atlas.masks = picture::blank(static_cast<int>(document::alphabet.size()) * Atlas::cell_width, atlas.styles * Atlas::cell_height, 1, 0);
    int style = 0;
    for (const char* cut : cuts) {
        FT_Face face{};
        if (FT_New_Face(library, (font_folder + "/" + cut).c_str(), 0, &face) || !set_size(face)) return {};
        for (const int weight : weights)
            if (!draw_style(atlas, face, weight, style++)) return {};
        FT_Done_Face(face);
    }
    FT_Done_FreeType(library);
    return atlas;
}

}  // namespace motcua::ocr_training
