// Accuracy and speed of shared/finger on the FVC sets (biometrics.md 4.2): 280 genuine pairs a set, 2,880 impostor pairs
// (every impression with every impression of the other fingers that comes later, as the reference figures were measured).
//   finger_bench DATA_DIR [FEATURES_CSV]   (the file is what the score is calibrated from, fit.py)
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "shared/finger/compare.hpp"
#include "shared/finger/judge.hpp"
#include "tests/bench/finger/png.hpp"

namespace motcua::bench {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int fingers = 10, impressions = 8;

double milliseconds_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

struct Set {
    std::string name;
    std::vector<finger::Prepared> templates;
    std::vector<int> quality;
    double extract_ms = 0;
    int refused = 0;
};

struct Trial {
    int a, b;
    bool genuine;
    finger::Finding finding;
};

Set load(const std::string& dir, const std::string& name) {
    Set set{.name = name};
    for (int f = 101; f <= 100 + fingers; ++f)
        for (int i = 1; i <= impressions; ++i) {
            const auto image = read_png(dir + "/" + name + "/" + std::to_string(f) + "_" + std::to_string(i) + ".png");
            if (!image) { std::fprintf(stderr, "missing %s %d_%d\n", name.c_str(), f, i); continue; }
            const auto start = Clock::now();
            finger::Examination examined = finger::examine(*image);
            set.extract_ms += milliseconds_since(start);
            set.refused += examined.minutiae ? 0 : 1;
            set.quality.push_back(examined.verdict.quality.value_or(-1));
            set.templates.push_back(finger::prepare(examined.minutiae.value_or(finger::Template{})));
        }
    return set;
}

std::vector<Trial> run(const Set& set, double& ms) {
    std::vector<Trial> trials;
    const int n = static_cast<int>(set.templates.size());
    const auto start = Clock::now();
    for (int a = 0; a < n; ++a)
        for (int b = a + 1; b < n; ++b)
            trials.push_back({a, b, a / impressions == b / impressions, finger::compare(set.templates[a], set.templates[b])});
    ms = milliseconds_since(start) / static_cast<double>(trials.size());
    return trials;
}

struct Rates {
    double eer, fnmr_1, fnmr_01, zero;
    int worst_impostor;
};

double fnmr_at(const std::vector<int>& genuine, int threshold) {
    return 100.0 * static_cast<double>(std::lower_bound(genuine.begin(), genuine.end(), threshold) - genuine.begin()) /
           static_cast<double>(genuine.size());
}

double fmr_at(const std::vector<int>& impostor, int threshold) {
    return 100.0 * static_cast<double>(impostor.end() - std::lower_bound(impostor.begin(), impostor.end(), threshold)) /
           static_cast<double>(impostor.size());
}

/// Lowest threshold whose FMR is at most `percent`.
int threshold_for(const std::vector<int>& impostor, double percent) {
    int t = 0;
    while (fmr_at(impostor, t) > percent) ++t;
    return t;
}

Rates rates(const std::vector<Trial>& trials) {
    std::vector<int> genuine, impostor;
    for (const Trial& t : trials) (t.genuine ? genuine : impostor).push_back(t.finding.comparison.score);
    std::sort(genuine.begin(), genuine.end());
    std::sort(impostor.begin(), impostor.end());
    double eer = 100;
    for (int t = 0; t <= 1001; ++t) eer = std::min(eer, std::max(fnmr_at(genuine, t), fmr_at(impostor, t)));
    return {eer, fnmr_at(genuine, threshold_for(impostor, 1.0)), fnmr_at(genuine, threshold_for(impostor, 0.1)),
            fnmr_at(genuine, threshold_for(impostor, 0.0)), impostor.back()};
}

std::vector<double> ranks(const std::vector<double>& values) {
    std::vector<std::size_t> order(values.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> out(values.size());
    for (std::size_t i = 0; i < order.size();) {
        std::size_t j = i;
        while (j < order.size() && values[order[j]] == values[order[i]]) ++j;
        for (std::size_t k = i; k < j; ++k) out[order[k]] = static_cast<double>(i + j - 1) / 2;
        i = j;
    }
    return out;
}

double spearman(const std::vector<double>& a, const std::vector<double>& b) {
    const auto x = ranks(a), y = ranks(b);
    const double middle = (static_cast<double>(x.size()) - 1) / 2;
    double xy = 0, xx = 0, yy = 0;
    for (std::size_t i = 0; i < x.size(); ++i)
        xy += (x[i] - middle) * (y[i] - middle), xx += (x[i] - middle) * (x[i] - middle), yy += (y[i] - middle) * (y[i] - middle);
    return xy / std::sqrt(xx * yy);
}

std::map<std::string, double> read_nfiq(const std::string& dir) {
    std::map<std::string, double> out;
    std::ifstream file(dir + "/nfiq2.csv");
    for (std::string line; std::getline(file, line);) {
        const auto first = line.find(','), last = line.rfind(',');
        if (first != std::string::npos && line.rfind("FVC", 0) == 0) out[line.substr(0, first)] = std::atof(line.c_str() + last + 1);
    }
    return out;
}

std::string file_of(const Set& set, int i) {
    return set.name + "/" + std::to_string(101 + i / impressions) + "_" + std::to_string(i % impressions + 1) + ".png";
}

void write_features(std::ofstream& out, const Set& set, const std::vector<Trial>& trials) {
    for (const Trial& t : trials) {
        const finger::Evidence& e = t.finding.evidence;
        out << set.name << ',' << t.a << ',' << t.b << ',' << t.genuine << ',' << t.finding.comparison.score << ',' << e.pairs << ','
            << e.closeness << ',' << e.share << ',' << e.flow << ',' << e.overlap << ',' << e.strain << ',' << e.surroundings << '\n';
    }
}

int main_(int argc, char** argv) {
    if (argc < 2) return std::fprintf(stderr, "usage: finger_bench DATA_DIR [FEATURES_CSV]\n"), 2;
    const std::string dir = argv[1];
    std::ofstream features(argc >= 3 ? argv[2] : "/dev/null");
    const auto nfiq = read_nfiq(dir);
    std::vector<double> ours_all, theirs_all;
    double sum_eer = 0, sum_01 = 0;
    int sets = 0;
    std::printf("%-14s %7s %7s %7s %7s %6s %8s %8s %8s %6s %8s\n", "set", "EER %", "FMR1 %", "FMR.1%", "Zero %", "maxImp", "extr ms",
                "cmp us", "minutiae", "refus", "spearman");
    for (const std::string name : {"FVC2002/DB1_B", "FVC2002/DB2_B", "FVC2002/DB3_B", "FVC2002/DB4_B", "FVC2004/DB1_B", "FVC2004/DB2_B",
                                   "FVC2004/DB3_B", "FVC2004/DB4_B"}) {
        if (!std::ifstream(dir + "/" + name + "/101_1.png")) continue;
        const Set set = load(dir, name);
        double ms = 0, minutiae = 0;
        const auto trials = run(set, ms);
        const Rates r = rates(trials);
        std::vector<double> ours, theirs;
        for (std::size_t i = 0; i < set.quality.size(); ++i) {
            minutiae += static_cast<double>(set.templates[i].finger.minutiae.size()) / static_cast<double>(set.quality.size());
            const auto found = nfiq.find(file_of(set, static_cast<int>(i)));
            if (found == nfiq.end()) continue;
            ours.push_back(set.quality[i]), theirs.push_back(found->second);
        }
        ours_all.insert(ours_all.end(), ours.begin(), ours.end());
        theirs_all.insert(theirs_all.end(), theirs.begin(), theirs.end());
        std::printf("%-14s %7.2f %7.2f %7.2f %7.2f %6d %8.1f %8.1f %8.1f %6d %8.3f\n", name.c_str(), r.eer, r.fnmr_1, r.fnmr_01, r.zero,
                    r.worst_impostor, set.extract_ms / static_cast<double>(set.quality.size()), ms * 1000, minutiae, set.refused,
                    ours.empty() ? 0.0 : spearman(ours, theirs));
        write_features(features, set, trials);
        sum_eer += r.eer, sum_01 += r.fnmr_01, ++sets;
    }
    if (sets == 0) return std::fprintf(stderr, "no set found in %s\n", dir.c_str()), 1;
    std::printf("%-14s %7.2f %15.2f\n", "mean", sum_eer / sets, sum_01 / sets);
    if (!ours_all.empty()) std::printf("quality against NFIQ 2 over all sets, on which it was fitted (run finger-quality leaves them out): Spearman %.3f\n", spearman(ours_all, theirs_all));
    return 0;
}

}  // namespace
}  // namespace motcua::bench

int main(int argc, char** argv) { return motcua::bench::main_(argc, argv); }
