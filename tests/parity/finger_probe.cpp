// What this build makes of many prints: verdict, template, comparisons, search. tests/parity/finger.mjs holds the native and the
// WASM build to the same lines.
//   finger_probe < LIST_OF_FILES     a line a print (name, quality, minutiae, a digest of verdict and records), then a line each
//                                    for the comparisons of all pairs (sum of scores, digest of scores, pairs and alignments)
//                                    and for the search of every print among the others
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "shared/finger/compare.hpp"
#include "shared/finger/input/read.hpp"
#include "shared/finger/judge.hpp"
#include "shared/finger/search/gallery.hpp"
#include "shared/finger/template.hpp"

using namespace motcua;

namespace {

/// FNV-1a, 64 bits.
class Digest {
public:
    Digest& add(std::uint8_t byte) { return value_ = (value_ ^ byte) * 1099511628211ULL, *this; }
    Digest& add(int number) {
        for (int shift = 0; shift < 32; shift += 8) add(static_cast<std::uint8_t>(static_cast<std::uint32_t>(number) >> shift));
        return *this;
    }
    template <class Range>
    Digest& all(const Range& range) {
        for (const auto c : range) add(static_cast<std::uint8_t>(c));
        return *this;
    }
    [[nodiscard]] unsigned long long value() const { return value_; }

private:
    std::uint64_t value_ = 14695981039346656037ULL;
};

std::string bytes_of_file(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void examine(const std::string& file, std::vector<finger::Template>& out) {
    const std::string bytes = bytes_of_file(file);
    const auto prints = finger::read_prints(finger::bytes_of(bytes));
    if (!prints.ok()) return (void)std::printf("%s: %s\n", file.c_str(), std::string(describe(prints.error().code).code).c_str());
    for (const auto& print : *prints) {
        const auto found = finger::examine(print.image, print.position);
        Digest digest;
        digest.all(finger::to_json(found.verdict));
        if (found.minutiae) digest.all(finger::write_compact(*found.minutiae)).all(finger::write_iso(*found.minutiae));
        std::printf("%s %s: quality %d, %d minutiae, %016llx\n", file.c_str(), std::string(finger::text(print.position)).c_str(),
                    found.verdict.quality.value_or(-1), found.verdict.minutiae, digest.value());
        if (found.minutiae) out.push_back(*found.minutiae);
    }
}

void compare_all(const std::vector<finger::Template>& all) {
    std::vector<finger::Prepared> prepared;
    for (const auto& each : all) prepared.push_back(finger::prepare(each));
    Digest digest;
    long sum = 0, pairs = 0;
    for (std::size_t a = 0; a < all.size(); ++a)
        for (std::size_t b = a + 1; b < all.size(); ++b) {
            const auto found = finger::compare(prepared[a], prepared[b]).comparison;
            digest.add(found.score).add(int{found.alignment.turn}).add(int{found.alignment.dx}).add(int{found.alignment.dy});
            for (const auto& pair : found.pairs) digest.add(pair.probe).add(pair.candidate);
            sum += found.score, ++pairs;
        }
    std::printf("%ld comparisons: sum %ld, %016llx\n", pairs, sum, digest.value());
}

void search_all(const std::vector<finger::Template>& all) {
    finger::Gallery gallery;
    for (std::size_t i = 0; i < all.size(); ++i) (void)gallery.put(i, all[i]);
    Digest digest;
    digest.all(gallery.snapshot());
    for (const auto& probe : all)
        for (const auto& hit : gallery.search(probe, {.top = 5, .survivors = 10})) digest.add(static_cast<int>(hit.id)).add(hit.score);
    std::printf("%zu searches: %016llx\n", all.size(), digest.value());
}

}  // namespace

int main() {
    std::vector<finger::Template> all;
    for (std::string file; std::getline(std::cin, file);) examine(file, all);
    compare_all(all);
    search_all(all);
    return 0;
}
