#include "shared/document/rows.hpp"

#include <algorithm>
#include <cstdint>

namespace motcua::document {
namespace {

/// Spots by place, to find those near a point.
class Places {
public:
    explicit Places(const std::vector<Blob>& blobs) : blobs_(blobs) {
        double right = 1, bottom = 1;
        for (const Blob& b : blobs) side_ += b.size, right = std::max(right, b.centre.x), bottom = std::max(bottom, b.centre.y);
        side_ = std::max(4.0, side_ / static_cast<double>(std::max<std::size_t>(blobs.size(), 1)));
        columns_ = static_cast<int>(right / side_) + 1;
        rows_ = static_cast<int>(bottom / side_) + 1;
        cells_.resize(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_));
        for (std::size_t i = 0; i < blobs.size(); ++i) cells_[cell(column(blobs[i].centre.x), row(blobs[i].centre.y))].push_back(static_cast<int>(i));
    }
    template <class F>
    void each_within(Vec point, double distance, F f) const {
        for (int y = row(point.y - distance); y <= row(point.y + distance); ++y)
            for (int x = column(point.x - distance); x <= column(point.x + distance); ++x)
                for (const int i : cells_[cell(x, y)])
                    if (const double d = length(blobs_[static_cast<std::size_t>(i)].centre - point); d <= distance) f(i, d);
    }

private:
    [[nodiscard]] int column(double x) const { return static_cast<int>(std::clamp(x / side_, 0.0, columns_ - 1.0)); }
    [[nodiscard]] int row(double y) const { return static_cast<int>(std::clamp(y / side_, 0.0, rows_ - 1.0)); }
    [[nodiscard]] std::size_t cell(int x, int y) const { return static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(x); }
    const std::vector<Blob>& blobs_;
    double side_ = 0;
    int columns_ = 1, rows_ = 1;
    std::vector<std::vector<int>> cells_;
};

struct Link {
    int index;  ///< which character of the row
    int blob;
};

constexpr int most_gap = 6, least_links = 9, most_links = 60;

class Search {
public:
    explicit Search(const std::vector<Blob>& blobs) : blobs_(blobs), places_(blobs), used_(blobs.size()) {}

    std::vector<std::vector<Link>> chains() {
        std::vector<std::vector<Link>> out;
        for (std::size_t i = 0; i < blobs_.size(); ++i) {
            if (used_[i]) continue;
            for (const int j : neighbours(static_cast<int>(i))) {
                std::vector<Link> chain = grown(static_cast<int>(i), j);
                if (static_cast<int>(chain.size()) < least_links) continue;
                for (const Link& link : chain) used_[static_cast<std::size_t>(link.blob)] = 1;
                out.push_back(std::move(chain));
                if (used_[i]) break;
            }
        }
        return out;
    }

private:
    [[nodiscard]] const Blob& at(int i) const { return blobs_[static_cast<std::size_t>(i)]; }
    [[nodiscard]] bool alike(double a, double b) const { return a < 1.7 * b && b < 1.7 * a; }

    /// The next character stands 0.7 to 2 letters away.
    [[nodiscard]] std::vector<int> neighbours(int i) const {
        std::vector<std::pair<double, int>> found;
        const double size = at(i).size;
        places_.each_within(at(i).centre, 2 * size, [&](int j, double d) {
            if (j != i && d > 0.7 * size && alike(at(j).size, size)) found.emplace_back(d, j);
        });
        std::sort(found.begin(), found.end());
        if (found.size() > 8) found.resize(8);
        std::vector<int> out;
        for (const auto& [d, j] : found) out.push_back(j);
        return out;
    }

    [[nodiscard]] int nearest(Vec point, double distance, double size) const {
        int best = -1;
        double least = distance;
        places_.each_within(point, distance, [&](int j, double d) {
            if (d <= least && alike(at(j).size, size)) least = d, best = j;
        });
        return best;
    }

    /// The way from character to character, from the chain's last ten.
    [[nodiscard]] Vec step(const std::vector<Link>& chain) const {
        const std::size_t from = chain.size() > 10 ? chain.size() - 10 : 0;
        return (at(chain.back().blob).centre - at(chain[from].blob).centre) * (1.0 / (chain.back().index - chain[from].index));
    }

    bool extend(std::vector<Link>& chain, double size) const {
        const Vec way = step(chain);
        const double tolerance = length(way) * (chain.size() < 4 ? 0.22 : 0.3);
        // a row that has hardly begun must not leap
        const int reach = chain.size() < 4 ? 1 : chain.size() < 8 ? 3 : most_gap;
        for (int gap = 1; gap <= reach; ++gap) {
            const int next = nearest(at(chain.back().blob).centre + way * gap, tolerance * (1 + 0.1 * gap), size);
            if (next < 0 || next == chain.back().blob) continue;
            chain.push_back({chain.back().index + gap, next});
            return true;
        }
        return false;
    }

