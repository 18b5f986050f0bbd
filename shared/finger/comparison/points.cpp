#include "shared/finger/comparison/points.hpp"

#include <algorithm>

namespace motcua::finger {
namespace {

void add_descriptor(Surroundings& out, const Descriptor& d, std::size_t at, std::size_t stride) {
    for (std::size_t k = 0; k < Descriptor::layers; ++k) out.bits[k * stride + at] = d.bits[k];
    out.valid[at] = d.valid;
    for (std::size_t s = 0; s < Descriptor::samples; ++s) {
        if (d.flow[s] == FlowMap::none) continue;
        out.flow[Surroundings::flow_index(at, s)] = static_cast<std::uint8_t>(2 * d.flow[s]);
        out.flow_limit[Surroundings::flow_index(at, s)] = Surroundings::full_agreement;
        out.flow_valid[at] |= std::uint64_t{1} << s;
    }
}

Surroundings surroundings_of(const std::vector<Descriptor>& descriptors, std::size_t count, std::size_t stride) {
    Surroundings out{.bits = std::vector<std::uint64_t>(Descriptor::layers * stride), .valid = std::vector<std::uint64_t>(stride),
                     .flow_valid = std::vector<std::uint64_t>(stride), .flow = std::vector<std::uint8_t>(Descriptor::samples * stride),
                     .flow_limit = std::vector<std::uint8_t>(Descriptor::samples * stride)};
    for (std::size_t i = 0; i < count; ++i) add_descriptor(out, descriptors[i], i, stride);
    return out;
}

Ground ground_of(const FlowMap& flow) {
    Ground out;
    for (int r = 0; r < flow.rows; ++r)
        for (int c = 0; c < flow.columns; ++c) {
            const std::uint8_t angle = flow.angles[static_cast<std::size_t>(r) * flow.columns + c];
            if (angle == FlowMap::none) continue;
            out.x.push_back((static_cast<float>(c) + 0.5F) * FlowMap::cell);
            out.y.push_back((static_cast<float>(r) + 0.5F) * FlowMap::cell);
            out.angle.push_back(angle);
        }
    return out;
}

}  // namespace

Points points_of(const Template& finger) {
    Points out{.count = static_cast<int>(std::min<std::size_t>(most_used, finger.minutiae.size()))};
    out.stride = (out.count + lanes - 1) / lanes * lanes;
    out.x.resize(out.stride), out.y.resize(out.stride), out.angle.resize(out.stride), out.weight.resize(out.stride);
    for (int i = 0; i < out.count; ++i) {
        const Minutia& m = finger.minutiae[i];
        out.x[i] = m.x, out.y[i] = m.y, out.angle[i] = m.angle;
        // A floor, so that foreign templates without qualities compare like any other
        out.weight[i] = static_cast<float>(std::clamp<int>(m.quality, 10, 100)) / 100.0F;
    }
    out.surroundings = surroundings_of(describe(finger), out.count, out.stride);
    out.ground = ground_of(finger.flow);
    return out;
}

}  // namespace motcua::finger
