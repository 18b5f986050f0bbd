#include "shared/finger/skeleton.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace motcua::finger {
namespace {

constexpr int trace_length = 14;      // for the direction of an end
constexpr int spur_length = 11;       // branches shorter than this are noise
constexpr int fragment_length = 16;   // lines shorter than this are noise
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

/// Pixels of one row side by side, and the area they belong to.
struct Run {
    int row, first, end;  // end: one past the last
    int parent;           // index of a run of the same area
    int size;             // of the whole area, kept at its representative
    bool border;          // the area touches the picture's edge
};

int representative(std::vector<Run>& runs, int at) {
    while (runs[at].parent != at) at = runs[at].parent = runs[runs[at].parent].parent;
    return at;
}

void join(std::vector<Run>& runs, int a, int b) {
    a = representative(runs, a), b = representative(runs, b);
    if (a == b) return;
    if (runs[a].size < runs[b].size) std::swap(a, b);
    runs[b].parent = a;
    runs[a].size += runs[b].size;
    runs[a].border = runs[a].border || runs[b].border;
}

void add_runs(const Skeleton& s, int y, std::uint8_t value, std::vector<Run>& runs) {
    const std::uint8_t* row = s.values.data() + s.index(0, y);
    for (int x = 0; x < s.width;) {
        while (x < s.width && row[x] != value) ++x;
        if (x == s.width) return;
        const int first = x;
        while (x < s.width && row[x] == value) ++x;
        const int self = static_cast<int>(runs.size());
        runs.push_back({y, first, x, self, x - first, y == 0 || y == s.height - 1 || first == 0 || x == s.width});
    }
}

/// All runs of `value`, joined into 4-connected areas.
std::vector<Run> areas_of(const Skeleton& s, std::uint8_t value) {
    std::vector<Run> runs;
    runs.reserve(static_cast<std::size_t>(s.height) * 32);
    for (int y = 0, above = 0; y < s.height; ++y) {
        const int here = static_cast<int>(runs.size());
        add_runs(s, y, value, runs);
        for (int k = here; k < static_cast<int>(runs.size()); ++k) {
            while (above < here && runs[above].end <= runs[k].first) ++above;
            for (int u = above; u < here && runs[u].first < runs[k].end; ++u) join(runs, u, k);
        }
        above = here;
    }
    return runs;
}

/// Pixels of `value` in areas smaller than `limit` flip.
void flip_small_areas(Skeleton& s, std::uint8_t value, int limit) {
    std::vector<Run> runs = areas_of(s, value);
    for (int k = 0; k < static_cast<int>(runs.size()); ++k) {
        const Run& area = runs[representative(runs, k)];
        if (area.border || area.size >= limit) continue;
        std::fill_n(s.values.begin() + s.index(runs[k].first, runs[k].row), runs[k].end - runs[k].first, static_cast<std::uint8_t>(value ^ 1));
    }
}

/// Ridges and valleys cannot both pass through a point where they only touch by corners, or a minutia there would end
/// neither: valleys give way.
void part_corners(Skeleton& s) {
    for (int y = 0; y + 1 < s.height; ++y) {
        std::uint8_t *a = s.values.data() + s.index(0, y), *b = s.values.data() + s.index(0, y + 1);
        for (int x = 0; x + 1 < s.width; ++x) {
            const int down = a[x] & b[x + 1] & (a[x + 1] ^ 1) & (b[x] ^ 1), up = b[x] & a[x + 1] & (a[x] ^ 1) & (b[x + 1] ^ 1);
            b[x + 1] = static_cast<std::uint8_t>(b[x + 1] & (down ^ 1));
            b[x] = static_cast<std::uint8_t>(b[x] & (up ^ 1));
        }
    }
}

}  // namespace

Skeleton binarise(const RidgeMap& map, Side side) {
    Skeleton out(map.width, map.height);
    const bool ridges = side == Side::ridges;
    for (int y = 0; y < map.height; ++y) {
        const std::int16_t* row = map.enhanced.row(y);
        std::uint8_t* to = out.values.data() + out.index(0, y);
        for (int c = 0; c < map.foreground.columns; ++c) {
            if (map.foreground.at(c, y / cell_size) == 0) continue;
            for (int x = c * cell_size; x < std::min(map.width, (c + 1) * cell_size); ++x) to[x] = (row[x] > 0) == ridges ? 1 : 0;
        }
    }
    flip_small_areas(out, 1, speck_size);
    flip_small_areas(out, 0, speck_size);
    if (side == Side::valleys) part_corners(out);
    return out;
}