    [[nodiscard]] std::vector<Link> grown(int i, int j) const {
        std::vector<Link> chain{{0, i}, {1, j}};
        double size = (at(i).size + at(j).size) / 2;
        const auto grow = [&] {
            while (chain.size() < most_links && extend(chain, size)) size += (at(chain.back().blob).size - size) / static_cast<double>(std::min<std::size_t>(chain.size(), 12));
        };
        grow();
        if (chain.size() < 3) return chain;
        std::reverse(chain.begin(), chain.end());
        for (Link& link : chain) link.index = -link.index;
        grow();
        std::reverse(chain.begin(), chain.end());
        for (Link& link : chain) link.index = -link.index;
        return chain;
    }

    const std::vector<Blob>& blobs_;
    Places places_;
    std::vector<std::uint8_t> used_;
};

/// Least squares for x and y of place(u) by powers of u up to 2 (1 for short rows, which do not show how they bend).
std::array<Vec, 3> fit(const std::vector<Link>& links, const std::vector<Blob>& blobs, int degree) {
    double m[3][5] = {};
    for (const Link& link : links) {
        const double u = link.index, powers[3] = {1, u, u * u};
        const Vec p = blobs[static_cast<std::size_t>(link.blob)].centre;
        for (int r = 0; r <= degree; ++r) {
            for (int c = 0; c <= degree; ++c) m[r][c] += powers[r] * powers[c];
            m[r][3] += powers[r] * p.x;
            m[r][4] += powers[r] * p.y;
        }
    }
    for (int i = 0; i <= degree; ++i)
        for (int r = 0; r <= degree; ++r) {
            if (r == i || m[i][i] == 0) continue;
            const double k = m[r][i] / m[i][i];
            for (int c = 0; c < 5; ++c) m[r][c] -= k * m[i][c];
        }
    std::array<Vec, 3> out{};
    for (int i = 0; i <= degree; ++i)
        if (m[i][i] != 0) out[static_cast<std::size_t>(i)] = {m[i][3] / m[i][i], m[i][4] / m[i][i]};
    return out;
}

Vec on_curve(const std::array<Vec, 3>& curve, double u) { return curve[0] + curve[1] * u + curve[2] * (u * u); }

/// What neighbours have in common of their distance from the curve: a page bends, a letter alone does not leave its line.
std::vector<Vec> smoothed_offsets(const Row& row, const std::vector<Link>& links, const std::vector<Blob>& blobs) {
    constexpr int reach = 5;
    std::vector<Vec> out;
    for (int u = row.first; u <= row.last; ++u) {
        Vec sum{};
        double weight = 1;  // as if one more stood on the curve
        for (const Link& link : links) {
            const int distance = link.index > u ? link.index - u : u - link.index;
            if (distance > reach) continue;
            const double w = reach + 1 - distance;
            sum = sum + (blobs[static_cast<std::size_t>(link.blob)].centre - on_curve(row.curve, link.index)) * w;
            weight += w;
        }
        out.push_back(sum * (1 / weight));
    }
    return out;
}

Row row_of(std::vector<Link> links, const std::vector<Blob>& blobs) {
    Row row;
    for (int round = 0; round < 3; ++round) {
        const int degree = links.back().index - links.front().index >= 18 ? 2 : 1;
        row.curve = fit(links, blobs, degree);
        const double limit = 0.3 * length(row.curve[1]);
        std::vector<Link> kept;
        for (const Link& link : links)
            if (length(blobs[static_cast<std::size_t>(link.blob)].centre - on_curve(row.curve, link.index)) <= limit) kept.push_back(link);
        if (kept.size() < 6) break;
        if (kept.size() == links.size()) break;
        links = std::move(kept);
    }
    row.first = links.front().index;
    row.last = links.back().index;
    row.seen = static_cast<int>(links.size());
    double beside = 0;
    for (const Link& link : links) beside += length(blobs[static_cast<std::size_t>(link.blob)].centre - on_curve(row.curve, link.index));
    const double looseness = beside / (row.seen * length(row.curve[1]));
    row.worth = static_cast<double>(row.seen) * row.seen / row.span() * std::max(0.0, 1 - 3 * looseness);
    row.off = smoothed_offsets(row, links, blobs);
    return row;
}

}  // namespace

Vec Row::place(double u) const {
    const Vec p = on_curve(curve, u);
    if (off.empty()) return p;
    const auto i = static_cast<std::size_t>(std::clamp(u - first + 0.5, 0.0, static_cast<double>(off.size() - 1)));
    return p + off[i];
}

std::vector<Row> find_rows(const std::vector<Blob>& blobs) {
    std::vector<Row> out;
    for (std::vector<Link>& chain : Search(blobs).chains()) {
        Row row = row_of(std::move(chain), blobs);
        if (row.seen >= least_links && row.seen * 2 >= row.span()) out.push_back(std::move(row));
    }
    std::stable_sort(out.begin(), out.end(), [](const Row& a, const Row& b) { return a.worth > b.worth; });
    return out;
}

Row turned_round(const Row& row) {
    Row out = row;
    out.curve[1] = -row.curve[1];
    out.first = -row.last;
    out.last = -row.first;
    std::reverse(out.off.begin(), out.off.end());
    return out;
}

}  // namespace motcua::document
