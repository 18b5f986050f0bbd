#include "shared/finger/skeleton.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace motcua::finger {
namespace {

constexpr int trace_length = 14;      // for the direction of an end
constexpr int spur_length = 11;       // branches shorter than this are noise
constexpr int fragment_length = 22;   // lines shorter than this are noise
constexpr int gap_length = 14;        // two ends that face each other over less were one line
constexpr int speck_size = 24;        // pixels

/// Neighbours clockwise from east: bit i of a code.
struct Ring {
    std::array<int, 8> steps;
    explicit Ring(int stride) : steps{1, stride + 1, stride, stride - 1, -1, -stride - 1, -stride, -stride + 1} {}
};

std::uint8_t code_of(const Skeleton& s, const Ring& ring, int at) {
    unsigned code = 0;
    for (unsigned i = 0; i < 8; ++i) code |= static_cast<unsigned>(s.values[at + ring.steps[i]]) << i;
    return static_cast<std::uint8_t>(code);
}

int neighbours(std::uint8_t code) {
    int n = 0;
    for (; code != 0; code = static_cast<std::uint8_t>(code & (code - 1))) ++n;
    return n;
}

/// Removing the pixel changes no connection: its set neighbours form one 8-connected piece and it touches ground
/// through an edge (Hilditch's crossing number = 1), and it is no line end.
bool removable(std::uint8_t code) {
    int crossings = 0;
    for (int i = 0; i < 8; i += 2) {
        const bool edge = (code >> i & 1) != 0;
        const bool corner = (code >> (i + 1) & 1) != 0, next = (code >> ((i + 2) & 7) & 1) != 0;
        if (!edge && (corner || next)) ++crossings;
    }
    return crossings == 1 && neighbours(code) > 1;
}

const std::array<bool, 256>& removable_table() {
    static const std::array<bool, 256> table = [] {
        std::array<bool, 256> t{};
        for (int code = 0; code < 256; ++code) t[code] = removable(static_cast<std::uint8_t>(code));
        return t;
    }();
    return table;
}

/// Pixels of `value` in areas smaller than `limit` flip.
void flip_small_areas(Skeleton& s, std::uint8_t value, int limit) {
    std::vector<std::uint8_t> seen(s.values.size(), 0);
    std::vector<int> area;
    const std::array<int, 4> steps{1, -1, s.stride, -s.stride};
    for (int y = 0; y < s.height; ++y)
        for (int x = 0; x < s.width; ++x) {
            const int start = s.index(x, y);
            if (s.values[start] != value || seen[start] != 0) continue;
            area.assign(1, start);
            seen[start] = 1;
            bool border = false;
            for (std::size_t i = 0; i < area.size(); ++i)
                for (const int step : steps) {
                    const int next = area[i] + step, nx = s.x_of(next), ny = s.y_of(next);
                    if (nx < 0 || ny < 0 || nx >= s.width || ny >= s.height) border = true;
                    else if (s.values[next] == value && seen[next] == 0) seen[next] = 1, area.push_back(next);
                }
            if (!border && static_cast<int>(area.size()) < limit)
                for (const int at : area) s.values[at] = value ^ 1;
        }
}

}  // namespace

Skeleton binarise(const RidgeMap& map, Side side) {
    Skeleton out(map.width, map.height);
    for (int y = 0; y < map.height; ++y) {
        const std::int16_t* row = map.enhanced.row(y);
        for (int x = 0; x < map.width; ++x)
            if (on_finger(map, x, y)) out.values[out.index(x, y)] = (side == Side::ridges ? row[x] > 0 : row[x] <= 0) ? 1 : 0;
    }
    flip_small_areas(out, 1, speck_size);
    flip_small_areas(out, 0, speck_size);
    return out;
}

void thin(Skeleton& s) {
    const Ring ring(s.stride);
    const auto& table = removable_table();
    std::vector<int> line, border;
    for (int at = 0; at < static_cast<int>(s.values.size()); ++at)
        if (s.values[at] != 0) line.push_back(at);
    // One layer from each side in turn (north, south, west, east), so that lines stay in the middle
    const std::array<int, 4> sides{-s.stride, s.stride, -1, 1};
    for (bool changed = true; changed;) {
        changed = false;
        for (const int side : sides) {
            border.clear();
            for (const int at : line)
                if (s.values[at + side] == 0) border.push_back(at);
            for (const int at : border)
                if (table[code_of(s, ring, at)]) s.values[at] = 0, changed = true;
            line.erase(std::remove_if(line.begin(), line.end(), [&](int at) { return s.values[at] == 0; }), line.end());
        }
    }
}

