// A template made ready for many comparisons, and the comparison itself (match.hpp is the simple door to it).
#pragma once

#include <cstddef>

#include "shared/finger/comparison/points.hpp"
#include "shared/finger/evidence.hpp"
#include "shared/finger/match.hpp"

namespace motcua::finger {

struct Prepared {
    Template finger{};
    Points points{};
};

[[nodiscard]] Prepared prepare(Template finger);

/// What a prepared template occupies, about 100 bytes a minutia and 10 a flow cell (in a file: write_compact(), under 1.5 KB).
[[nodiscard]] std::size_t bytes_in_memory(const Prepared& prepared);

struct Finding {
    Comparison comparison{};
    Evidence evidence{};
};

/// Allocates only for the pairs it found.
[[nodiscard]] Finding compare(const Prepared& probe, const Prepared& candidate);

/// The score alone, which costs no allocation: what many comparisons need.
[[nodiscard]] int score(const Prepared& probe, const Prepared& candidate);

}  // namespace motcua::finger
