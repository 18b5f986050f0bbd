// SYNTHETIC fingerprints, for tests and the demo registry only: nobody's finger. A master print is grown from an
// orientation model and a ridge period by repeated oriented filtering of noise (the idea of SFinGe: Cappelli, Maio,
// Maltoni, "Synthetic fingerprint-database generation", ICPR 2002); impressions of it are then pressed, turned, stretched,
// dried, cut and soiled. The same seed gives the same bytes everywhere.
#pragma once

#include <cstdint>

#include "shared/finger/image.hpp"

namespace motcua::finger {

enum class PatternClass : std::uint8_t { arch, tented_arch, left_loop, right_loop, whorl };

/// The finger itself.
struct MasterPrint {
    std::uint64_t seed = 0;
    PatternClass pattern{};
    GreyImage ridges{};      ///< 416 x 560, clean
};

/// How one impression is taken. The defaults are an easy, well-taken print.
struct Impression {
    std::uint64_t seed = 1;        ///< noise, pores, scratches, the shape of the distortion
    int width = 388;               ///< pixels of the picture
    int height = 374;
    int turn_degrees = 0;          ///< counter-clockwise
    int shift_x = 0;               ///< pixels
    int shift_y = 0;
    int distortion_percent = 30;   ///< 0 none … 100 hard
    int moisture = 0;              ///< -100 very dry … 100 very wet
    int noise_percent = 20;        ///< 0 none … 100 hardly readable
    int contact_percent = 90;      ///< how much of the finger touches
};

/// Grows the finger of a seed; the class follows the natural frequencies (loops 65 %, whorls 28 %, arches 7 %).
[[nodiscard]] MasterPrint grow_finger(std::uint64_t seed);

/// One impression of a finger. Deterministic.
[[nodiscard]] GreyImage press(const MasterPrint& finger, const Impression& impression);

/// Impression number `number` of finger `seed`: turn, shift, distortion, moisture, noise and contact drawn from the
/// seed as an ordinary counter would see them. Number 0 is a good one, for enrolment.
[[nodiscard]] GreyImage synthesise(std::uint64_t seed, int number);
/// The same, when the master print is at hand already (growing it is the slow part).
[[nodiscard]] GreyImage synthesise(const MasterPrint& finger, int number);

}  // namespace motcua::finger
