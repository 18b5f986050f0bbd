// Which fingers are due at the counter. How many Vietnam takes of foreigners is not published (domain.md 7.2): ours are the
// index finger of each hand, as on the chip-based identity card, and more where the officer takes them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "shared/finger/position.hpp"

namespace motcua::counter {

enum class FingerState : std::uint8_t { captured, missing };
using Fingers = std::map<finger::Position, FingerState>;

/// Whether a finger of each hand is captured, the index where it can be: an index marked missing calls for another finger
/// of the hand, a hand whose five fingers are all marked missing is done.
[[nodiscard]] bool fingers_complete(const Fingers& fingers);

/// "amputated", "bandaged", "damaged": the words of OSIA in small letters.
[[nodiscard]] bool is_missing_reason(std::string_view reason);

}  // namespace motcua::counter
