// Four fingers (or two thumbs) pressed side by side, as 4-4-2 readers deliver them: found, put in order, named and cut out.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "shared/finger/image.hpp"
#include "shared/finger/position.hpp"

namespace motcua::finger {

/// What one picture shows (ISO/IEC 19794-4:2011, table 5): one finger, or several pressed side by side.
enum class Capture : std::uint8_t { single, right_four, left_four, two_thumbs };

/// "finger", "right_four", "left_four", "two_thumbs": the names in JSON and on the command line.
[[nodiscard]] std::string_view text(Capture capture);
[[nodiscard]] std::optional<Capture> parse_capture(std::string_view name);

/// The fingers of a capture from left to right, as the picture shows them (the hand seen from its back).
[[nodiscard]] std::vector<Position> fingers_of(Capture capture);

/// A rectangle that lies aslant: its middle, its sides, and how far it is turned.
struct TiltedBox {
    int x = 0;        ///< of the middle, pixels of the picture
    int y = 0;
    int width = 0;    ///< across the finger
    int height = 0;   ///< from the tip downwards
    int degrees = 0;  ///< counter-clockwise; 0: the tip is above

    friend bool operator==(const TiltedBox&, const TiltedBox&) = default;
};

struct SlapFinger {
    Position position = Position::unknown;
    TiltedBox box{};
    GreyImage image{};  ///< upright, at 500 ppi
};

struct Slap {
    int degrees = 0;                      ///< how far the hand is turned, counter-clockwise
    std::vector<SlapFinger> fingers{};    ///< from left to right
    std::optional<Capture> hand{};        ///< right_four or left_four where the lengths of the fingers tell it
};

/// `missing`: fingers of this capture that the person does not have; they are not looked for. Hands turned by up to 25
/// degrees are read. Errors: those of at_standard_ppi(); finger_image_pixels (over 13 cm); finger_slap_few, finger_slap_many (fewer or more fingers
/// than asked for; detail: how many), finger_slap_thumbs (not two thumbs), finger_slap_hand (the other hand: its little
/// finger is on the wrong side).
[[nodiscard]] Result<Slap> segment_slap(const GreyImage& image, Capture asked, std::span<const Position> missing = {});

}  // namespace motcua::finger
