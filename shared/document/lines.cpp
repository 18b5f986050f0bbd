#include "shared/document/lines.hpp"

#include <algorithm>
#include <functional>

namespace motcua::document {
namespace {

constexpr int steps_down = 48;             ///< samples across the line
constexpr double reach_down = 1.2;         ///< pitches above and below the row
constexpr int steps_along = 6;             ///< samples a character

/// How much darker than its column's paper each sample is.
struct Strip {
    int columns = 0;
    std::vector<int> darkness{};  ///< steps_down rows of columns
    [[nodiscard]] int at(int x, int y) const { return darkness[static_cast<std::size_t>(y * columns + x)]; }
};

double offset_of(int row) { return ((row + 0.5) / steps_down * 2 - 1) * reach_down; }

Strip sample(const Pyramid& picture, const Row& row) {
    Strip strip{.columns = row.span() * steps_along};
    strip.darkness.resize(static_cast<std::size_t>(strip.columns * steps_down));
    const std::size_t level = picture.level_for(row.pitch() / steps_down * 2 * reach_down);
    for (int x = 0; x < strip.columns; ++x) {
        const double u = row.first - 0.5 + (x + 0.5) / steps_along;
        const Vec place = row.place(u), down = quarter_turn(row.right(u));
        std::array<int, steps_down> values{};
        for (int y = 0; y < steps_down; ++y) values[static_cast<std::size_t>(y)] = static_cast<int>(picture.at(level, place + down * offset_of(y)));
        std::array<int, steps_down> sorted = values;
        std::nth_element(sorted.begin(), sorted.begin() + steps_down * 3 / 4, sorted.end());
        const int paper = sorted[steps_down * 3 / 4];
        for (int y = 0; y < steps_down; ++y)
            strip.darkness[static_cast<std::size_t>(y * strip.columns + x)] = std::max(0, paper - values[static_cast<std::size_t>(y)]);
    }
    return strip;
}

struct Band {
    double middle = 0, height = 0;  ///< in pitches
};

/// The band of rows around the middle that holds more than a third of the ink of the fullest one.
Band band_of(const Strip& strip, int from, int to) {
    std::array<int, steps_down> profile{};
    for (int y = 0; y < steps_down; ++y)
        for (int x = from; x < to; ++x) profile[static_cast<std::size_t>(y)] += strip.at(x, y);
    const int least = *std::min_element(profile.begin(), profile.end());
    const auto peak = std::max_element(profile.begin() + steps_down / 4, profile.end() - steps_down / 4);
    const int limit = least + (*peak - least) * 35 / 100;
    int top = static_cast<int>(peak - profile.begin()), bottom = top;
    const auto above = [&](int y) { return profile[static_cast<std::size_t>(y)] > limit; };
    // between the bars of E and 3 the ink thins out: two empty rows end the band, not one
    while (top > 0 && (above(top - 1) || (top > 1 && above(top - 2)))) --top;
    while (bottom < steps_down - 1 && (above(bottom + 1) || (bottom < steps_down - 2 && above(bottom + 2)))) ++bottom;
    return {.middle = (offset_of(top) + offset_of(bottom)) / 2, .height = (bottom - top + 1) * 2 * reach_down / steps_down};
}

/// Leaning letters stand upright at the slant that leaves most paper between them: the columns' inks differ most.
double slant_of(const Strip& strip, const Band& band) {
    double best = 0;
    std::int64_t most = -1;
    for (int s = -7; s <= 7; ++s) {
        std::vector<std::int64_t> columns(static_cast<std::size_t>(strip.columns));
        for (int y = 0; y < steps_down; ++y) {
            const double v = offset_of(y) - band.middle;
            if (v < -band.height / 2 || v > band.height / 2) continue;
            const double shift = s * 0.05 * v * steps_along;
            const int whole = static_cast<int>(shift + 1000.5) - 1000;
            for (int x = std::max(0, -whole); x < std::min(strip.columns, strip.columns - whole); ++x)
                columns[static_cast<std::size_t>(x)] += strip.at(x + whole, y);
        }
        std::int64_t contrast = 0;
        for (const std::int64_t c : columns) contrast += c * c;
        // upright wins unless another is clearly better
        if (s == 0) contrast += contrast / 50;
        if (contrast > most) most = contrast, best = s * 0.05;
    }
    return best;
}

constexpr Vec looks[] = {{0, 0}, {-0.05, 0}, {0.05, 0}, {0, -0.05}, {0, 0.05}};

Cell moved(const Cell& cell, Vec by) { return {.centre = cell.centre + cell.right * by.x + cell.down * by.y, .right = cell.right, .down = cell.down}; }

int ink_mass(const Glyph& glyph) {
    int sum = 0;
    for (int y = 2; y < Glyph::height - 2; ++y)
        for (int x = 2; x < Glyph::width - 2; ++x) sum += glyph.ink[static_cast<std::size_t>(y * Glyph::width + x)];
    return sum / ((Glyph::width - 4) * (Glyph::height - 4));
}

int mid_tones(const Glyph& glyph) {
    int mid = 0, inked = 0;
    for (const std::uint8_t v : glyph.ink) inked += v >= 64, mid += v >= 64 && v < 192;
    return inked == 0 ? 100 : 100 * mid / inked;
}

/// Of one figure of the cells from .. to, not empty.
int median(const std::vector<CellReading>& cells, std::size_t from, std::size_t to, int CellReading::*figure) {
    std::vector<int> values;
    for (std::size_t i = from; i < to; ++i) values.push_back(cells[i].*figure);
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

constexpr std::size_t nearby = 8;      ///< cells either way
constexpr int brightest_paper = 246;   ///< where all is burnt, nothing stands out
constexpr int least_reflection = 45;   ///< grey values; guilloches are fainter

CellReading read_cell(const Pyramid& picture, const Line& line, const Ocr& ocr, int u) {
    CellReading out;
    const Cell cell = line.cell(u);
    out.bright = brightness(picture, cell);
    for (const Vec look : looks) {
        const Glyph glyph = cut(picture, moved(cell, look));
        const Scores scores = ocr.scores(glyph);
        for (std::size_t c = 0; c < scores.size(); ++c) out.scores[c] += scores[c];
        if (look.x != 0 || look.y != 0) continue;
        out.paper = glyph.paper;
        out.contrast = glyph.contrast;
        out.mid_tones = mid_tones(glyph);
        out.occupied = ink_mass(glyph) >= 22;
    }
    const int best = *std::max_element(out.scores.begin(), out.scores.end());
    for (int& s : out.scores) s = (s - best) / static_cast<int>(std::size(looks));
    return out;
}

}  // namespace

Cell Line::cell(double u) const {
    const Vec right = row.right(u), upright = quarter_turn(right);
    const double v = aside[0] + aside[1] * u;
    const Vec lean = upright + right * slant;
    return {.centre = row.place(u) + right * ahead + lean * v, .right = right, .down = lean * height};
}

Line measure(const Pyramid& picture, const Row& row) {
    const Strip strip = sample(picture, row);
    const int third = strip.columns / 3;
    const Band left = band_of(strip, 0, third), right = band_of(strip, strip.columns - third, strip.columns), all = band_of(strip, 0, strip.columns);
    Line line{.row = row, .slant = slant_of(strip, all)};
    line.height = std::clamp(std::max({all.height, left.height, right.height}), 0.5, 1.5);
    if (all.height > 0.5 && all.height < 1.5) line.height = all.height;
    const double ends = right.middle - left.middle;
    const bool straight = ends > -0.5 && ends < 0.5;
    line.aside[1] = straight ? ends / (row.span() * 2.0 / 3) : 0;
    line.aside[0] = all.middle - line.aside[1] * (row.first + row.last) / 2.0;
    return line;
}

Cells read_cells(const Pyramid& picture, const Line& line, const Ocr& ocr, int from, int to) {
    Cells out{.from = from};
    for (int u = from; u <= to; ++u) out.at.push_back(read_cell(picture, line, ocr, u));
    const int usual = median(out.at, 0, out.at.size(), &CellReading::contrast);
    for (CellReading& c : out.at) c.occupied = c.occupied && c.contrast * 4 > usual;
    for (std::size_t i = 0; i < out.at.size(); ++i) {
        const int around = median(out.at, i < nearby ? 0 : i - nearby, std::min(i + nearby + 1, out.at.size()), &CellReading::bright);
        out.at[i].washed_out = (out.at[i].bright >= burnt && around < brightest_paper) || out.at[i].bright >= around + least_reflection;
    }
    return out;
}

int clearness(const Pyramid& picture, const Line& line, const Ocr& ocr) {
    int sum = 0, count = 0;
    for (int u = line.row.first; u <= line.row.last; u += 2, ++count) {
        Scores scores = ocr.scores(cut(picture, line.cell(u)));
        std::nth_element(scores.begin(), scores.begin() + 1, scores.end(), std::greater<>());
        sum += std::min(-scores[1], 9 * 64);
    }
    return count == 0 ? 0 : sum / count;
}

namespace {

int clearness(const Pyramid& picture, const std::vector<Line>& lines, const Ocr& ocr) {
    int sum = 0;
    for (const Line& line : lines) sum += clearness(picture, line, ocr);
    return sum;
}

/// Keeps the change by which one member of all lines (or of one) makes them clearest.
class Sharpening {
public:
    Sharpening(const Pyramid& picture, std::vector<Line> lines, const Ocr& ocr) : picture_(picture), ocr_(ocr), lines_(std::move(lines)) {}

