// What the quality regressor is trained from and judged by: its inputs for every print of the FVC sets, and the scores of all genuine
// pairs. train_quality.py reads both files, writes the weights and prints how well they do on sets they were not fitted on.
//   finger_quality_bench DATA_DIR INPUTS_CSV PAIRS_CSV
#include <cstdio>
#include <ctime>
#include <fstream>

#include "shared/finger/compare.hpp"
#include "shared/finger/extractor.hpp"
#include "shared/finger/judge.hpp"
#include "shared/finger/quality/inputs.hpp"
#include "tests/bench/finger/sets.hpp"

namespace motcua::bench {
namespace {

/// Of this thread alone: the machine may be busy.
double milliseconds() { return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

struct Times {
    double examine = 0, components = 0;
    int prints = 0;
};

void write_inputs(std::ofstream& out, const std::string& file, const finger::Examination& e) {
    const auto inputs = e.minutiae && e.verdict.components ? finger::quality::inputs_of(e.verdict.measures, *e.verdict.components, e.minutiae->minutiae) : std::nullopt;
    out << file << ',' << e.verdict.quality.value_or(-1) << ',' << e.verdict.minutiae;
    for (std::size_t i = 0; i < finger::quality::input_names.size(); ++i) out << ',' << (inputs ? std::to_string((*inputs)[i]) : "");
    out << '\n';
}

finger::Prepared measure(const finger::GreyImage& image, const std::string& file, std::ofstream& inputs, Times& times) {
    const double start = milliseconds();
    finger::Examination e = finger::examine(image);
    const double examined = milliseconds();
    if (e.minutiae) static_cast<void>(finger::quality::features_of(image, e.minutiae->minutiae));
    const double done = milliseconds();
    times.examine += examined - start;
    times.components += done - examined;
    ++times.prints;
    write_inputs(inputs, file, e);
    if (!e.minutiae) return finger::prepare({});
    e.minutiae->quality = 255;  // a tie in the comparison's order is parted by it: the weights must not depend on the weights
    return finger::prepare(*std::move(e.minutiae));
}

void write_pairs(std::ofstream& out, const std::string& set, const std::vector<finger::Prepared>& prints) {
    for (int a = 0; a < static_cast<int>(prints.size()); ++a)
        for (int b = a + 1; b < static_cast<int>(prints.size()); ++b)
            if (same_finger(a, b)) out << print_file("", set, a).substr(1) << ',' << print_file("", set, b).substr(1) << ',' << finger::score(prints[a], prints[b]) << '\n';
}

int run(const std::string& dir, const std::string& inputs_file, const std::string& pairs_file) {
    std::ofstream inputs(inputs_file), pairs(pairs_file);
    inputs << "file,quality,minutiae";
    for (const auto name : finger::quality::input_names) inputs << ',' << name;
    inputs << '\n';
    pairs << "a,b,score at threshold " << finger::decision_threshold() << '\n';
    Times times;
    for (const std::string set : set_names) {
        const auto images = read_set(dir, set);
        std::vector<finger::Prepared> prints;
        for (int i = 0; i < static_cast<int>(images.size()); ++i) prints.push_back(measure(images[i], print_file("", set, i).substr(1), inputs, times));
        write_pairs(pairs, set, prints);
    }
    if (times.prints == 0) return std::fprintf(stderr, "no set found in %s\n", dir.c_str()), 1;
    std::printf("%d prints: extraction and quality %.1f ms of processor a print, of that the components of 29794-4 %.1f ms\n", times.prints, times.examine / times.prints,
                times.components / times.prints);
    return 0;
}

}  // namespace
}  // namespace motcua::bench

int main(int argc, char** argv) {
    if (argc != 4) return std::fprintf(stderr, "usage: finger_quality_bench DATA_DIR INPUTS_CSV PAIRS_CSV\n"), 2;
    return motcua::bench::run(argv[1], argv[2], argv[3]);
}
