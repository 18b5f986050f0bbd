#include "shared/document/causes.hpp"

#include <algorithm>
#include <cstdlib>

namespace motcua::document {
namespace {

constexpr int dark_paper = 70, dark_picture = 45;  ///< grey values
constexpr int least_contrast = 30;
constexpr double least_pitch = 8;                  ///< pixels a character; smaller print is guessed, not read
constexpr double soft_pitch = 14;                  ///< below it edges are soft by the number of pixels, not by the lens
constexpr double most_slant = 0.2, most_change = 1.2, least_height = 0.75;
constexpr int soft_edges = 55;                     ///< percent of the ink that is neither black nor white
constexpr double row_for_certain = 14;             ///< its worth: no chance row of spots has as much
constexpr int longest_line = 44, least_burnt = 3;  ///< characters
constexpr int look_side = 1400;                    ///< edges are judged in a picture of at most this size
constexpr int edge_width = 6, sharp_share = 4;     ///< a soft edge gains less than a quarter of its step from one pixel to the next
constexpr int least_step = 30;                     ///< grey values

int median(std::vector<int> values) {
    if (values.empty()) return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

template <class F>
std::vector<int> of_cells(const Sighting& s, F f) {
    std::vector<int> out;
    for (const Cells& line : s.cells)
        for (const CellReading& cell : line.at)
            if (cell.occupied) out.push_back(f(cell));
    return out;
}

/// Cells inside the lines that a reflection has washed out.
bool has_glare(const Sighting& s) {
    const int usual = median(of_cells(s, [](const CellReading& c) { return c.contrast; }));
    int washed = 0;
    for (std::size_t l = 0; l < s.cells.size(); ++l)
        for (int u = s.lines[l].row.first; u <= s.lines[l].row.last; ++u) {
            if (!s.cells[l].has(u)) continue;
            const CellReading& cell = s.cells[l][u];
            washed += cell.paper >= burnt && cell.contrast * 2 < usual;
            if (cell.washed_out) return true;
        }
    return washed >= 2;
}

bool is_cut_off(const Sighting& s) {
    return std::any_of(s.corners.begin(), s.corners.end(), [&](Vec c) { return c.x < -1 || c.y < -1 || c.x > s.width + 1 || c.y > s.height + 1; });
}

bool is_tilted(const Sighting& s) {
    for (const Line& line : s.lines) {
        const double left = length(line.row.right(line.row.first)), right = length(line.row.right(line.row.last));
        if (left > most_change * right || right > most_change * left) return true;
        if (line.slant > most_slant || line.slant < -most_slant || line.height < least_height) return true;
    }
    return false;
}

using Counts = std::array<std::int64_t, 256>;

/// The value that one in 1000 exceeds.
int large(const Counts& counts, std::int64_t all) {
    int value = 255;
    for (std::int64_t above = counts[255]; value > 0 && above * 1000 <= all; above += counts[static_cast<std::size_t>(value)]) --value;
    return value;
}

int mean_grey(const picture::Picture& p) {
    std::int64_t sum = 0;
    for (int y = 0; y < p.height; ++y)
        for (int x = 0; x < p.width; ++x) sum += p.row(y)[x];
    return static_cast<int>(sum / (static_cast<std::int64_t>(p.width) * p.height));
}

/// Large steps of grey from one pixel to that `distance` to its right.
int steps(const picture::Picture& p, int distance) {
    Counts counts{};
    for (int y = 0; y < p.height; ++y)
        for (int x = distance; x < p.width; ++x) ++counts[static_cast<std::size_t>(std::abs(p.row(y)[x] - p.row(y)[x - distance]))];
    return large(counts, static_cast<std::int64_t>(std::max(p.width - distance, 1)) * p.height);
}

/// There is light and shade, but from the one to the other it takes more than a few pixels everywhere.
bool is_soft(const picture::Picture& p) {
    const int wide = steps(p, edge_width);
    return wide >= least_step && steps(p, 1) * sharp_share < wide;
}

const picture::Picture& for_a_look(const Pyramid& picture) {
    std::size_t level = 0;
    while (level + 1 < picture.levels() && std::max(picture.level(level).width, picture.level(level).height) > look_side) ++level;
    return picture.level(level);
}

/// A row of print runs into a spot that a reflection has washed out; at most a line's length of it is looked at, either way.
bool runs_into_glare(const Pyramid& picture, const Row& row) {
    const std::size_t level = picture.level_for(row.pitch() / 4);
    const picture::Picture& whole = picture.level(0);
    int washed = 0;
    for (double u = row.last - longest_line; u <= row.first + longest_line; u += 0.5) {
        const Vec p = row.place(u);
        if (p.x >= 0 && p.y >= 0 && p.x < whole.width && p.y < whole.height) washed += picture.at(level, p) >= burnt;
    }
    return washed >= 2 * least_burnt;
}

/// So much is white that it is the paper, and no reflection.
bool is_white(const picture::Picture& p) {
    std::int64_t white = 0;
    for (int y = 0; y < p.height; ++y) white += std::count_if(p.row(y), p.row(y) + p.width, [](int grey) { return grey >= burnt; });
    return white * 4 > static_cast<std::int64_t>(p.width) * p.height;
}

std::vector<Cause> of_nothing(const Pyramid& picture, double scale, std::span<const Row> rows) {
    const picture::Picture& look = for_a_look(picture);
    if (mean_grey(look) < dark_picture) return {Cause::too_dark, Cause::not_found};
    if (is_soft(look)) return {Cause::blurred, Cause::not_found};
    const auto into_glare = [&](const Row& row) { return runs_into_glare(picture, row); };
    if (!is_white(look) && std::any_of(rows.begin(), rows.end(), into_glare)) return {Cause::glare, Cause::not_found};
    // spots in a row as a zone has them, too small for letters
    const auto fine = [&](const Row& row) { return row.worth >= row_for_certain && row.pitch() < least_pitch * scale; };
    if (std::any_of(rows.begin(), rows.end(), fine)) return {Cause::too_small, Cause::not_found};
    return {Cause::not_found};
}

}  // namespace

std::vector<Cause> causes_of(const Pyramid& picture, double scale, std::span<const Row> rows, const std::optional<Sighting>& sighting) {
    if (!sighting) return of_nothing(picture, scale, rows);
    const Sighting& s = *sighting;
    std::vector<Cause> out;
    const auto raise = [&](bool condition, Cause cause) {
        if (condition) out.push_back(cause);
    };
    const int paper = median(of_cells(s, [](const CellReading& c) { return c.paper; }));
    const int contrast = median(of_cells(s, [](const CellReading& c) { return c.contrast; }));
    const double pitch = s.lines.front().row.pitch() / scale;
    raise(paper < dark_paper || (contrast < least_contrast && paper < 128), Cause::too_dark);
    raise(is_cut_off(s), Cause::cut_off);
    raise(pitch < least_pitch, Cause::too_small);
    raise(has_glare(s), Cause::glare);
    raise(is_tilted(s), Cause::tilted);
    raise(pitch >= soft_pitch && median(of_cells(s, [](const CellReading& c) { return c.mid_tones; })) > soft_edges, Cause::blurred);
    out.push_back(Cause::unsure);
    return out;
}

}  // namespace motcua::document
