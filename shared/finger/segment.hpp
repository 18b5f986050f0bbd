// Where the finger is: cells with enough contrast, closed and in one piece.
#pragma once

#include <cstdint>

#include "shared/finger/ridges.hpp"

namespace motcua::finger {

[[nodiscard]] Cells<std::uint8_t> segment(const Cells<float>& contrast);
/// The mask and the cells that touch it.
[[nodiscard]] Cells<std::uint8_t> grown(const Cells<std::uint8_t>& mask);

}  // namespace motcua::finger
