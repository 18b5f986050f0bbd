// How alike the surroundings of every minutia of one template are to those of every minutia of the other. Included once,
// by match.cpp, which compiles it for each kind of processor.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "shared/finger/comparison/points.hpp"

namespace motcua::finger {

/// 0..1000 for each pair; row i holds probe minutia i. Padding is 0.
struct Similarities {
    int rows = 0;
    int stride = 0;
    alignas(64) std::array<std::int16_t, static_cast<std::size_t>(capacity) * capacity> values;  // written before it is read

    [[nodiscard]] int at(int i, int j) const { return values[static_cast<std::size_t>(i) * stride + j]; }
};

namespace kernel {

constexpr int least_cells = 20;    // valid in both, or the cylinders say nothing
constexpr int least_samples = 10;  // of the flow on both fingers
constexpr int samples_a_byte = 6;  // that many full agreements fit in a byte

struct Row {
    alignas(64) std::array<std::uint64_t, capacity> common, apart, cells, samples;
    alignas(64) std::array<std::uint16_t, capacity> agreement;
};

/// Minutia Cylinder-Code: bits set in both, and set in one only (where both see the finger).
inline void compare_cylinders(const Points& probe, int i, const Points& candidate, Row& row) {
    const Surroundings &a = probe.surroundings, &b = candidate.surroundings;
    const int n = candidate.stride;
    std::array<std::uint64_t, Descriptor::layers> own;
    for (int k = 0; k < Descriptor::layers; ++k) own[k] = a.bits[static_cast<std::size_t>(k) * probe.stride + i];
    const std::uint64_t valid = a.valid[i], flow_valid = a.flow_valid[i];
    const std::uint64_t* const bits = b.bits.data();
    for (int j = 0; j < n; ++j) {
        const std::uint64_t both = valid & b.valid[j];
        std::uint64_t common = 0, apart = 0;
        for (int k = 0; k < Descriptor::layers; ++k) {
            const std::uint64_t other = bits[k * n + j];
            common += static_cast<std::uint64_t>(std::popcount(own[k] & other));
            apart += static_cast<std::uint64_t>(std::popcount((own[k] ^ other) & both));
        }
        row.common[j] = common;
        row.apart[j] = apart;
        row.cells[j] = static_cast<std::uint64_t>(std::popcount(both));
        row.samples[j] = static_cast<std::uint64_t>(std::popcount(flow_valid & b.flow_valid[j]));
    }
}

/// Sixteen minutiae at a time: one vector register of any processor (and of WASM); plain code where there is none.
using Sixteen [[gnu::vector_size(lanes)]] = std::uint8_t;

inline Sixteen load(const std::uint8_t* from) {
    Sixteen out;
    std::memcpy(&out, from, sizeof out);
    return out;
}

/// Agreement of one sample of sixteen minutiae with their partner's.
inline Sixteen agreement_of(std::uint8_t own, const std::uint8_t* other, const std::uint8_t* limit) {
    const Sixteen off = load(other) - own, back = -off, most = load(limit);
    const Sixteen least = off < back ? off : back;
    return (most > least ? most : least) - least;
}

/// The samples of one minutia that lie on the finger. Listed once: asking each sample again for every partner cannot be predicted.
struct OwnFlow {
    int count = 0;
    std::array<std::uint8_t, Descriptor::samples> angle;
    std::array<int, Descriptor::samples> offset;  ///< of that sample in sixteen partners' columns
};

inline void list_flow(const Surroundings& a, int i, OwnFlow& out) {
    const std::size_t first = Surroundings::flow_index(static_cast<std::size_t>(i), 0);
    out.count = 0;
    for (int s = 0; s < Descriptor::samples; ++s) {
        out.angle[out.count] = a.flow[first + s * lanes], out.offset[out.count] = s * lanes;
        out.count += a.flow_limit[first + s * lanes] != 0 ? 1 : 0;
    }
}

/// Ridge flow on the rings: sum over samples of agreement.
inline void compare_flows(const OwnFlow& own, const Points& candidate, Row& row) {
    const std::uint8_t *other = candidate.surroundings.flow.data(), *limit = candidate.surroundings.flow_limit.data();
    for (int first = 0; first < candidate.stride; first += lanes, other += Descriptor::samples * lanes, limit += Descriptor::samples * lanes) {
        std::array<std::uint16_t, lanes> total{};
        for (int k = 0; k < own.count;) {
            Sixteen sum{};
            for (const int end = std::min(own.count, k + samples_a_byte); k < end; ++k)
                sum += agreement_of(own.angle[k], other + own.offset[k], limit + own.offset[k]);
            for (int j = 0; j < lanes; ++j) total[j] = static_cast<std::uint16_t>(total[j] + sum[j]);
        }
        std::copy(total.begin(), total.end(), row.agreement.begin() + first);
    }
}

inline void weigh_row(const Row& row, int n, std::int16_t* out) {
    for (int j = 0; j < n; ++j) {
        const float common = static_cast<float>(static_cast<std::int32_t>(row.common[j]));
        const float apart = static_cast<float>(static_cast<std::int32_t>(row.apart[j]));
        const float samples = static_cast<float>(static_cast<std::int32_t>(row.samples[j]));
        const float cylinder = 2000.0F * common / std::max(1.0F, 2 * common + apart);
        const float flow = 25.0F * row.agreement[j] / std::max(1.0F, samples);
        const bool has_cylinder = static_cast<std::int32_t>(row.cells[j]) >= least_cells;
        const bool has_flow = static_cast<std::int32_t>(row.samples[j]) >= least_samples;
        const float both = (cylinder + flow) * 0.5F;
        const float one = has_cylinder ? cylinder : (has_flow ? flow * 0.5F : 0.0F);
        out[j] = static_cast<std::int16_t>(static_cast<std::int32_t>(has_cylinder && has_flow ? both : one));
    }
}

inline void compare_surroundings(const Points& probe, const Points& candidate, Similarities& out) {
    Row row;
    OwnFlow flow;
    out.rows = probe.count;
    out.stride = candidate.stride;
    for (int i = 0; i < probe.count; ++i) {
        compare_cylinders(probe, i, candidate, row);
        list_flow(probe.surroundings, i, flow);
        compare_flows(flow, candidate, row);
        weigh_row(row, candidate.stride, out.values.data() + static_cast<std::size_t>(i) * out.stride);
    }
}

}  // namespace kernel
}  // namespace motcua::finger
