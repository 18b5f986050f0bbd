// Stored galleries: a snapshot that is accepted has one writing and can be searched; a changed one is refused. The checksum
// would keep the fuzzer outside, so that it is made right for what the fuzzer wrote.
#include <algorithm>
#include <vector>

#include "shared/finger/search/gallery.hpp"
#include "shared/finger/search/packed.hpp"
#include "tests/fuzz/target.hpp"

using namespace motcua;

namespace {

void look(std::span<const std::uint8_t> bytes) {
    const auto gallery = finger::Gallery::restore(bytes);
    if (!gallery.ok()) return;
    const auto again = gallery->snapshot();
    fuzz::require(std::equal(again.begin(), again.end(), bytes.begin(), bytes.end()), "a snapshot has one writing");
    if (gallery->size() == 0) return;
    std::uint64_t id = 0;
    for (std::size_t i = 0; i < 8; ++i) id |= std::uint64_t{bytes[16 + i]} << (8 * i);
    const auto first = gallery->find(id);
    fuzz::require(first.ok(), "the first print is there");
    const auto hits = gallery->search(*first);
    fuzz::require(hits.size() == std::min<std::size_t>(10, gallery->size()), "digests of any kind can be searched");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    look({data, size});
    std::vector<std::uint8_t> sealed(data, data + size);
    finger::seal_snapshot(sealed);
    look(sealed);
    const auto print = finger::unpack({data, size});
    if (print.ok()) {
        finger::Gallery gallery;
        if (!gallery.put(1, *print).ok()) return 0;
        const auto hits = gallery.search(*print);
        fuzz::require(hits.size() == 1 && hits[0].id == 1, "a print that was put is found");
    }
    return 0;
}
