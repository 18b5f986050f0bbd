// What templates of other programs, and made-up ones, do to the comparison.
#pragma once

#include <vector>

#include "shared/finger/compare.hpp"

namespace motcua::bench {

/// The prints of each set as `sets.hpp` orders them; fingers of different sets belong to different people.
using Prints = std::vector<const std::vector<finger::Prepared>*>;

/// One of each two templates does not say its minutiae's types: rates at the decision threshold.
void print_without_types(const Prints& sets);
/// Templates of nobody, parallel minutiae in rows: how many real prints the best of them match. Always the same ones.
void print_made_up(const Prints& sets);

}  // namespace motcua::bench