namespace {

/// The picture as bits, 64 pixels a word, with an empty row and an empty word all around.
class BitPicture {
public:
    explicit BitPicture(const Skeleton& s) : words_((s.width + 63) / 64 + 2), rows_(s.height + 2), bits_(static_cast<std::size_t>(words_) * rows_, 0) {
        for (int y = 0; y < s.height; ++y)
            for (int x = 0; x < s.width; ++x) row(y)[x / 64] |= static_cast<std::uint64_t>(s.at(x, y)) << (x & 63);
    }
    [[nodiscard]] std::uint64_t* row(int y) { return bits_.data() + static_cast<std::size_t>(y + 1) * words_ + 1; }
    [[nodiscard]] int words() const { return words_ - 2; }
    [[nodiscard]] int stride() const { return words_; }
    void copy_to(Skeleton& s) {
        for (int y = 0; y < s.height; ++y)
            for (int x = 0; x < s.width; ++x) s.values[s.index(x, y)] = static_cast<std::uint8_t>(row(y)[x / 64] >> (x & 63) & 1);
    }

private:
    int words_, rows_;
    std::vector<std::uint64_t> bits_;
};

using Word = std::uint64_t;

/// Which pixels of a word may go: exactly one of Hilditch's four crossings is one, and two neighbours or more are set.
Word removable(Word east, Word south_east, Word south, Word south_west, Word west, Word north_west, Word north, Word north_east) {
    const Word a = ~east & (south_east | south), b = ~south & (south_west | west);
    const Word c = ~west & (north_west | north), d = ~north & (north_east | east);
    const Word one = (a ^ b ^ c ^ d) & ~((a & b) | (c & d));
    Word any = east, two = 0;
    for (const Word n : {south_east, south, south_west, west, north_west, north, north_east}) two |= any & n, any |= n;
    return one & two;
}

enum class Border : std::uint8_t { north, south, west, east };

/// Takes one layer off one side (Rosenfeld 1975: each side by itself keeps every connection); gives whether any went.
/// `taken` is scratch for one row.
template <Border side>
bool peel(BitPicture& picture, int height, std::vector<Word>& above, std::vector<Word>& here) {
    const int words = picture.words(), stride = picture.stride();
    Word changed = 0;
    std::fill(above.begin(), above.end(), 0);  // row y - 1 as it was before this pass
    for (int y = 0; y < height; ++y) {
        Word* const row = picture.row(y);
        std::copy(row - 1, row + words + 1, here.begin());
        const Word *const n = above.data() + 1, *const h = here.data() + 1, *const s = row + stride;
        for (int w = 0; w < words; ++w) {
            const Word east = h[w] >> 1 | h[w + 1] << 63, west = h[w] << 1 | h[w - 1] >> 63;
            const Word north_east = n[w] >> 1 | n[w + 1] << 63, north_west = n[w] << 1 | n[w - 1] >> 63;
            const Word south_east = s[w] >> 1 | s[w + 1] << 63, south_west = s[w] << 1 | s[w - 1] >> 63;
            const Word open = ~(side == Border::north ? n[w] : side == Border::south ? s[w] : side == Border::west ? west : east);
            const Word gone = h[w] & open & removable(east, south_east, s[w], south_west, west, north_west, n[w], north_east);
            row[w] = h[w] & ~gone;
            changed |= gone;
        }
        std::swap(above, here);
    }
    return changed != 0;
}

}  // namespace

void thin(Skeleton& s) {
    BitPicture picture(s);
    std::vector<Word> above(static_cast<std::size_t>(picture.stride())), here(above.size());
    // One layer from each side in turn, so that lines stay in the middle
    for (bool changed = true; changed;) {
        changed = peel<Border::north>(picture, s.height, above, here);
        changed = peel<Border::south>(picture, s.height, above, here) || changed;
        changed = peel<Border::west>(picture, s.height, above, here) || changed;
        changed = peel<Border::east>(picture, s.height, above, here) || changed;
    }
    picture.copy_to(s);
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

std::vector<int> pixels_of(const Skeleton& s) {
    std::vector<int> pixels;
    pixels.reserve(s.values.size() / 8);
    for (int at = s.stride; at + s.stride < static_cast<int>(s.values.size()); ++at)
        if (s.values[at] != 0) pixels.push_back(at);
    return pixels;
}

std::vector<int> ends_of(const Skeleton& s, const Ring& ring, const std::vector<int>& pixels) {
    std::vector<int> ends;
    for (const int at : pixels) {
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
bool prune(Skeleton& s, const Ring& ring, const std::vector<int>& pixels) {
    bool changed = false;
    for (const int end : ends_of(s, ring, pixels)) {
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
    const std::vector<int> pixels = pixels_of(s);
    for (int round = 0; round < 4 && prune(s, ring, pixels); ++round) {
    }
    std::vector<LineEnd> ends, kept;
    for (const int end : ends_of(s, ring, pixels)) ends.push_back(describe(s, ring, end));
    std::vector<char> paired(ends.size(), 0);
    for (std::size_t i = 0; i < ends.size(); ++i)
        for (std::size_t j = i + 1; j < ends.size(); ++j)
            if (facing(ends[i], ends[j])) paired[i] = paired[j] = 1;
    for (std::size_t i = 0; i < ends.size(); ++i)
        if (paired[i] == 0) kept.push_back(ends[i]);
    return kept;
}

}  // namespace motcua::finger
