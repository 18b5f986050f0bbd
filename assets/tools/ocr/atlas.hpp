// The glyphs of OCR-B as masks, from Debian's fonts-ocr-b: several cuts and stroke weights.
#pragma once

#include <string>
#include <vector>

#include "shared/picture/picture.hpp"

namespace motcua::ocr_training {

/// One grey picture: a row a cut and weight, a cell a character in the order of document::alphabet. 255 is ink.
struct Atlas {
    static constexpr int cell_width = 48, cell_height = 80;  ///< the advance is 48; capitals stand from 16 to 64
    static constexpr int capital_top = 16, capital_foot = 64;
    int styles = 0;
    picture::Picture masks{};

    [[nodiscard]] int ink(int style, int character, int x, int y) const {
        return masks.row(style * cell_height + y)[character * cell_width + x];
    }
};

/// Reads OCRB.otf (round ends) and OCRBS.otf (sharp ends) of that folder. Empty when a font does not load.
[[nodiscard]] Atlas draw_atlas(const std::string& font_folder);

}  // namespace motcua::ocr_training
