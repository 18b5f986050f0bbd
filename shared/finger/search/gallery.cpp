#include "shared/finger/search/gallery.hpp"

#include <algorithm>
#include <tuple>

#include "shared/finger/compare.hpp"
#include "shared/finger/extractor.hpp"
#include "shared/finger/search/packed.hpp"
#include "shared/finger/search/sieve.hpp"

namespace motcua::finger {
namespace {

constexpr std::size_t part_size = 16;

/// each(0) … each(n - 1), some at a time.
void in_parts(std::size_t n, const Parallel& run, const std::function<void(std::size_t)>& each) {
    run((n + part_size - 1) / part_size, [&](std::size_t part) {
        for (std::size_t i = part * part_size; i < std::min(n, (part + 1) * part_size); ++i) each(i);
    });
}

}  // namespace

void one_after_another(std::size_t parts, const std::function<void(std::size_t)>& part) {
    for (std::size_t i = 0; i < parts; ++i) part(i);
}

std::size_t survivors_of(std::size_t size) { return std::min(size, 512 + size / 64); }

Result<void> Gallery::put(std::uint64_t id, const Template& finger) {
    if (!comparable(finger)) return ErrorCode::finger_unusable;
    Bytes packed = pack(finger);
    if (!unpack(packed).ok()) return ErrorCode::finger_unusable;  // one that cannot be read again would spoil the whole snapshot
    remove(id);
    append(id, std::move(packed), digest_of(finger));
    return {};
}

std::vector<std::uint32_t>::const_iterator Gallery::rank_of(std::uint64_t id) const {
    return std::lower_bound(order_.begin(), order_.end(), id, [&](std::uint32_t at, std::uint64_t wanted) { return ids_[at] < wanted; });
}

std::size_t Gallery::place_of(std::uint64_t id) const {
    const auto rank = rank_of(id);
    return rank != order_.end() && ids_[*rank] == id ? *rank : size();
}

void Gallery::append(std::uint64_t id, Bytes packed, const Digest& digest_now) {
    const std::size_t at = ids_.size();
    if (at % block_size == 0) blocks_.push_back(std::make_unique<Block>());
    order_.insert(rank_of(id), static_cast<std::uint32_t>(at));
    ids_.push_back(id);
    packed_.push_back(std::move(packed));
    digest(at) = digest_now;
}

bool Gallery::remove(std::uint64_t id) {
    const std::size_t at = place_of(id), last = ids_.size() - 1;
    if (at == ids_.size()) return false;
    order_.erase(rank_of(id));
    if (at != last) {  // the last one takes the free place
        order_[static_cast<std::size_t>(rank_of(ids_[last]) - order_.begin())] = static_cast<std::uint32_t>(at);
        ids_[at] = ids_[last], packed_[at] = std::move(packed_[last]), digest(at) = digest(last);
    }
    ids_.pop_back(), packed_.pop_back();
    if (last % block_size == 0) blocks_.pop_back();
    return true;
}

Result<Template> Gallery::find(std::uint64_t id) const {
    const std::size_t at = place_of(id);
    if (at == size()) return ErrorCode::request_not_found;
    return unpack(packed_[at]);
}

void Gallery::keep_first(std::vector<Survivor>& all, std::size_t wanted) {
    if (wanted >= all.size()) return;
    std::nth_element(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(wanted), all.end(),
                     [](const Survivor& a, const Survivor& b) { return std::tuple(b.worth, a.id) < std::tuple(a.worth, b.id); });
    all.resize(wanted);
}

std::vector<Gallery::Survivor> Gallery::sift(const Template& probe, std::size_t wanted, const Parallel& run) const {
    std::vector<Survivor> all(ids_.size());
    const SievedProbe sieved = sieved_probe(probe);
    run(blocks_.size(), [&](std::size_t b) {
        const std::size_t first = b * block_size, n = std::min(block_size, ids_.size() - first);
        std::array<std::uint32_t, block_size> sifted;
        sift_digests(sieved, std::span(*blocks_[b]).first(n), sifted);
        for (std::size_t i = 0; i < n; ++i) all[first + i] = {sifted[i], ids_[first + i], first + i};
    });
    keep_first(all, wanted);
    return all;
}

std::vector<Hit> Gallery::search(const Template& probe, const SearchOptions& options) const {
    if (!comparable(probe)) return {};
    const std::size_t wanted = options.survivors == 0 ? survivors_of(size()) : options.survivors;
    const std::vector<Survivor> left = sift(probe, wanted, options.run);
    const Prepared prepared = prepare(probe);
    std::vector<Hit> hits(left.size());
    in_parts(left.size(), options.run, [&](std::size_t i) {
        auto known = unpack(packed_[left[i].at]);  // packed by us, so it can be read
        hits[i] = {left[i].id, known.ok() ? score(prepared, prepare(*std::move(known))) : 0};
    });
    std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return std::tuple(b.score, a.id) < std::tuple(a.score, b.id); });
    if (hits.size() > options.top) hits.resize(options.top);
    return hits;
}

std::size_t Gallery::bytes() const {
    constexpr std::size_t of_allocator = 16, listed = sizeof(std::uint64_t) + sizeof(std::uint32_t) + sizeof(Bytes);
    std::size_t sum = size() * listed + blocks_.size() * sizeof(Block);
    for (const Bytes& packed : packed_) sum += packed.capacity() + of_allocator;
    return sum;
}

}  // namespace motcua::finger
