#include "shared/finger/slap_layout.hpp"

#include <algorithm>
#include <optional>

#include "shared/finger/arithmetic.hpp"
#include "shared/finger/ridges.hpp"

namespace motcua::finger::slap {
namespace {

constexpr int cell = 8;
constexpr int reach = 7;                    // of a cell's contrast: a ridge and a half; more would bridge the gaps between fingers
constexpr float least_contrast = 14.0F;     // grey levels: glass, breath and the halo of damp fingers stay below
constexpr float relative_contrast = 0.35F;  // of the strong contrast of this picture
constexpr int largest_turn = 30;            // degrees; a hand is turned by 25 at most
constexpr float narrowest = 90.0F;          // pixels at 500 ppi: 4.6 mm, of a column cut at half its height
constexpr int least_cells = 150;            // of a finger: a quarter of a square centimetre
constexpr float longest_joint = 1.75F;      // of the last joint's print, in widths of the finger
constexpr float crease_after = 0.85F;       // the crease below it comes no sooner

using Mask = Cells<std::uint8_t>;

/// Standard deviation of the grey values around each cell's middle.
Cells<float> contrast_of(const GreyImage& image) {
    const int columns = image.width / cell, rows = image.height / cell;
    const auto at = [&](int x, int y) { return static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width + 1) + static_cast<std::size_t>(x); };
    std::vector<std::int64_t> sums(at(0, image.height + 1)), squares(sums.size());
    for (int y = 0; y < image.height; ++y) {
        std::int64_t sum = 0, square = 0;
        for (int x = 0; x < image.width; ++x) {
            const int v = image.at(x, y);
            sum += v, square += v * v;
            sums[at(x + 1, y + 1)] = sums[at(x + 1, y)] + sum;
            squares[at(x + 1, y + 1)] = squares[at(x + 1, y)] + square;
        }
    }
    Cells<float> out(columns, rows);
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < columns; ++c) {
            const int x0 = std::max(0, c * cell + cell / 2 - reach), x1 = std::min(image.width, c * cell + cell / 2 + reach + 1);
            const int y0 = std::max(0, r * cell + cell / 2 - reach), y1 = std::min(image.height, r * cell + cell / 2 + reach + 1);
            const auto over = [&](const std::vector<std::int64_t>& s) { return static_cast<float>(s[at(x1, y1)] - s[at(x0, y1)] - s[at(x1, y0)] + s[at(x0, y0)]); };
            const float n = static_cast<float>((x1 - x0) * (y1 - y0)), mean = over(sums) / n;
            out.at(c, r) = std::sqrt(std::max(0.0F, over(squares) / n - mean * mean));
        }
    return out;
}

float strong(const Cells<float>& contrast) {
    std::vector<float> lively;
    for (const float v : contrast.values)
        if (v >= least_contrast) lively.push_back(v);
    if (lively.empty()) return 0;
    const auto at = lively.begin() + static_cast<std::ptrdiff_t>(lively.size() * 85 / 100);
    std::nth_element(lively.begin(), at, lively.end());
    return *at;
}

/// A cell stays when most of its neighbours are of its kind.
Mask smoothed(const Mask& mask) {
    Mask out(mask.columns, mask.rows);
    for (int r = 0; r < mask.rows; ++r)
        for (int c = 0; c < mask.columns; ++c) {
            int set = 0;
            for (int j = -1; j <= 1; ++j)
                for (int i = -1; i <= 1; ++i) set += mask.holds(c + i, r + j) ? mask.at(c + i, r + j) : 0;
            out.at(c, r) = set >= 5 ? 1 : 0;
        }
    return out;
}

Mask mask_of(const GreyImage& image) {
    const Cells<float> contrast = contrast_of(image);
    const float limit = std::max(least_contrast, relative_contrast * strong(contrast));
    Mask mask(contrast.columns, contrast.rows);
    for (std::size_t i = 0; i < mask.values.size(); ++i) mask.values[i] = contrast.values[i] >= limit ? 1 : 0;
    return smoothed(smoothed(mask));
}

