// How many pixels of a picture make an inch: as stated where a reader stated it, else from the ridges.
#pragma once

#include <optional>

#include "shared/finger/image.hpp"

namespace motcua::finger {

/// What a file states, where it can be a reader's: 250..1200. Image programs write 72 or 96 where nothing is known, and cameras
/// other numbers. 0: not to be trusted.
[[nodiscard]] constexpr int trusted_ppi(int stated) { return stated >= 250 && stated <= 1200 ? stated : 0; }

/// Median distance from ridge to ridge in pixels, over all windows with a clear ridge pattern; nothing where there are too few.
[[nodiscard]] std::optional<float> ridge_period(const GreyImage& image);

/// The resolution at which this would be an ordinary adult finger, 250..1200; nothing without ridges. See resolution.cpp for
/// the data and the error.
[[nodiscard]] std::optional<int> estimate_ppi(const GreyImage& image);

/// What a picture of unknown resolution is taken for: 500, which nearly all readers deliver, unless the ridges contradict it
/// by more than people differ.
[[nodiscard]] int likely_ppi(const GreyImage& image);

}  // namespace motcua::finger
