// A row of spots measured as a line of print: how high its characters are, how they lean, and what stands in each cell.
#pragma once

#include <array>
#include <vector>

#include "shared/document/ocr.hpp"
#include "shared/document/pyramid.hpp"
#include "shared/document/rows.hpp"

namespace motcua::document {

struct Line {
    Row row{};
    double height = 1;                 ///< of the capitals, in pitches
    std::array<double, 2> aside{};     ///< from the row to the capitals' middle, in pitches: aside[0] + aside[1] u
    double ahead = 0;                  ///< from the row's places to the cells' middles, along the line, in pitches
    double slant = 0;                  ///< rightward lean of "down", in pitches a pitch

    [[nodiscard]] Cell cell(double u) const;
};

/// Finds height, middle and slant in the ink of the row.
[[nodiscard]] Line measure(const Pyramid& picture, const Row& row);

/// Grey value from which a picture says no more: a reflection, or paper in too much light.
inline constexpr int burnt = 250;

/// What is read at one place: the sum of several looks, each a little aside.
struct CellReading {
    Scores scores{};
    bool occupied = false;  ///< there is ink
    int paper = 0, contrast = 0;
    int bright = 0;           ///< grey value that a tenth of the cell is brighter than
    bool washed_out = false;  ///< brighter than the cells around it by a reflection
    int mid_tones = 0;        ///< percent of the inked pixels that are neither ink nor paper: soft edges
};

/// The cells from .. to of a line.
struct Cells {
    int from = 0;
    std::vector<CellReading> at{};
    [[nodiscard]] bool has(int u) const { return u >= from && u < from + static_cast<int>(at.size()); }
    [[nodiscard]] const CellReading& operator[](int u) const { return at[static_cast<std::size_t>(u - from)]; }
};
[[nodiscard]] Cells read_cells(const Pyramid& picture, const Line& line, const Ocr& ocr, int from, int to);

/// How clearly the line is text this way up: the mean distance of the best from the second, of some of its characters.
[[nodiscard]] int clearness(const Pyramid& picture, const Line& line, const Ocr& ocr);

/// The lines with the height, middle and slant at which the network sees their characters most clearly.
[[nodiscard]] std::vector<Line> sharpened(const Pyramid& picture, std::vector<Line> lines, const Ocr& ocr);

}  // namespace motcua::document
