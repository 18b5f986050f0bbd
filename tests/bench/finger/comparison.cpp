// Accuracy and speed of comparison 1:1, beside what others reach on the same pictures (biometrics.md 4).
//   finger_comparison_bench DATA_DIR [SCORES_CSV]
// One configuration for all sets. The common threshold of the last columns is one for all sets together.
#include <ctime>
#include <cstdio>

#include "shared/finger/compare.hpp"
#include "shared/finger/fusion.hpp"
#include "shared/finger/template.hpp"
#include "tests/bench/finger/foreign.hpp"
#include "tests/bench/finger/sets.hpp"

namespace motcua::bench {
namespace {

/// Processor time of this thread: other programs on the machine count less than on the clock.
double milliseconds() {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    return values[values.size() / 2];
}

/// biometrics.md 4.2: EER and FNMR at FMR 0.1 % of mindtct+bozorth3, SourceAFIS, FJFX+bozorth3, FJFX+OpenAFIS, SecuGen+OpenAFIS.
struct Reference {
    const char* set;
    std::array<double, 5> eer, fnmr;
};
constexpr std::array<Reference, 8> references{{{"FVC2002/DB1_B", {4.2, 3.2, 1.9, 4.0, 8.9}, {11.1, 5.7, 4.6, 10.7, 14.3}},
                                               {"FVC2002/DB2_B", {2.6, 0.7, 1.9, 5.5, 9.6}, {5.7, 1.8, 6.1, 17.5, 13.2}},
                                               {"FVC2002/DB3_B", {9.0, 11.4, 11.1, 14.6, 15.0}, {28.2, 27.5, 37.0, 36.6, 35.4}},
                                               {"FVC2002/DB4_B", {5.4, 6.1, 2.1, 6.6, 7.1}, {20.0, 19.3, 10.0, 26.4, 12.5}},
                                               {"FVC2004/DB1_B", {11.8, 8.9, 10.6, 6.6, 28.3}, {41.1, 22.5, 28.9, 27.9, 90.4}},
                                               {"FVC2004/DB2_B", {14.1, 12.5, 18.1, 15.0, 11.9}, {38.2, 22.5, 52.0, 42.9, 29.3}},
                                               {"FVC2004/DB3_B", {5.1, 6.4, 4.5, 2.7, 2.2}, {15.0, 11.4, 23.9, 19.3, 6.1}},
                                               {"FVC2004/DB4_B", {5.7, 4.6, 2.7, 5.0, 6.0}, {14.3, 7.5, 8.2, 20.4, 15.0}}}};

struct Result {
    std::string set;
    std::vector<finger::Prepared> prepared{};
    Scores scores;
    std::vector<double> extract_ms;
    double comparisons_a_second = 0, minutiae = 0, memory = 0;
    std::size_t record = 0;
    int refused = 0;
};

std::vector<finger::Prepared> extract_all(const std::vector<finger::GreyImage>& images, Result& out) {
    std::vector<finger::Prepared> prepared;
    for (const finger::GreyImage& image : images) {
        const double start = milliseconds();
        auto found = finger::extract(image);
        out.extract_ms.push_back(milliseconds() - start);
        out.refused += found.ok() ? 0 : 1;
        prepared.push_back(finger::prepare(found.value_or({})));
        out.minutiae += static_cast<double>(prepared.back().finger.minutiae.size()) / static_cast<double>(images.size());
        out.memory += static_cast<double>(finger::bytes_in_memory(prepared.back())) / static_cast<double>(images.size());
        out.record = std::max(out.record, finger::write_compact(prepared.back().finger).size());
    }
    return prepared;
}

/// Best of three rounds over all pairs.
double speed(const std::vector<finger::Prepared>& all) {
    double best = 0;
    int sum = 0;
    for (int round = 0; round < 3; ++round) {
        const double start = milliseconds();
        for (std::size_t a = 0; a < all.size(); ++a)
            for (std::size_t b = a + 1; b < all.size(); ++b) sum += finger::score(all[a], all[b]);
        const double pairs = static_cast<double>(all.size() * (all.size() - 1) / 2);
        best = std::max(best, pairs / (milliseconds() - start) * 1000);
    }
    return sum > 0 ? best : 0;
}

Result measure(const std::string& set, const std::vector<finger::GreyImage>& images, std::ofstream& csv) {
    Result out{.set = set};
    auto all = extract_all(images, out);
    for (int a = 0; a < static_cast<int>(all.size()); ++a)
        for (int b = a + 1; b < static_cast<int>(all.size()); ++b) {
            const int score = finger::score(all[a], all[b]);
            out.scores.add(score, same_finger(a, b));
            csv << set << ',' << a << ',' << b << ',' << same_finger(a, b) << ',' << score << '\n';
        }
    out.scores.sort();
    out.comparisons_a_second = speed(all);
    out.prepared = std::move(all);
    return out;
}

void print_accuracy(const std::vector<Result>& results) {
    std::printf("%-14s %6s %7s %7s %7s %6s   best of others: EER / FNMR at 0.1 %%\n", "set", "EER %", "FMR 1%", "FMR.1%", "Zero %", "maxImp");
    std::array<double, 4> mean{};
    for (const Result& r : results) {
        const Scores& s = r.scores;
        const std::array<double, 4> row{s.equal_error(), s.fnmr(s.threshold(1)), s.fnmr(s.threshold(0.1)), s.fnmr(s.threshold(0))};
        for (std::size_t i = 0; i < row.size(); ++i) mean[i] += row[i] / static_cast<double>(results.size());
        std::printf("%-14s %6.2f %7.2f %7.2f %7.2f %6d  ", r.set.c_str(), row[0], row[1], row[2], row[3], s.impostor.back());
        const auto known = std::find_if(references.begin(), references.end(), [&](const Reference& x) { return r.set == x.set; });
        std::printf("%5.1f / %4.1f  (", *std::min_element(known->eer.begin(), known->eer.end()), *std::min_element(known->fnmr.begin(), known->fnmr.end()));
        for (std::size_t i = 0; i < known->eer.size(); ++i) std::printf(" %.1f/%.1f", known->eer[i], known->fnmr[i]);
        std::printf(" )\n");
    }
    std::printf("%-14s %6.2f %7.2f %7.2f %7.2f\n", "mean", mean[0], mean[1], mean[2], mean[3]);
}

void print_common(const std::vector<Result>& results) {
    Scores all;
    for (const Result& r : results)
        for (const bool same : {false, true})
            for (const int score : same ? r.scores.genuine : r.scores.impostor) all.add(score, same);
    // The sets' fingers belong to different people: between sets all pairs are impostors
    for (std::size_t r = 0; r < results.size(); ++r)
        for (std::size_t q = r + 1; q < results.size(); ++q)
            for (const auto& a : results[r].prepared)
                for (const auto& b : results[q].prepared) all.add(finger::score(a, b), false);
    all.sort();
    std::printf("one threshold for all sets (%zu genuine, %zu impostor pairs, those between sets included):\n", all.genuine.size(), all.impostor.size());
    for (const double rate : {50.0, 10.0, 1.0, 0.1, 0.01, 0.0})
        std::printf("  FMR %6.3f %%: score %4d, FNMR %5.2f %%\n", rate, all.threshold(rate), all.fnmr(all.threshold(rate)));
    const int t = finger::decision_threshold();
    std::printf("  decision threshold %d: FMR %.3f %%, FNMR %.2f %%\n", t, all.fmr(t), all.fnmr(t));
}

/// Neighbouring fingers of a set taken for those of one person, impression by impression: what the fused decision misses and lets
/// through. Strangers are every two such people, of one set or two.
void print_fusion(const std::vector<Result>& results, int fingers) {
    struct Person {
        const std::vector<finger::Prepared>* prints;
        int first;
    };
    std::vector<Person> people;
    for (const Result& r : results)
        for (int f = 0; f + fingers <= bench::fingers; f += fingers) people.push_back({&r.prepared, f});
    std::array<long, 2> all{}, wrong{}, single_wrong{};
    std::vector<int> scores(static_cast<std::size_t>(fingers));
    const auto judge = [&](const Person& p, int i, const Person& q, int j, bool same) {
        for (int f = 0; f < fingers; ++f)
            scores[f] = finger::score((*p.prints)[(p.first + f) * impressions + i], (*q.prints)[(q.first + f) * impressions + j]);
        const auto passing = std::count_if(scores.begin(), scores.end(), [](int s) { return s >= finger::decision_threshold(); });
        ++all[same], wrong[same] += finger::fuse(scores).match != same, single_wrong[same] += (2 * passing > fingers) != same;
    };
    for (std::size_t a = 0; a < people.size(); ++a)
        for (int i = 0; i < impressions; ++i) {
            for (int j = i + 1; j < impressions; ++j) judge(people[a], i, people[a], j, true);
            for (std::size_t b = a + 1; b < people.size(); ++b) judge(people[a], i, people[b], (i + static_cast<int>(b)) % impressions, false);
        }
    std::printf("%d fingers fused: missed %ld of %ld (%.2f %%; by more than half of single decisions %ld), let through %ld of %ld strangers (%ld)\n", fingers, wrong[1],
                all[1], 100.0 * static_cast<double>(wrong[1]) / static_cast<double>(all[1]), single_wrong[1], wrong[0], all[0], single_wrong[0]);
}

void print_speed(const std::vector<Result>& results) {
    std::printf("%-14s %10s %14s %9s %8s %14s %13s\n", "set", "extract ms", "comparisons/s", "minutiae", "refused", "largest record", "prepared KB");
    for (const Result& r : results)
        std::printf("%-14s %10.2f %14.0f %9.1f %8d %14zu %13.1f\n", r.set.c_str(), median(r.extract_ms), r.comparisons_a_second, r.minutiae, r.refused, r.record,
                    r.memory / 1024);
}

int run(int argc, char** argv) {
    if (argc < 2) return std::fprintf(stderr, "usage: finger_comparison_bench DATA_DIR [SCORES_CSV]\n"), 2;
    std::ofstream csv(argc >= 3 ? argv[2] : "/dev/null");
    (void)finger::extract(finger::blank_image(388, 374));  // tables are made once
    std::vector<Result> results;
    for (const char* name : set_names)
        if (const auto images = read_set(argv[1], name); !images.empty()) results.push_back(measure(name, images, csv));
    if (results.empty()) return std::fprintf(stderr, "no set found in %s\n", argv[1]), 1;
    print_accuracy(results);
    print_common(results);
    for (const int fingers : {2, 5, 10}) print_fusion(results, fingers);
    Prints prints;
    for (const Result& r : results) prints.push_back(&r.prepared);
    print_without_types(prints);
    print_made_up(prints);
    print_speed(results);
    return 0;
}

}  // namespace
}  // namespace motcua::bench

int main(int argc, char** argv) { return motcua::bench::run(argc, argv); }
