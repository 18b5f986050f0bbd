// Search 1:N over shared/finger/search: speed, hit rate beside the exhaustive search, memory, growth with the gallery.
//   finger_search_bench DATA_DIR [LARGEST [PRINTS [PROBES]]]     (256,000 templates, 400 grown prints, all 280 probes)
// Probes and mates are the FVC sets' (impression 1 of each finger enrolled, 2 to 8 looked for); everybody else in the gallery
// is a SYNTHETIC TEMPLATE, recombined of grown prints (fillers.hpp says how and what it cannot show). Times are processor
// time of one thread: the machine may be busy with other things.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "shared/finger/compare.hpp"
#include "shared/finger/search/gallery.hpp"
#include "tests/bench/finger/fillers.hpp"
#include "tests/bench/finger/sets.hpp"

namespace motcua::bench {
namespace {

double seconds() {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

struct People {
    std::vector<finger::Template> enrolled{};  ///< id: its place
    struct Probe {
        std::uint64_t mate;
        finger::Template finger;
    };
    std::vector<Probe> probes{};
};

People read_people(const std::string& dir) {
    People out;
    for (const char* set : set_names) {
        const auto images = read_set(dir, set);
        for (std::size_t i = 0; i < images.size(); ++i) {
            auto found = finger::extract(images[i]);
            // a first impression that gives no template is enrolled as nothing, and its finger's probes find nobody
            if (i % impressions == 0) out.enrolled.push_back(found.value_or({}));
            else out.probes.push_back({out.enrolled.size() - 1, found.value_or({})});
        }
    }
    return out;
}

void print_quantiles(const char* name, std::vector<int> scores) {
    std::sort(scores.begin(), scores.end());
    const auto at = [&](double share) { return scores[static_cast<std::size_t>(share * static_cast<double>(scores.size() - 1))]; };
    std::printf("  %-34s median %3d   90 %% %3d   99 %% %3d   99.9 %% %3d   highest %3d   (%zu comparisons)\n", name, at(0.5), at(0.9), at(0.99), at(0.999),
                scores.back(), scores.size());
}

/// How hard the fillers make it: their scores against real probes, beside those of real other fingers.
void print_hardness(const People& people, const std::vector<finger::Template>& prints) {
    std::vector<finger::Prepared> grown, recombined;
    for (std::size_t i = 0; i < prints.size() && i < 200; ++i) grown.push_back(finger::prepare(prints[i]));
    for (std::uint64_t i = 0; i < 400; ++i) recombined.push_back(finger::prepare(recombine(prints, i)));
    std::vector<int> real, of_grown, of_recombined;
    for (std::size_t p = 0; p < people.probes.size(); p += 3) {
        const finger::Prepared probe = finger::prepare(people.probes[p].finger);
        for (std::size_t e = 0; e < people.enrolled.size(); ++e)
            if (e != people.probes[p].mate) real.push_back(finger::score(probe, finger::prepare(people.enrolled[e])));
        for (const auto& other : grown) of_grown.push_back(finger::score(probe, other));
        for (const auto& other : recombined) of_recombined.push_back(finger::score(probe, other));
    }
    std::printf("scores of different fingers against the real probes:\n");
    print_quantiles("real", std::move(real)), print_quantiles("grown synthetic prints", std::move(of_grown));
    print_quantiles("recombined synthetic templates", std::move(of_recombined));
}

/// Somebody in the gallery scores at least as much as the mate (who then is not first): found without comparing all, mostly.
bool somebody_is_nearer(const People& people, const People::Probe& probe, int mate_score, const std::vector<finger::Template>& prints, std::uint64_t fillers) {
    const finger::Prepared prepared = finger::prepare(probe.finger);
    for (std::size_t e = 0; e < people.enrolled.size(); ++e)
        if (e != probe.mate && finger::score(prepared, finger::prepare(people.enrolled[e])) >= mate_score) return true;
    for (std::uint64_t i = 0; i < fillers; ++i)
        if (finger::score(prepared, finger::prepare(recombine(prints, i))) >= mate_score) return true;
    return false;
}

struct Row {
    int probes = 0, staged = 0, exhaustive_only = 0, sieved_out = 0;
    double search = 0, sieve = 0;
};

/// Rank-1 hits of the staged search. What the sieve loses is looked up exhaustively, so that `staged + exhaustive_only` is at
/// least what an exhaustive search of every probe would hit.
Row measure(const People& people, const finger::Gallery& gallery, const std::vector<finger::Template>& prints, std::size_t step) {
    Row row;
    const std::uint64_t fillers = gallery.size() - people.enrolled.size();
    for (std::size_t p = 0; p < people.probes.size(); p += step) {
        const auto& probe = people.probes[p];
        const double start = seconds();
        const auto hits = gallery.search(probe.finger, {.top = gallery.size()});
        row.search += seconds() - start;
        const auto mate = std::find_if(hits.begin(), hits.end(), [&](const finger::Hit& h) { return h.id == probe.mate; });
        ++row.probes;
        if (!hits.empty() && mate == hits.begin()) ++row.staged;
        if (mate != hits.end()) continue;
        ++row.sieved_out;
        const int score = finger::compare(probe.finger, people.enrolled[probe.mate]).score;
        const bool beaten = hits.empty() || hits.front().score >= score || somebody_is_nearer(people, probe, score, prints, fillers);
        row.exhaustive_only += beaten ? 0 : 1;
    }
    for (std::size_t p = 0; p < people.probes.size(); p += step) {
        const double start = seconds();
        (void)gallery.search(people.probes[p].finger, {.top = 1, .survivors = 1});
        row.sieve += seconds() - start;
    }
    return row;
}

void print_row(const finger::Gallery& gallery, const Row& row) {
    const double n = static_cast<double>(gallery.size()), each = row.search / row.probes;
    std::printf("%9zu %8zu %9.2f %9.2f %11.0f %8.1f %10.1f %6d/%d %9.0f\n", gallery.size(), finger::survivors_of(gallery.size()), each * 1000,
                row.sieve / row.probes * 1000, n / each, 100.0 * row.staged / row.probes, 100.0 * (row.staged + row.exhaustive_only) / row.probes, row.sieved_out,
                row.probes, static_cast<double>(gallery.bytes()) / n);
    std::fflush(stdout);
}

int main_(int argc, char** argv) {
    const auto number = [&](int i, long otherwise) { return argc > i ? std::atol(argv[i]) : otherwise; };
    if (argc < 2) return std::fprintf(stderr, "usage: finger_search_bench DATA_DIR [LARGEST [PRINTS [PROBES]]]\n"), 2;
    const People people = read_people(argv[1]);
    if (people.probes.empty()) return std::fprintf(stderr, "no set found in %s\n", argv[1]), 1;
    const auto largest = static_cast<std::uint64_t>(number(2, 256'000));
    const auto prints = grow_templates(static_cast<int>(number(3, 400)), 900'000);
    print_hardness(people, prints);
    std::printf("digest %zu bytes; %zu probes, %zu of them real mates; %zu grown prints\n", sizeof(finger::Digest), people.probes.size(), people.enrolled.size(), prints.size());
    std::printf("%9s %8s %9s %9s %11s %8s %10s %8s %9s\n", "templates", "compared", "ms", "of sieve", "templates/s", "staged %", "exhaust. <=", "sieved", "bytes each");
    finger::Gallery gallery;
    for (std::size_t e = 0; e < people.enrolled.size(); ++e)
        if (!gallery.put(e, people.enrolled[e]).ok()) std::printf("print %zu cannot be enrolled\n", e);
    std::uint64_t fillers = 0;
    for (const std::uint64_t size : {1'000ULL, 10'000ULL, 100'000ULL, 256'000ULL, 1'000'000ULL}) {
        if (size > largest) break;
        // a filler of fewer than four minutiae is refused, and not missed
        for (; gallery.size() < size; ++fillers)
            if (!gallery.put(1'000'000'000 + fillers, recombine(prints, fillers)).ok()) continue;
        const auto wanted = static_cast<std::size_t>(size >= 1'000'000 ? 28 : number(4, 280));
        print_row(gallery, measure(people, gallery, prints, std::max<std::size_t>(1, people.probes.size() / wanted)));
    }
    return 0;
}

}  // namespace
}  // namespace motcua::bench

int main(int argc, char** argv) { return motcua::bench::main_(argc, argv); }
