#include "shared/document/zones.hpp"

#include <algorithm>

namespace motcua::document {
namespace {

/// Lines of a zone stand 6.35 mm apart on passports and 4.2 mm and more on cards, characters 2.54 mm (ICAO 9303-3, 4.4).
constexpr double least_spacing = 1.25, most_spacing = 3.4;
constexpr std::size_t most_rows = 24, most_zones = 6;

Vec middle(const Row& row) { return row.place((row.first + row.last) / 2.0); }
Vec way(const Row& row) { return row.right((row.first + row.last) / 2.0); }

bool same_pitch(const Row& a, const Row& b) { return a.pitch() < 1.25 * b.pitch() && b.pitch() < 1.25 * a.pitch(); }
bool parallel(const Row& a, const Row& b) {
    const double sine = cross(way(a), way(b)) / (length(way(a)) * length(way(b)));
    return sine > -0.15 && sine < 0.15;
}

/// The same line seen at two sizes of the picture.
bool same(const Row& a, const Row& b) {
    if (!same_pitch(a, b) || !parallel(a, b)) return false;
    const Vec between = middle(b) - middle(a);
    const double aside = cross(way(a), between) / dot(way(a), way(a)), along = dot(way(a), between) / dot(way(a), way(a));
    return aside > -0.6 && aside < 0.6 && along > -a.span() / 2.0 && along < a.span() / 2.0;
}

std::vector<Row> without_doubles(std::vector<Row> rows) {
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.worth > b.worth; });
    std::vector<Row> out;
    for (Row& row : rows) {
        if (std::any_of(out.begin(), out.end(), [&](const Row& other) { return same(other, row); })) continue;
        out.push_back(std::move(row));
        if (out.size() == most_rows) break;
    }
    return out;
}

/// How many pitches row b stands below a; 0 when they do not belong together.
double spacing(const Row& a, const Row& b) {
    if (!same_pitch(a, b) || !parallel(a, b)) return 0;
    // b's nearest point to a's middle, so that rows of different length are not measured aslant
    const Vec along = way(a);
    const double pitch2 = dot(along, along);
    const Vec between = middle(b) - middle(a);
    const double shift = dot(along, between) / pitch2;
    if (shift < -a.span() * 0.6 - 2 || shift > a.span() * 0.6 + 2) return 0;
    const double step = dot(way(b), along) / pitch2;
    const Vec beside = b.place((b.first + b.last) / 2.0 - shift / step) - middle(a);
    const double down = cross(along, beside) / pitch2;
    const double size = down < 0 ? -down : down;
    return size >= least_spacing && size <= most_spacing ? down : 0;
}

struct Candidate {
    Zone rows;
    double score = 0;
};

Candidate candidate(Zone rows) {
    Candidate out{.rows = std::move(rows)};
    for (const Row& row : out.rows) out.score += std::min(row.worth, 44.0);
    return out;
}

/// Every group is met in both directions; one of them is enough.
bool is_first_direction(const Zone& zone) {
    Vec sum{};
    for (const Row& row : zone) sum = sum + way(row);
    return sum.x + sum.y * 0.37 > 0;
}

void add_groups(const Row& a, const std::vector<Row>& rows, std::vector<Candidate>& out) {
    for (const Row& b : rows) {
        Row next = dot(way(a), way(b)) < 0 ? turned_round(b) : b;
        const double first = spacing(a, next);
        if (first <= 0) continue;
        if (is_first_direction({a, next})) out.push_back(candidate({a, next}));
        for (const Row& c : rows) {
            Row third = dot(way(a), way(c)) < 0 ? turned_round(c) : c;
            const double second = spacing(next, third);
            const bool card = a.span() <= 34 && next.span() <= 34 && third.span() <= 34;
            const bool even = second > 0 && second < 1.35 * first && first < 1.35 * second;
            if (card && even && is_first_direction({a, next, third})) out.push_back(candidate({a, next, third}));
        }
    }
}

}  // namespace

std::vector<Zone> group_rows(std::vector<Row> all) {
    const std::vector<Row> rows = without_doubles(std::move(all));
    std::vector<Candidate> found;
    for (const Row& row : rows) {
        add_groups(row, rows, found);
        add_groups(turned_round(row), rows, found);
    }
    std::stable_sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
    std::vector<Zone> out;
    for (Candidate& one : found) {
        if (out.size() == most_zones) break;
        out.push_back(std::move(one.rows));
    }
    return out;
}

}  // namespace motcua::document
