#include "client/ui/font.hpp"

#include <cmath>
#include <cstdlib>
#include <utility>

// stb_truetype of the ImGui sources, as a private copy: ImGui's own atlas bakes whole ranges, the kit bakes single glyphs.
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wsign-compare"
#endif
#define STBTT_STATIC
#define STB_TRUETYPE_IMPLEMENTATION
#include "imstb_truetype.h"
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace motcua::ui {

struct Fonts::Face {
    std::string bytes;
    stbtt_fontinfo info{};
    float per_unit = 0;                    ///< em per font unit
    mutable std::vector<std::int32_t> indices;  ///< glyph by code point, -1 not asked yet

    bool load(std::string file) {
        bytes = std::move(file);
        const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
        if (bytes.size() < 64 || stbtt_InitFont(&info, data, 0) == 0) return false;
        per_unit = stbtt_ScaleForMappingEmToPixels(&info, 1.0F);
        indices.assign(0x2200, -1);
        return true;
    }
    [[nodiscard]] int index(char32_t code_point) const {
        if (code_point >= indices.size()) return 0;
        std::int32_t& known = indices[code_point];
        if (known < 0) known = stbtt_FindGlyphIndex(&info, static_cast<int>(code_point));
        return known;
    }
};

Fonts::Fonts(std::string regular, std::string bold, GlyphSource* fallback)
    : regular_(std::make_unique<Face>()), bold_(std::make_unique<Face>()), fallback_(fallback) {
    usable_ = regular_->load(std::move(regular)) && bold_->load(std::move(bold));
}

Fonts::~Fonts() = default;

bool Fonts::has(char32_t code_point, Weight weight) const { return usable_ && face(weight).index(code_point) != 0; }

float Fonts::rough_advance(char32_t code_point, Weight weight) const {
    if (has(code_point, weight)) return advance(code_point, weight);
    return code_point >= 0x1100 ? 1.0F : 0.6F;
}

float Fonts::advance(char32_t code_point, Weight weight) const {
    if (!has(code_point, weight)) return fallback_ != nullptr ? fallback_->advance(code_point, weight) : rough_advance(code_point, weight);
    int advance = 0;
    int bearing = 0;
    const Face& chosen = face(weight);
    stbtt_GetGlyphHMetrics(&chosen.info, chosen.index(code_point), &advance, &bearing);
    return static_cast<float>(advance) * chosen.per_unit;
}

GlyphBitmap Fonts::raster(char32_t code_point, Weight weight, float device_px, float shift) const {
    if (!has(code_point, weight)) return fallback_ != nullptr ? fallback_->raster(code_point, weight, device_px) : GlyphBitmap{};
    const Face& chosen = face(weight);
    const int index = chosen.index(code_point);
    const float scale = chosen.per_unit * device_px;
    int x0 = 0;
    int y0 = 0;
    int x1 = 0;
    int y1 = 0;
    stbtt_GetGlyphBitmapBoxSubpixel(&chosen.info, index, scale, scale, shift, 0, &x0, &y0, &x1, &y1);
    GlyphBitmap bitmap{.left = x0, .top = y0, .width = x1 - x0, .height = y1 - y0, .coverage = {}};
    if (bitmap.width <= 0 || bitmap.height <= 0) return {};
    bitmap.coverage.resize(static_cast<std::size_t>(bitmap.width) * static_cast<std::size_t>(bitmap.height));
    stbtt_MakeGlyphBitmapSubpixel(&chosen.info, bitmap.coverage.data(), bitmap.width, bitmap.height, bitmap.width, scale, scale, shift, 0, index);
    return bitmap;
}

}  // namespace motcua::ui