using Blob = std::vector<Spot>;  // cells that touch one another, in the picture's own coordinates

/// Cells in one piece, from one on; each taken off the mask.
Blob taken(Mask& mask, int column, int row) {
    Blob out;
    std::vector<std::pair<int, int>> todo{{column, row}};
    mask.at(column, row) = 0;
    while (!todo.empty()) {
        const auto [c, r] = todo.back();
        todo.pop_back();
        out.push_back({(static_cast<float>(c) + 0.5F) * cell, (static_cast<float>(r) + 0.5F) * cell});
        for (const auto& [i, j] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}})
            if (mask.holds(c + i, r + j) && mask.at(c + i, r + j) != 0) {
                mask.at(c + i, r + j) = 0;
                todo.push_back({c + i, r + j});
            }
    }
    return out;
}

/// What is large enough to be a finger, or a good part of one.
std::vector<Blob> blobs_of(Mask mask) {
    std::vector<Blob> out;
    for (int r = 0; r < mask.rows; ++r)
        for (int c = 0; c < mask.columns; ++c)
            if (mask.at(c, r) != 0)
                if (Blob blob = taken(mask, c, r); static_cast<int>(blob.size()) >= least_cells) out.push_back(std::move(blob));
    return out;
}

/// Which way the hand points: the mean of the fingers' longer axes, each by its size and by how long it is. A blob that lies
/// on its side (a middle joint) says nothing.
int turn_of(const std::vector<Blob>& blobs) {
    float sum = 0, weights = 0;
    for (const Blob& blob : blobs) {
        const Axis axis = axis_of(blob);
        const float weight = static_cast<float>(blob.size()) * (axis.elongation - 1);
        if (std::abs(axis.turns) > 0.125F || weight <= 0) continue;
        sum += weight * axis.turns;
        weights += weight;
    }
    return weights <= 0 ? 0 : std::clamp(nearest(sum / weights * 360), -largest_turn, largest_turn);
}

/// Cells turned by `degrees` clockwise around the picture's top left corner: a hand that is turned counter-clockwise by as
/// much then stands upright.
void turn(Blob& blob, int degrees) {
    const float turns = static_cast<float>(degrees) / 360.0F, c = cosine(turns), s = sine(turns);
    for (Spot& spot : blob) spot = {.across = c * spot.across - s * spot.along, .along = s * spot.across + c * spot.along};
}

/// How many cells lie in each strip along the fingers.
struct Profile {
    float first = 0;
    std::vector<float> counts{};
};

Profile profile_of(const std::vector<Spot>& spots) {
    Profile out;
    if (spots.empty()) return out;
    const auto [low, high] = std::minmax_element(spots.begin(), spots.end(), [](const Spot& a, const Spot& b) { return a.across < b.across; });
    out.first = low->across;
    out.counts.assign(static_cast<std::size_t>((high->across - low->across) / cell) + 1, 0.0F);
    for (const Spot& spot : spots) ++out.counts[static_cast<std::size_t>((spot.across - out.first) / cell)];
    return out;
}

struct Range {
    float from = 0, to = 0;
};

/// Strips that hold at least a share of the fullest one's cells, joined; what is too narrow for a finger is dirt.
std::vector<Range> ranges_above(const Profile& profile, float share) {
    std::vector<float> even(profile.counts.size());
    for (std::size_t i = 0; i < even.size(); ++i) {
        const float before = i > 0 ? profile.counts[i - 1] : 0, after = i + 1 < even.size() ? profile.counts[i + 1] : 0;
        even[i] = (before + 2 * profile.counts[i] + after) / 4;
    }
    const float limit = share * (even.empty() ? 0 : *std::max_element(even.begin(), even.end()));
    std::vector<Range> out;
    for (std::size_t i = 0; i < even.size();) {
        if (even[i] < limit || even[i] <= 0) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < even.size() && even[end] >= limit && even[end] > 0) ++end;
        const Range range{profile.first + static_cast<float>(i) * cell, profile.first + static_cast<float>(end) * cell};
        if (range.to - range.from >= narrowest) out.push_back(range);
        i = end;
    }
    return out;
}

