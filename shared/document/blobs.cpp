#include "shared/document/blobs.hpp"

#include <algorithm>
#include <cstdint>

namespace motcua::document {
namespace {

/// Half the side of the square that a pixel is compared with: two letters' worth.
constexpr int radius = 12;
/// Darker than the square's mean by more than 0.6 of its deviation; where that is below 4 grey values there is no print.
constexpr std::int64_t deviation_percent = 60, least_deviation = 4;
constexpr int least_side = 5, most_side = 34, least_area = 8;

struct Run {
    int from, to;  ///< [from, to)
    int label;
};

struct Box {
    int left, top, right, bottom, area;
};

/// Components as a forest of labels; the root's box holds all.
class Labels {
public:
    int add(const Run& run, int y) {
        parents_.push_back(static_cast<int>(parents_.size()));
        boxes_.push_back({run.from, y, run.to, y + 1, run.to - run.from});
        return parents_.back();
    }
    int root(int label) {
        while (at(label) != label) label = at(label) = at(at(label));
        return label;
    }
    void grow(int label, const Run& run, int y) { join_box(boxes_[static_cast<std::size_t>(root(label))], {run.from, y, run.to, y + 1, run.to - run.from}); }
    void unite(int a, int b) {
        a = root(a), b = root(b);
        if (a == b) return;
        at(std::max(a, b)) = std::min(a, b);
        join_box(boxes_[static_cast<std::size_t>(std::min(a, b))], boxes_[static_cast<std::size_t>(std::max(a, b))]);
    }
    [[nodiscard]] std::vector<Box> boxes() const {
        std::vector<Box> out;
        for (std::size_t i = 0; i < boxes_.size(); ++i)
            if (parents_[i] == static_cast<int>(i)) out.push_back(boxes_[i]);
        return out;
    }

private:
    int& at(int label) { return parents_[static_cast<std::size_t>(label)]; }
    static void join_box(Box& to, const Box& from) {
        to = {std::min(to.left, from.left), std::min(to.top, from.top), std::max(to.right, from.right),
              std::max(to.bottom, from.bottom), to.area + from.area};
    }
    std::vector<int> parents_;
    std::vector<Box> boxes_;
};

/// Sums of values and squares over the columns of a band of rows that moves down the picture.
class Band {
public:
    explicit Band(const picture::Picture& grey) : grey_(grey), sums_(static_cast<std::size_t>(grey.width)), squares_(sums_.size()) {
        for (int y = 0; y < std::min(radius, grey.height); ++y) add(y, 1);
    }
    void move_to(int y) {
        if (y + radius < grey_.height) add(y + radius, 1);
        if (y - radius - 1 >= 0) add(y - radius - 1, -1);
    }
    /// Which pixels of row y are ink.
    void mark(int y, std::vector<std::uint8_t>& ink) const {
        const int height = std::min(y + radius, grey_.height - 1) - std::max(y - radius, 0) + 1;
        const std::uint8_t* row = grey_.row(y);
        std::int64_t sum = 0, square = 0;
        for (int x = 0; x < std::min(radius, grey_.width); ++x) sum += sums_[static_cast<std::size_t>(x)], square += squares_[static_cast<std::size_t>(x)];
        for (int x = 0; x < grey_.width; ++x) {
            if (x + radius < grey_.width) sum += sums_[static_cast<std::size_t>(x + radius)], square += squares_[static_cast<std::size_t>(x + radius)];
            if (x - radius - 1 >= 0) sum -= sums_[static_cast<std::size_t>(x - radius - 1)], square -= squares_[static_cast<std::size_t>(x - radius - 1)];
            const std::int64_t n = static_cast<std::int64_t>(height) * (std::min(x + radius, grey_.width - 1) - std::max(x - radius, 0) + 1);
            const std::int64_t darker = sum - n * row[x], variance = n * square - sum * sum;
            ink[static_cast<std::size_t>(x)] = darker > 0 && variance > least_deviation * least_deviation * n * n &&
                                               darker * darker * 10000 > deviation_percent * deviation_percent * variance;
        }
    }

private:
    void add(int y, int sign) {
        const std::uint8_t* row = grey_.row(y);
        for (int x = 0; x < grey_.width; ++x) {
            sums_[static_cast<std::size_t>(x)] += sign * row[x];
            squares_[static_cast<std::size_t>(x)] += sign * row[x] * row[x];
        }
    }
    const picture::Picture& grey_;
    std::vector<std::int32_t> sums_, squares_;
};

std::vector<Run> runs_of(const std::vector<std::uint8_t>& ink) {
    std::vector<Run> out;
    const int width = static_cast<int>(ink.size());
    for (int x = 0; x < width;) {
        while (x < width && !ink[static_cast<std::size_t>(x)]) ++x;
        const int from = x;
        while (x < width && ink[static_cast<std::size_t>(x)]) ++x;
        if (from < x) out.push_back({from, x, -1});
    }
    return out;
}

/// Gives the runs of row y the labels of those they touch in the row above.
void label(std::vector<Run>& runs, const std::vector<Run>& above, int y, Labels& labels) {
    std::size_t first = 0;
    for (Run& run : runs) {
        while (first < above.size() && above[first].to < run.from) ++first;
        for (std::size_t i = first; i < above.size() && above[i].from <= run.to; ++i) {
            if (run.label < 0) labels.grow(run.label = above[i].label, run, y);
            else labels.unite(run.label, above[i].label);
        }
        if (run.label < 0) run.label = labels.add(run, y);
    }
}

bool is_letter_sized(const Box& b) {
    const int longer = std::max(b.right - b.left, b.bottom - b.top), shorter = std::min(b.right - b.left, b.bottom - b.top);
    return longer >= least_side && longer <= most_side && shorter >= 2 && b.area >= least_area;
}

}  // namespace

std::vector<Blob> find_blobs(const picture::Picture& grey, double scale) {
    Band band(grey);
    Labels labels;
    std::vector<std::uint8_t> ink(static_cast<std::size_t>(grey.width));
    std::vector<Run> above;
    for (int y = 0; y < grey.height; ++y) {
        band.move_to(y);
        band.mark(y, ink);
        std::vector<Run> runs = runs_of(ink);
        label(runs, above, y, labels);
        above = std::move(runs);
    }
    std::vector<Blob> out;
    for (const Box& b : labels.boxes())
        if (is_letter_sized(b))
            out.push_back({.centre = Vec{b.left + b.right + 0.0, b.top + b.bottom + 0.0} * (scale / 2),
                           .size = std::max(b.right - b.left, b.bottom - b.top) * scale});
    return out;
}

}  // namespace motcua::document
