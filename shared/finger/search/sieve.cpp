#include "shared/finger/search/sieve.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "shared/finger/comparison/rigid.hpp"
#include "shared/finger/processor.hpp"

namespace motcua::finger {
namespace {

constexpr int lanes_of_digest = Digest::minutiae;
constexpr int pairs = lanes_of_digest;              // each minutia of the digest with its likeliest partner
constexpr int least_samples = 8;                   // of the flow seen by both, or it says nothing
constexpr int index_bits = 7;                      // a key is similarity << index_bits | probe minutia
constexpr float turn_tolerance = 24;               // 1/256 turns
constexpr float own_vote = 0.3F;
static_assert(SievedProbe::most <= 1 << index_bits);

/// One probe minutia against all of a digest.
struct Row {
    alignas(64) std::array<std::uint64_t, lanes_of_digest> common, set, flow_apart, samples;
};

inline void compare_bits(const ShortDescriptor& own, const Digest& d, Row& row) {
    for (int j = 0; j < lanes_of_digest; ++j) {
        std::uint64_t common = 0, set = 0;
        for (int k = 0; k < ShortDescriptor::layers; ++k) {
            common += static_cast<std::uint64_t>(std::popcount(own.bits[k] & d.bits[k][j]));
            set += static_cast<std::uint64_t>(std::popcount(own.bits[k] | d.bits[k][j]));
        }
        const std::uint64_t seen = own.flow_valid & d.flow_valid[j];
        row.common[j] = common, row.set[j] = set + common;
        row.samples[j] = static_cast<std::uint64_t>(std::popcount(seen));
        row.flow_apart[j] = static_cast<std::uint64_t>(std::popcount((own.flow ^ d.flow[j]) & (seen | seen << 32)));
    }
}

inline float number(std::uint64_t v) { return static_cast<float>(static_cast<std::int32_t>(v)); }

/// Similarity 0..1000 with the minutia's index in the low bits: mean of cylinder (common bits among those set, Dice) and flow
/// (1 - 1.25 apart / seen) over one denominator, since a division costs more than all the rest.
inline void keys_of(const Row& row, int i, std::array<std::int32_t, lanes_of_digest>& out) {
    for (int j = 0; j < lanes_of_digest; ++j) {
        const float samples = number(row.samples[j]), set = number(row.set[j]), twice = 2 * number(row.common[j]);
        const float along = samples - 1.25F * number(row.flow_apart[j]);
        const float cylinder = 1000.0F * twice, both = 500.0F * (twice * samples + (along > 0 ? along : 0.0F) * set);
        // everything is computed and then chosen between: a branch would keep the compiler from vectors
        const bool has_flow = static_cast<std::int32_t>(row.samples[j]) >= least_samples;
        const float above = has_flow ? both : cylinder, below = has_flow ? set * samples : set;
        out[j] = static_cast<std::int32_t>(above / (below > 1 ? below : 1.0F)) << index_bits | i;
    }
}

/// The likeliest pairs, one array per quantity.
struct Offers {
    alignas(64) std::array<float, pairs> ax, ay, bx, by, c, s, weight;
    alignas(64) std::array<std::int32_t, pairs> turn, probe, candidate;
};

inline void fill_offer(const SievedProbe& probe, const Digest& d, std::int32_t key, int j, Offers& out) {
    const int i = key & ((1 << index_bits) - 1), turn = (probe.angle[i] - d.angle[j]) & 255;
    const Turns& turns = Turns::shared();
    out.ax[j] = probe.x[i], out.ay[j] = probe.y[i];
    out.bx[j] = static_cast<float>(d.x[j]) * Digest::place_step, out.by[j] = static_cast<float>(d.y[j]) * Digest::place_step;
    out.c[j] = turns.c[turn], out.s[j] = turns.s[turn], out.turn[j] = turn;
    out.weight[j] = j < d.count ? static_cast<float>(key >> index_bits) * 0.001F : 0.0F;
    out.probe[j] = i, out.candidate[j] = j;
}

inline void find_offers(const SievedProbe& probe, const Digest& d, Offers& out) {
    alignas(64) std::array<std::int32_t, lanes_of_digest> best{}, keys;
    Row row;
    for (int i = 0; i < static_cast<int>(probe.surroundings.size()); ++i) {
        compare_bits(probe.surroundings[i], d, row);
        keys_of(row, i, keys);
        for (int j = 0; j < lanes_of_digest; ++j) best[j] = std::max(best[j], keys[j]);
    }
    for (int j = 0; j < lanes_of_digest; ++j) fill_offer(probe, d, best[j], j, out);
}

/// Adds to every pair's support what pair q says for it: each pair predicts where q's minutia lies and how it is turned.
inline void vote(const Offers& o, int q, std::array<float, pairs>& support) {
    const float ax = o.ax[q], ay = o.ay[q], bx = o.bx[q], by = o.by[q], weight = o.weight[q];
    const std::int32_t turn = o.turn[q], probe = o.probe[q], candidate = o.candidate[q];
    for (int p = 0; p < pairs; ++p) {
        const float ux = ax - o.ax[p], uy = ay - o.ay[p], vx = bx - o.bx[p], vy = by - o.by[p];
        const float ex = o.c[p] * vx + o.s[p] * vy - ux, ey = o.c[p] * vy - o.s[p] * vx - uy;
        const float off = ex * ex + ey * ey, strictness = ux * ux + uy * uy < 8100.0F ? 1.0F / 350.0F : 1.0F / 1000.0F;  // skin stretches
        const float turned = static_cast<float>(((turn - o.turn[p] + 128) & 255) - 128) * (1.0F / turn_tolerance);
        const float near = std::max(0.0F, 1.0F - off * strictness) * std::max(0.0F, 1.0F - turned * turned);
        const bool other = static_cast<int>(o.probe[p] != probe) + static_cast<int>(o.candidate[p] != candidate) == 2;
        support[p] += other ? near * weight : 0.0F;
    }
}

inline std::uint32_t sift_one(const SievedProbe& probe, const Digest& d) {
    Offers o;
    find_offers(probe, d, o);
    alignas(64) std::array<float, pairs> support{};
    for (int q = 0; q < pairs; ++q) vote(o, q, support);
    float most = 0;
    for (int p = 0; p < pairs; ++p) most = std::max(most, o.weight[p] * (own_vote * o.weight[p] + support[p]));
    return static_cast<std::uint32_t>(most * 65536.0F);
}

using Sift = void(const SievedProbe&, std::span<const Digest>, std::span<std::uint32_t>);

inline void sift_all(const SievedProbe& probe, std::span<const Digest> digests, std::span<std::uint32_t> out) {
    for (std::size_t k = 0; k < digests.size(); ++k) out[k] = sift_one(probe, digests[k]);
}

[[gnu::flatten]] void sift_anywhere(const SievedProbe& probe, std::span<const Digest> digests, std::span<std::uint32_t> out) { sift_all(probe, digests, out); }

#if defined(__x86_64__) && defined(__GNUC__)
[[gnu::target(MOTCUA_AVX2), gnu::flatten]] void sift_avx2(const SievedProbe& probe, std::span<const Digest> digests, std::span<std::uint32_t> out) {
    sift_all(probe, digests, out);
}
[[gnu::target(MOTCUA_AVX512), gnu::flatten]] void sift_avx512(const SievedProbe& probe, std::span<const Digest> digests, std::span<std::uint32_t> out) {
    sift_all(probe, digests, out);
}

Sift* best_sift() {
    switch (widest_vectors()) {
        case Vectors::avx512: return sift_avx512;
        case Vectors::avx2: return sift_avx2;
        case Vectors::plain: return sift_anywhere;
    }
    return sift_anywhere;
}
#else
Sift* best_sift() { return sift_anywhere; }
#endif

}  // namespace

SievedProbe sieved_probe(const Template& finger) {
    const auto descriptors = describe(finger);
    SievedProbe out;
    for (std::size_t i = 0; i < std::min(SievedProbe::most, descriptors.size()); ++i) {
        out.surroundings.push_back(shorten(descriptors[i]));
        out.x.push_back(finger.minutiae[i].x), out.y.push_back(finger.minutiae[i].y);
        out.angle.push_back(finger.minutiae[i].angle);
    }
    return out;
}

void sift_digests(const SievedProbe& probe, std::span<const Digest> digests, std::span<std::uint32_t> out) {
    static Sift* const sift = best_sift();
    sift(probe, digests, out);
}

}  // namespace motcua::finger