/// Fingers that touch: the gaps show only in strips that run along the fingers, and the blobs' axes say nothing. The turn is
/// looked for at which the expected number comes apart at the deepest gaps; of equals the one nearest to `degrees`, which is
/// set to it. Empty when there is none.
std::vector<Range> ranges_of_touching(const std::vector<Spot>& spots, int expected, int& degrees) {
    std::vector<Range> best;
    float deepest = 1;
    const int before = degrees;
    for (int step = 0; step <= 2 * largest_turn; ++step) {
        const int off = (step + 1) / 2 * (step % 2 == 0 ? -1 : 1) * 2, now = before + off;
        if (now < -largest_turn || now > largest_turn) continue;
        std::vector<Spot> turned = spots;
        turn(turned, off);
        for (const float share : {0.04F, 0.10F, 0.18F, 0.26F, 0.34F, 0.42F, 0.50F}) {
            if (share >= deepest) break;
            auto ranges = ranges_above(profile_of(turned), share);
            if (static_cast<int>(ranges.size()) != expected) continue;
            deepest = share, best = std::move(ranges), degrees = now;
            break;
        }
    }
    return best;
}

/// Where the blobs stand, from left to right; parts of one finger, below one another, are one.
std::vector<Range> ranges_of(const std::vector<Blob>& blobs) {
    std::vector<Range> out;
    for (const Blob& blob : blobs) {
        const auto [low, high] = std::minmax_element(blob.begin(), blob.end(), [](const Spot& a, const Spot& b) { return a.across < b.across; });
        out.push_back({low->across, high->across});
    }
    std::sort(out.begin(), out.end(), [](const Range& a, const Range& b) { return a.from + a.to < b.from + b.to; });
    for (std::size_t i = 0; i + 1 < out.size();) {
        const float common = std::min(out[i].to, out[i + 1].to) - std::max(out[i].from, out[i + 1].from);
        if (common < 0.4F * std::min(out[i].to - out[i].from, out[i + 1].to - out[i + 1].from)) {
            ++i;
            continue;
        }
        out[i] = {std::min(out[i].from, out[i + 1].from), std::max(out[i].to, out[i + 1].to)};
        out.erase(out.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    }
    return out;
}

/// Each range reaches to the middle of the gap to its neighbour.
void widen(std::vector<Range>& ranges) {
    for (std::size_t i = 0; i + 1 < ranges.size(); ++i) ranges[i].to = ranges[i + 1].from = (ranges[i].to + ranges[i + 1].from) / 2;
    if (ranges.empty()) return;
    ranges.front().from -= 4 * cell;
    ranges.back().to += 4 * cell;
}

/// Cells of a column in each row from the top, and where the rows begin.
struct Rows {
    float first = 0;
    std::vector<int> counts{};
};

Rows rows_of(const std::vector<Spot>& spots) {
    Rows out;
    const auto [low, high] = std::minmax_element(spots.begin(), spots.end(), [](const Spot& a, const Spot& b) { return a.along < b.along; });
    out.first = low->along;
    out.counts.assign(static_cast<std::size_t>((high->along - low->along) / cell) + 1, 0);
    for (const Spot& spot : spots) ++out.counts[static_cast<std::size_t>((spot.along - out.first) / cell)];
    return out;
}

/// The first of three rows in a row that hold three cells each: a speck above the tip has fewer.
std::size_t tip_row(const Rows& rows) {
    for (std::size_t i = 0; i + 2 < rows.counts.size(); ++i)
        if (rows.counts[i] >= 3 && rows.counts[i + 1] >= 3 && rows.counts[i + 2] >= 3) return i;
    return 0;
}

/// Median count over the upper part of the finger.
float width_of(const Rows& rows, std::size_t tip) {
    std::vector<int> counts(rows.counts.begin() + static_cast<std::ptrdiff_t>(tip),
                            rows.counts.begin() + static_cast<std::ptrdiff_t>(std::min(rows.counts.size(), tip + 36)));
    std::sort(counts.begin(), counts.end());
    return static_cast<float>(counts[counts.size() * 3 / 5]) * cell;
}

/// The row where the last joint ends: at the crease, where the print thins out, or where it must have ended.
std::size_t end_row(const Rows& rows, std::size_t tip, float width) {
    const std::size_t soonest = tip + static_cast<std::size_t>(crease_after * width / cell);
    const std::size_t latest = std::min(rows.counts.size(), tip + static_cast<std::size_t>(longest_joint * width / cell) + 1);
    for (std::size_t i = soonest; i < latest; ++i)
        if (static_cast<float>(rows.counts[i]) * cell < 0.3F * width) return i;
    return latest;
}

std::optional<Column> column_of(const std::vector<Spot>& spots, const Range& range) {
    Column out;
    for (const Spot& spot : spots)
        if (spot.across >= range.from && spot.across < range.to) out.spots.push_back(spot);
    if (static_cast<int>(out.spots.size()) < least_cells) return std::nullopt;
    const Rows rows = rows_of(out.spots);
    const std::size_t tip = tip_row(rows);
    out.width = width_of(rows, tip);
    out.tip = rows.first + static_cast<float>(tip) * cell;
    const float end = rows.first + static_cast<float>(end_row(rows, tip, out.width)) * cell;
    out.spots.erase(std::remove_if(out.spots.begin(), out.spots.end(), [&](const Spot& s) { return s.along < out.tip || s.along >= end; }), out.spots.end());
    if (static_cast<int>(out.spots.size()) < least_cells) return std::nullopt;
    for (const Spot& spot : out.spots) out.middle += spot.across;
    out.middle /= static_cast<float>(out.spots.size());
    return out;
}

}  // namespace

