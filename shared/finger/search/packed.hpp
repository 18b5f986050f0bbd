// The template as a gallery keeps it: nothing of it is lost, and the flow map takes half a byte where there is finger.
#pragma once

#include <cstdint>
#include <span>

#include "shared/finger/template.hpp"

namespace motcua::finger {

/// The compact record (write_compact) without its flow map | u8 columns | u8 rows | a bit a cell, row by row, the lowest bit
/// first: finger | half bytes, low half first, for each cell of finger: its direction less the one before (0 at first), 7 added,
/// where that is 0..14; else 15 and the direction in two half bytes, low first. The last half byte may be padding (0).
[[nodiscard]] Bytes pack(const Template& finger);

/// Errors: finger_record_malformed.
[[nodiscard]] Result<Template> unpack(std::span<const std::uint8_t> packed);

}  // namespace motcua::finger
