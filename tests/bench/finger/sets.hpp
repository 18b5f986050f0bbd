// The FVC B sets as biometrics.md 4.2 measures on them: ten fingers, eight impressions; 280 genuine pairs, and 2,880 impostor
// pairs (every impression with every later one of the other fingers).
#pragma once

#include <algorithm>
#include <array>
#include <fstream>
#include <string>
#include <vector>

#include "tests/bench/finger/png.hpp"

namespace motcua::bench {

inline constexpr int fingers = 10, impressions = 8;
inline constexpr std::array<const char*, 8> set_names{"FVC2002/DB1_B", "FVC2002/DB2_B", "FVC2002/DB3_B", "FVC2002/DB4_B",
                                                      "FVC2004/DB1_B", "FVC2004/DB2_B", "FVC2004/DB3_B", "FVC2004/DB4_B"};

inline std::string print_file(const std::string& dir, const std::string& set, int index) {
    return dir + "/" + set + "/" + std::to_string(101 + index / impressions) + "_" + std::to_string(index % impressions + 1) + ".png";
}

/// All eighty pictures, or none when the set is not there.
inline std::vector<finger::GreyImage> read_set(const std::string& dir, const std::string& set) {
    std::vector<finger::GreyImage> out;
    for (int i = 0; i < fingers * impressions; ++i) {
        auto image = read_png(print_file(dir, set, i));
        if (!image) return {};
        out.push_back(std::move(*image));
    }
    return out;
}

inline bool same_finger(int a, int b) { return a / impressions == b / impressions; }

/// Scores of all pairs, sorted.
struct Scores {
    std::vector<int> genuine, impostor;

    void add(int score, bool same) { (same ? genuine : impostor).push_back(score); }
    void sort() { std::sort(genuine.begin(), genuine.end()), std::sort(impostor.begin(), impostor.end()); }
    [[nodiscard]] double fnmr(int threshold) const {
        return 100.0 * static_cast<double>(std::lower_bound(genuine.begin(), genuine.end(), threshold) - genuine.begin()) / static_cast<double>(genuine.size());
    }
    [[nodiscard]] double fmr(int threshold) const {
        return 100.0 * static_cast<double>(impostor.end() - std::lower_bound(impostor.begin(), impostor.end(), threshold)) /
               static_cast<double>(impostor.size());
    }
    /// Lowest threshold whose FMR is at most `percent`.
    [[nodiscard]] int threshold(double percent) const {
        int t = 0;
        while (fmr(t) > percent) ++t;
        return t;
    }
    [[nodiscard]] double equal_error() const {
        double best = 100;
        for (int t = 0; t <= 1001; ++t) best = std::min(best, std::max(fnmr(t), fmr(t)));
        return best;
    }
};

}  // namespace motcua::bench
