// What one alignment of two templates shows, and the score it is worth. Kept apart from the search for the alignment, so
// that another way of weighing needs no other search.
#pragma once

namespace motcua::finger {

struct Evidence {
    int pairs = 0;            ///< matched minutiae
    float closeness = 0;      ///< sum over pairs of 0..1: distance, angle, surroundings and type
    float share = 0;          ///< 0..1: pairs against the minutiae that had to match in the shared area, by their quality
    float flow = 0;           ///< 0..1: agreement of ridge directions over the shared area
    int overlap = 0;          ///< shared area, flow cells; 0 without flow maps
    float strain = 0;         ///< pixels: root mean square of what a smooth distortion does not explain
    float surroundings = 0;   ///< 0..1: mean similarity of the pairs' descriptors
};

/// 0..1000.
[[nodiscard]] int score_of(const Evidence& evidence);

}  // namespace motcua::finger
