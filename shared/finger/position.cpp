#include "shared/finger/position.hpp"

namespace motcua::finger {
namespace {
constexpr std::array<std::string_view, 11> names{"unknown",    "right_thumb", "right_index", "right_middle",
                                                 "right_ring", "right_little", "left_thumb", "left_index",
                                                 "left_middle", "left_ring",   "left_little"};
}

std::string_view text(Position position) { return names[static_cast<std::size_t>(position)]; }

std::optional<Position> parse_position(std::string_view name) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name) return static_cast<Position>(i);
    return std::nullopt;
}

}  // namespace motcua::finger
