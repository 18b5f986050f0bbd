// The quality measures, one a file; after ISO/IEC 29794-4:2017 and NFIQ 2's features, computed on our ridge map. Each gives
// its native value in thousandths unless said; nothing = failure to assess (no foreground, or no ridges in it).
#pragma once

#include <optional>

#include "shared/finger/image.hpp"
#include "shared/finger/judge.hpp"
#include "shared/finger/ridges.hpp"

namespace motcua::finger::quality {

/// Side of a block in cells: 32 px, as in 29794-4.
inline constexpr int block_cells = 4;

/// 1 - smaller / larger eigenvalue of the gradient covariance, mean over blocks (29794-4, OCL).
[[nodiscard]] std::optional<int> orientation_certainty(const GreyImage& image, const RidgeMap& map);
/// How rarely a ridge is light or a valley dark against the block's middle grey, mean over blocks (LCS).
[[nodiscard]] std::optional<int> local_clarity(const RidgeMap& map);
/// Share of a cross-section's power in one ridge frequency, mean over cells (FDA).
[[nodiscard]] std::optional<int> frequency_strength(const RidgeMap& map);
/// 1 - mean angle between neighbouring blocks / 90 degrees (OF).
[[nodiscard]] std::optional<int> flow_smoothness(const RidgeMap& map);
/// Mean length of the direction vector.
[[nodiscard]] std::optional<int> coherence(const RidgeMap& map);
/// Difference of grey between valleys and ridges.
[[nodiscard]] std::optional<int> contrast(const GreyImage& image, const RidgeMap& map);
/// Foreground in square millimetres.
[[nodiscard]] std::optional<int> area(const RidgeMap& map);
/// Share of dark pixels: under a third is dry or light pressure, over two thirds wet or heavy.
[[nodiscard]] std::optional<int> darkness(const GreyImage& image, const RidgeMap& map);
/// Median ridge period in hundredths of a pixel.
[[nodiscard]] std::optional<int> ridge_period(const RidgeMap& map);
/// Share of the foreground's cells whose signal is a clear ridge pattern.
[[nodiscard]] std::optional<int> clear_share(const RidgeMap& map);

/// Foreground whose ridges can be followed (the oriented filter kept 60 % of the signal), tenths of a square millimetre.
[[nodiscard]] std::optional<int> clear_area(const RidgeMap& map);
/// Foreground where clarity times coherence is over 60 %, tenths of a square millimetre.
[[nodiscard]] std::optional<int> flowing_area(const RidgeMap& map);
/// How much more of the picture's left edge than of its right one (or the other way round), or of its upper edge than of its
/// lower one, is finger: what lies beyond that edge was not taken.
[[nodiscard]] std::optional<int> off_centre(const RidgeMap& map);

/// All of them.
[[nodiscard]] Measures measure(const GreyImage& image, const RidgeMap& map);

/// 0..100 from the measures, the components and the minutiae; absent when a measure it needs is. Weights: weights.hpp, written
/// by tests/bench/finger/train_quality.py.
[[nodiscard]] std::optional<int> combine(const Measures& measures, const Features& features, const std::vector<Minutia>& minutiae);

/// What is wrong, most useful advice first. That the finger moved cannot be told from one still picture: a moved finger is
/// smeared. Which finger it is cannot be told either; wrong_position is a finger beside the reader's middle.
[[nodiscard]] std::vector<Cause> causes(const Measures& measures, int minutiae);

}  // namespace motcua::finger::quality
