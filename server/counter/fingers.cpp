#include "server/counter/fingers.hpp"

#include <algorithm>
#include <array>

namespace motcua::counter {
namespace {

using finger::Position;
constexpr std::array right{Position::right_index, Position::right_thumb, Position::right_middle, Position::right_ring,
                           Position::right_little};
constexpr std::array left{Position::left_index, Position::left_thumb, Position::left_middle, Position::left_ring,
                          Position::left_little};

bool is(const Fingers& fingers, Position position, FingerState state) {
    const auto found = fingers.find(position);
    return found != fingers.end() && found->second == state;
}

bool hand_complete(const Fingers& fingers, const std::array<Position, 5>& hand) {
    const Position index = hand.front();
    if (is(fingers, index, FingerState::captured)) return true;
    if (!is(fingers, index, FingerState::missing)) return false;
    const auto in_state = [&](FingerState state) {
        return [&fingers, state](Position position) { return is(fingers, position, state); };
    };
    return std::any_of(hand.begin(), hand.end(), in_state(FingerState::captured)) ||
           std::all_of(hand.begin(), hand.end(), in_state(FingerState::missing));
}

}  // namespace

bool fingers_complete(const Fingers& fingers) { return hand_complete(fingers, right) && hand_complete(fingers, left); }

bool is_missing_reason(std::string_view reason) { return reason == "amputated" || reason == "bandaged" || reason == "damaged"; }

}  // namespace motcua::counter