Axis axis_of(const std::vector<Spot>& spots) {
    float mean_across = 0, mean_along = 0;
    for (const Spot& s : spots) mean_across += s.across, mean_along += s.along;
    const auto n = static_cast<float>(std::max<std::size_t>(1, spots.size()));
    mean_across /= n, mean_along /= n;
    float xx = 0, yy = 0, xy = 0;
    for (const Spot& s : spots) {
        const float u = s.across - mean_across, v = s.along - mean_along;
        xx += u * u, yy += v * v, xy += u * v;
    }
    // the second moments' axis: half of their angle, along against across
    float turns = turns_of(2 * xy, yy - xx);
    if (turns > 0.5F) turns -= 1;
    const float difference = std::sqrt((yy - xx) * (yy - xx) + 4 * xy * xy), shorter = xx + yy - difference;
    return {.turns = turns / 2, .elongation = shorter > 0 ? std::sqrt((xx + yy + difference) / shorter) : 1};
}

Found find_fingers(const GreyImage& image, int expected) {
    std::vector<Blob> blobs = blobs_of(mask_of(image));
    Found out{.degrees = turn_of(blobs)};
    std::vector<Spot> spots;
    for (Blob& blob : blobs) {
        turn(blob, out.degrees);
        spots.insert(spots.end(), blob.begin(), blob.end());
    }
    std::vector<Range> ranges = ranges_of(blobs);
    if (static_cast<int>(ranges.size()) < expected) {
        const int before = out.degrees;
        if (auto apart = ranges_of_touching(spots, expected, out.degrees); !apart.empty()) ranges = std::move(apart);
        turn(spots, out.degrees - before);
    }
    widen(ranges);
    for (const Range& range : ranges)
        if (auto column = column_of(spots, range)) out.columns.push_back(*std::move(column));
    return out;
}

}  // namespace motcua::finger::slap
