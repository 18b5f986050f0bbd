// A template made ready for many comparisons, and the comparison itself (match.hpp is the simple door to it).
#pragma once

#include <vector>

#include "shared/finger/descriptor.hpp"
#include "shared/finger/evidence.hpp"
#include "shared/finger/match.hpp"

namespace motcua::finger {

struct Prepared {
    Template finger{};
    std::vector<Descriptor> descriptors{};
};

[[nodiscard]] Prepared prepare(Template finger);

struct Finding {
    Comparison comparison{};
    Evidence evidence{};
};

[[nodiscard]] Finding compare(const Prepared& probe, const Prepared& candidate);

}  // namespace motcua::finger
