#include "shared/finger/segment.hpp"

#include <algorithm>
#include <vector>

namespace motcua::finger {
namespace {

/// Share of the strong contrast a finger cell must have; the strong contrast is the 85th percentile.
constexpr float relative_contrast = 0.30F;
constexpr float absolute_contrast = 9.0F;
constexpr int peel_rounds = 8;

float strong(const Cells<float>& contrast) {
    std::vector<float> sorted = contrast.values;
    const auto at = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() * 85 / 100);
    std::nth_element(sorted.begin(), at, sorted.end());
    return *at;
}

/// Cells where at least `share` of the (2 radius + 1) squared neighbours (outside counts as empty) are set.
Cells<std::uint8_t> vote(const Cells<std::uint8_t>& mask, int radius, float share) {
    Cells<std::uint8_t> out(mask.columns, mask.rows);
    for (int r = 0; r < mask.rows; ++r)
        for (int c = 0; c < mask.columns; ++c) {
            int set = 0, all = 0;
            for (int j = -radius; j <= radius; ++j)
                for (int i = -radius; i <= radius; ++i) {
                    if (!mask.holds(c + i, r + j)) continue;
                    ++all;
                    set += mask.at(c + i, r + j);
                }
            out.at(c, r) = static_cast<float>(set) >= share * static_cast<float>(all) ? 1 : 0;
        }
    return out;
}

/// Labels the 4-connected areas of cells equal to `value`; gives each area's size, index 0 unused.
std::vector<int> label(const Cells<std::uint8_t>& mask, std::uint8_t value, Cells<int>& labels) {
    std::vector<int> sizes{0};
    std::vector<int> stack;
    for (int start = 0; start < static_cast<int>(mask.values.size()); ++start) {
        if (mask.values[start] != value || labels.values[start] != 0) continue;
        sizes.push_back(0);
        stack.push_back(start);
        labels.values[start] = static_cast<int>(sizes.size()) - 1;
        while (!stack.empty()) {
            const int at = stack.back(), c = at % mask.columns, r = at / mask.columns;
            stack.pop_back();
            ++sizes.back();
            for (const auto& [i, j] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
                if (!mask.holds(c + i, r + j)) continue;
                const int next = (r + j) * mask.columns + c + i;
                if (mask.values[next] != value || labels.values[next] != 0) continue;
                labels.values[next] = labels.values[start];
                stack.push_back(next);
            }
        }
    }
    return sizes;
}

void keep_large(Cells<std::uint8_t>& mask) {
    Cells<int> labels(mask.columns, mask.rows);
    const std::vector<int> sizes = label(mask, 1, labels);
    const int largest = *std::max_element(sizes.begin(), sizes.end());
    for (std::size_t i = 0; i < mask.values.size(); ++i)
        if (mask.values[i] != 0 && sizes[labels.values[i]] * 4 < largest) mask.values[i] = 0;
}

void fill_holes(Cells<std::uint8_t>& mask) {
    Cells<int> labels(mask.columns, mask.rows);
    const std::vector<int> sizes = label(mask, 0, labels);
    std::vector<char> outside(sizes.size(), 0);
    for (int c = 0; c < mask.columns; ++c) outside[labels.at(c, 0)] = outside[labels.at(c, mask.rows - 1)] = 1;
    for (int r = 0; r < mask.rows; ++r) outside[labels.at(0, r)] = outside[labels.at(mask.columns - 1, r)] = 1;
    for (std::size_t i = 0; i < mask.values.size(); ++i)
        if (mask.values[i] == 0 && outside[labels.values[i]] == 0 && sizes[labels.values[i]] < 120) mask.values[i] = 1;
}

/// Takes off the cells at the edge that got in only because their wide window reaches over the ridges.
void peel(Cells<std::uint8_t>& mask, const Cells<float>& near_contrast, float limit) {
    Cells<std::uint8_t> before = mask;
    const auto open = [&](int c, int r) { return !mask.holds(c, r) || before.at(c, r) == 0; };
    for (int r = 0; r < mask.rows; ++r)
        for (int c = 0; c < mask.columns; ++c)
            if (before.at(c, r) != 0 && near_contrast.at(c, r) < limit &&
                (open(c - 1, r) || open(c + 1, r) || open(c, r - 1) || open(c, r + 1)))
                mask.at(c, r) = 0;
}

}  // namespace

Cells<std::uint8_t> grown(const Cells<std::uint8_t>& mask) { return vote(mask, 1, 0.01F); }

Cells<std::uint8_t> segment(const Cells<float>& contrast, const Cells<float>& near_contrast) {
    const float limit = std::max(absolute_contrast, relative_contrast * strong(contrast));
    Cells<std::uint8_t> mask(contrast.columns, contrast.rows);
    for (std::size_t i = 0; i < mask.values.size(); ++i) mask.values[i] = contrast.values[i] >= limit ? 1 : 0;
    mask = vote(mask, 2, 0.5F);
    fill_holes(mask);
    mask = vote(mask, 3, 0.5F);
    keep_large(mask);
    fill_holes(mask);
    for (int round = 0; round < peel_rounds; ++round) peel(mask, near_contrast, limit);
    return mask;
}

}  // namespace motcua::finger
