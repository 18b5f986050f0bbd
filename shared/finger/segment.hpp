// Where the finger is: cells with enough contrast, closed and in one piece. The wide contrast bridges valleys; the near
// contrast says where the ridges really stop.
#pragma once

#include <cstdint>

#include "shared/finger/ridges.hpp"

namespace motcua::finger {

[[nodiscard]] Cells<std::uint8_t> segment(const Cells<float>& contrast, const Cells<float>& near_contrast);
/// The mask and the cells that touch it.
[[nodiscard]] Cells<std::uint8_t> grown(const Cells<std::uint8_t>& mask);

}  // namespace motcua::finger
