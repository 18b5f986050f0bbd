// The ten fingers, numbered as in ISO/IEC 19794-2:2011 table 5 (and ANSI/NIST-ITL 1-2011 table 8).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace motcua::finger {

enum class Position : std::uint8_t {
    unknown = 0,
    right_thumb,
    right_index,
    right_middle,
    right_ring,
    right_little,
    left_thumb,
    left_index,
    left_middle,
    left_ring,
    left_little,
};

inline constexpr std::array<Position, 10> all_positions{
    Position::right_thumb, Position::right_index, Position::right_middle, Position::right_ring, Position::right_little,
    Position::left_thumb,  Position::left_index,  Position::left_middle,  Position::left_ring,  Position::left_little};

/// "right_thumb" …, "unknown": the names of the HTTP API.
[[nodiscard]] std::string_view text(Position position);
/// The position of a name; nothing for a name that is none.
[[nodiscard]] std::optional<Position> parse_position(std::string_view name);

}  // namespace motcua::finger
