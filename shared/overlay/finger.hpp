// What the extractor and the comparison saw, drawn over the print: for an officer who has to decide about a doubt, and for the help
// page.
#pragma once

#include <span>

#include "shared/finger/image.hpp"
#include "shared/finger/match.hpp"
#include "shared/finger/minutiae.hpp"
#include "shared/picture/picture.hpp"

namespace motcua::overlay {

/// All pictures have this many pixels for each of the print at 500 ppi.
inline constexpr int scale = 2;

/// A print and its template: `image` at 500 ppi, as the template's coordinates are (finger::normalise).
struct Print {
    const finger::GreyImage& image;
    const finger::Template& minutiae;
};

/// The print alone, grey.
[[nodiscard]] picture::Picture draw_print(const finger::GreyImage& image);
/// A stroke along the ridges in every cell of the flow map that knows a direction.
[[nodiscard]] picture::Picture draw_flow(const Print& print);
/// Ends of ridges as rings, forks as squares (told apart without colour), each with a tail along its direction (19794-2, 8.4.3).
[[nodiscard]] picture::Picture draw_minutiae(const Print& print);
/// Pixels at 500 ppi within which a place is a minutia's.
inline constexpr int near = 4;
/// Minutiae at these places (each place once) in one colour, the others dark grey: what another system says that
/// it found again of this print, where its own print stays with it.
[[nodiscard]] picture::Picture draw_found(const Print& print, std::span<const finger::Place> found);
/// Two prints side by side: matched minutiae in one colour and joined by a line, the others pale.
[[nodiscard]] picture::Picture draw_pairs(const Print& probe, const Print& candidate, const finger::Comparison& comparison);

}  // namespace motcua::overlay
