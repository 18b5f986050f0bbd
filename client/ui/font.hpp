// The two weights of Noto Sans, measured in em so that widths equal the browser's: CSS px size times advance, no hinting,
// no kerning (the style sheet switches the browser's off for the DOM half).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct stbtt_fontinfo;

namespace motcua::ui {

enum class Weight : std::uint8_t { regular, bold };

/// Coverage of one glyph in device px; left and top are relative to the pen on the baseline (top is negative above it).
struct GlyphBitmap {
    int left = 0;
    int top = 0;
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> coverage;
};

/// Where glyphs come from that Noto Sans' subset lacks (CJK, Korean names, …): the browser's Canvas2D.
class GlyphSource {
public:
    virtual ~GlyphSource() = default;
    /// Advance in em.
    [[nodiscard]] virtual float advance(char32_t code_point, Weight weight) = 0;
    [[nodiscard]] virtual GlyphBitmap raster(char32_t code_point, Weight weight, float device_px) = 0;
};

/// Metrics of both weights, as the CSS line box uses them (hhea), in em.
constexpr float font_ascent = 1.069F;
constexpr float font_descent = 0.293F;

class Fonts {
public:
    /// Takes the bytes of two TrueType files; `fallback` may be null (widths are then guessed, nothing is painted).
    Fonts(std::string regular, std::string bold, GlyphSource* fallback);
    ~Fonts();
    Fonts(const Fonts&) = delete;
    Fonts& operator=(const Fonts&) = delete;

    [[nodiscard]] bool usable() const { return usable_; }
    [[nodiscard]] bool has(char32_t code_point, Weight weight) const;
    /// Advance in em.
    [[nodiscard]] float advance(char32_t code_point, Weight weight) const;
    /// The same, guessed for letters that these fonts lack: asking the browser makes it load a font of theirs.
    [[nodiscard]] float rough_advance(char32_t code_point, Weight weight) const;
    /// `shift` is the pen's fraction of a device px (0 to 1).
    [[nodiscard]] GlyphBitmap raster(char32_t code_point, Weight weight, float device_px, float shift) const;

private:
    struct Face;
    [[nodiscard]] const Face& face(Weight weight) const { return weight == Weight::bold ? *bold_ : *regular_; }

    std::unique_ptr<Face> regular_;
    std::unique_ptr<Face> bold_;
    GlyphSource* fallback_;
    bool usable_ = false;
};

}  // namespace motcua::ui
