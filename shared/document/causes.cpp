#include "shared/document/causes.hpp"

#include <algorithm>

namespace motcua::document {
namespace {

constexpr int dark_paper = 70, dark_picture = 45;  ///< grey values
constexpr int least_contrast = 30;
constexpr double least_pitch = 8;                  ///< pixels a character; smaller print is guessed, not read
constexpr double soft_pitch = 14;                  ///< below it edges are soft by the number of pixels, not by the lens
constexpr double most_slant = 0.2, most_change = 1.2, least_height = 0.75;
constexpr int soft_edges = 55;                     ///< percent of the ink that is neither black nor white
constexpr int burnt_paper = 250;

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
    int burnt = 0;
    for (std::size_t l = 0; l < s.cells.size(); ++l)
        for (int u = s.lines[l].row.first; u <= s.lines[l].row.last; ++u) {
            if (!s.cells[l].has(u)) continue;
            const CellReading& cell = s.cells[l][u];
            burnt += cell.paper >= burnt_paper && cell.contrast * 2 < usual;
        }
    return burnt >= 2;
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

struct Look {
    int mean = 0, steepest = 0;  ///< grey values: of the picture, and what only one pixel in a hundred exceeds from one to the next
};

Look look_at(const picture::Picture& p) {
    std::int64_t sum = 0;
    std::array<int, 256> steps{};
    for (int y = 0; y < p.height; ++y)
        for (int x = 0; x < p.width; ++x) {
            sum += p.row(y)[x];
            if (x > 0) ++steps[static_cast<std::size_t>(std::max(p.row(y)[x] - p.row(y)[x - 1], p.row(y)[x - 1] - p.row(y)[x]))];
        }
    const std::int64_t all = static_cast<std::int64_t>(p.width) * p.height;
    Look out{.mean = static_cast<int>(sum / all), .steepest = 255};
    for (std::int64_t above = 0; out.steepest > 0 && above + steps[static_cast<std::size_t>(out.steepest)] <= all / 100; --out.steepest)
        above += steps[static_cast<std::size_t>(out.steepest)];
    return out;
}

std::vector<Cause> of_nothing(const Pyramid& picture) {
    const Look look = look_at(picture.level(0));
    std::vector<Cause> out;
    if (look.mean < dark_picture) out.push_back(Cause::too_dark);
    out.push_back(Cause::not_found);
    if (look.mean >= dark_picture && look.steepest < 10) out.push_back(Cause::blurred);
    return out;
}

}  // namespace

std::vector<Cause> causes_of(const Pyramid& picture, const std::optional<Sighting>& sighting) {
    if (!sighting) return of_nothing(picture);
    const Sighting& s = *sighting;
    std::vector<Cause> out;
    const auto raise = [&](bool condition, Cause cause) {
        if (condition) out.push_back(cause);
    };
    const int paper = median(of_cells(s, [](const CellReading& c) { return c.paper; }));
    const int contrast = median(of_cells(s, [](const CellReading& c) { return c.contrast; }));
    const double pitch = s.lines.front().row.pitch() / s.scale;
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
