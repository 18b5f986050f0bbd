// The quality components of ISO/IEC 29794-4:2017 as NFIQ 2 spreads them out (5 distributions and single values): one a file,
// on the grey picture itself, at 500 ppi, without its near-white frame. Integers: thousandths unless said.
#pragma once

#include <vector>

#include "shared/finger/minutiae.hpp"
#include "shared/finger/quality/distribution.hpp"
#include "shared/finger/quality/frame.hpp"
#include "shared/finger/quality/local_regions.hpp"
#include "shared/finger/quality/region_of_interest.hpp"

namespace motcua::finger::quality {

/// FDA of 29794-4: amplitude of the strongest ridge frequency and 0.3 of its neighbours, as a share of all.
[[nodiscard]] Distribution frequency_domain(const LocalRegions& regions);
/// LCS of 29794-4: 1 - mean share of ridge pixels that are light and valley pixels that are dark; 0 where the widths are no
/// ridges' or valleys'.
[[nodiscard]] Distribution local_clarity_score(const LocalRegions& regions);
/// OCL of 29794-4: 1 - smaller / larger eigenvalue of the gradients' covariance, in blocks of 32 px; uniform blocks are out.
[[nodiscard]] Distribution orientation_certainty_level(const GreyImage& image);
/// OF of 29794-4: mean angle to the eight neighbours beyond 4 degrees, as a share of 86; calmer regions are out.
[[nodiscard]] Distribution orientation_flow(const LocalRegions& regions);
/// RVU of 29794-4: ratios of neighbouring complete ridge and valley widths.
[[nodiscard]] Distribution ridge_valley_uniformity(const LocalRegions& regions);

struct GreyMeans {
    int mean = 0;            ///< Mu: thousandths of a grey level
    int mean_of_blocks = 0;  ///< MMB: mean of the means of 32 px blocks; thousandths of a grey level
    int deviation = 0;       ///< of the whole picture; thousandths of a grey level
};
[[nodiscard]] GreyMeans grey_means(const GreyImage& image);

struct RoiCoherence {
    int sum = 0;   ///< over blocks of 16 px that touch the region of interest
    int mean = 0;
};
[[nodiscard]] RoiCoherence roi_coherence(const GreyImage& image, const Region& region);

struct MinutiaeSpread {
    int count = 0;          ///< number
    int central = 0;        ///< number within 100 px of the minutiae's mean place in x and in y
    int well_inked = 0;     ///< share of minutiae in blocks 0 to half a standard deviation darker than the picture
    int well_directed = 0;  ///< share of minutiae in blocks with an orientation certainty over 0.8
};
[[nodiscard]] MinutiaeSpread minutiae_spread(const Framed& framed, const std::vector<Minutia>& minutiae);

struct Features {
    Distribution frequency_domain{}, local_clarity{}, orientation_certainty{}, orientation_flow{}, ridge_valley_uniformity{};
    GreyMeans grey{};
    int roi_mean = 0;   ///< mean grey of the region of interest; thousandths of a grey level
    int roi_area = 0;   ///< square millimetres
    RoiCoherence coherence{};
    MinutiaeSpread minutiae{};
};

[[nodiscard]] Features features_of(const GreyImage& image, const std::vector<Minutia>& minutiae);

}  // namespace motcua::finger::quality
