#include "shared/finger/search/digest.hpp"

#include <algorithm>

namespace motcua::finger {

static_assert(Descriptor::layers == 6);

ShortDescriptor shorten(const Descriptor& d) {
    // The layers' middles stand at 30, 90, 150, 210, 270 and 330 degrees
    ShortDescriptor out{.bits = {d.bits[0] | d.bits[5], d.bits[2] | d.bits[3]}};
    for (std::size_t s = 0; s < 32; ++s) {
        const std::uint8_t direction = d.flow[s + ShortDescriptor::first_sample];
        if (direction == FlowMap::none) continue;
        out.flow_valid |= std::uint32_t{1} << s;
        if (direction >= 64) out.flow |= std::uint64_t{1} << s;
        if (direction >= 32 && direction < 96) out.flow |= std::uint64_t{1} << (s + 32);
    }
    return out;
}

Digest digest_of(const Template& finger) {
    const auto descriptors = describe(finger);
    Digest out;
    out.count = static_cast<std::uint8_t>(std::min<std::size_t>(Digest::minutiae, descriptors.size()));
    for (std::size_t i = 0; i < out.count; ++i) {
        const ShortDescriptor d = shorten(descriptors[i]);
        for (std::size_t k = 0; k < d.bits.size(); ++k) out.bits[k][i] = d.bits[k];
        out.flow[i] = d.flow, out.flow_valid[i] = d.flow_valid;
        const Minutia& m = finger.minutiae[i];
        out.x[i] = static_cast<std::uint8_t>(std::clamp(m.x / Digest::place_step, 0, 255));
        out.y[i] = static_cast<std::uint8_t>(std::clamp(m.y / Digest::place_step, 0, 255));
        out.angle[i] = m.angle;
    }
    return out;
}

}  // namespace motcua::finger