namespace {

/// A walk along a line from one of its ends.
struct Walk {
    std::vector<int> path{};
    bool at_fork = false;  ///< stopped because the line forks
    bool at_end = false;   ///< stopped because the line ends
};

Walk walk(const Skeleton& s, const Ring& ring, int start, int limit) {
    Walk out{.path = {start}};
    int before = -1, at = start;
    while (static_cast<int>(out.path.size()) < limit) {
        int next = -1, ways = 0;
        // Edge neighbours first: a staircase's corner is one way, not two
        for (const int i : {0, 2, 4, 6, 1, 3, 5, 7}) {
            const int to = at + ring.steps[i];
            if (s.values[to] == 0 || to == before) continue;
            if (before >= 0 && std::find(ring.steps.begin(), ring.steps.end(), to - before) != ring.steps.end()) continue;
            if (next >= 0 && std::find(ring.steps.begin(), ring.steps.end(), to - next) != ring.steps.end()) continue;
            if (next < 0) next = to;
            ++ways;
        }
        if (ways == 0) out.at_end = true;
        if (ways > 1) out.at_fork = true;
        if (ways != 1) return out;
        before = at;
        at = next;
        out.path.push_back(at);
    }
    return out;
}

std::vector<int> ends_of(const Skeleton& s, const Ring& ring) {
    std::vector<int> ends;
    for (int at = s.stride; at + s.stride < static_cast<int>(s.values.size()); ++at) {
        if (s.values[at] == 0) continue;
        const std::uint8_t code = code_of(s, ring, at);
        const int n = neighbours(code);
        // One neighbour, or two that touch each other (a hook)
        const bool hook = n == 2 && (code & static_cast<std::uint8_t>((code << 1) | (code >> 7))) != 0;
        if (n <= 1 || hook) ends.push_back(at);
    }
    return ends;
}

void erase_path(Skeleton& s, const Walk& w) {
    const std::size_t keep = w.at_fork ? 1 : 0;  // the fork itself stays
    for (std::size_t i = 0; i + keep < w.path.size(); ++i) s.values[w.path[i]] = 0;
}

/// Erases spurs (end to fork) and fragments (end to end); true when anything went.
bool prune(Skeleton& s, const Ring& ring) {
    bool changed = false;
    for (const int end : ends_of(s, ring)) {
        if (s.values[end] == 0) continue;
        const Walk w = walk(s, ring, end, fragment_length);
        const int steps = static_cast<int>(w.path.size());
        const bool noise = (w.at_fork && steps <= spur_length) || (w.at_end && steps < fragment_length);
        if (noise) erase_path(s, w), changed = true;
    }
    return changed;
}

LineEnd describe(const Skeleton& s, const Ring& ring, int end) {
    const Walk w = walk(s, ring, end, trace_length);
    LineEnd out{.x = s.x_of(end), .y = s.y_of(end)};
    const float dx = static_cast<float>(s.x_of(w.path.back()) - out.x), dy = static_cast<float>(s.y_of(w.path.back()) - out.y);
    const float length = std::sqrt(dx * dx + dy * dy);
    if (length > 0) out.dx = dx / length, out.dy = dy / length;
    return out;
}

/// Two ends that look at each other across a short gap were one line before noise cut it.
bool facing(const LineEnd& a, const LineEnd& b) {
    const float gx = static_cast<float>(b.x - a.x), gy = static_cast<float>(b.y - a.y);
    const float length = std::sqrt(gx * gx + gy * gy);
    if (length > gap_length || length <= 0) return false;
    const float opposite = a.dx * b.dx + a.dy * b.dy;
    if (length <= 5) return opposite < -0.3F;
    const float ahead_a = -(a.dx * gx + a.dy * gy) / length, ahead_b = (b.dx * gx + b.dy * gy) / length;
    return opposite < -0.7F && ahead_a > 0.7F && ahead_b > 0.7F;
}

}  // namespace

std::vector<LineEnd> repaired_ends(Skeleton& s) {
    const Ring ring(s.stride);
    for (int round = 0; round < 4 && prune(s, ring); ++round) {
    }
    std::vector<LineEnd> ends, kept;
    for (const int end : ends_of(s, ring)) ends.push_back(describe(s, ring, end));
    std::vector<char> paired(ends.size(), 0);
    for (std::size_t i = 0; i < ends.size(); ++i)
        for (std::size_t j = i + 1; j < ends.size(); ++j)
            if (facing(ends[i], ends[j])) paired[i] = paired[j] = 1;
    for (std::size_t i = 0; i < ends.size(); ++i)
        if (paired[i] == 0) kept.push_back(ends[i]);
    return kept;
}

}  // namespace motcua::finger