    /// `change(line, amount)` for every line at once.
    template <class F>
    void together(std::initializer_list<double> amounts, F change) {
        const std::vector<Line> before = lines_;
        int most = clearness(picture_, lines_, ocr_);
        for (const double amount : amounts) {
            std::vector<Line> other = before;
            for (Line& line : other) change(line, amount);
            if (const int clear = clearness(picture_, other, ocr_); clear > most) most = clear, lines_ = std::move(other);
        }
    }
    template <class F>
    void each(std::initializer_list<double> amounts, F change) {
        for (Line& line : lines_) {
            const Line before = line;
            int most = clearness(picture_, line, ocr_);
            for (const double amount : amounts) {
                Line other = before;
                change(other, amount);
                if (const int clear = clearness(picture_, other, ocr_); clear > most) most = clear, line = other;
            }
        }
    }
    std::vector<Line> take() { return std::move(lines_); }

private:
    const Pyramid& picture_;
    const Ocr& ocr_;
    std::vector<Line> lines_;
};

}  // namespace

std::vector<Line> sharpened(const Pyramid& picture, std::vector<Line> lines, const Ocr& ocr) {
    Sharpening s(picture, std::move(lines), ocr);
    s.together({0.8, 0.88, 0.95, 1.02, 1.1}, [](Line& l, double v) { l.height = v; });
    s.each({-0.14, -0.07, 0.07, 0.14}, [](Line& l, double v) { l.aside[0] += v; });
    s.together({-0.12, -0.06, 0.06, 0.12}, [](Line& l, double v) { l.slant += v; });
    s.each({-0.07, 0.07}, [](Line& l, double v) { l.ahead += v; });
    s.together({-0.05, 0.05}, [](Line& l, double v) { l.height += v; });
    s.each({-0.04, 0.04}, [](Line& l, double v) { l.aside[0] += v; });
    return s.take();
}

}  // namespace motcua::document
