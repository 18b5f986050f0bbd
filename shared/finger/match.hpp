// Comparison 1:1 of two templates. Only arithmetic that is exact everywhere (arithmetic.hpp): server and browser give the
// same score.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "shared/finger/minutiae.hpp"

namespace motcua::finger {

struct MatchedPair {
    std::uint8_t probe = 0;      ///< index into the probe's minutiae
    std::uint8_t candidate = 0;  ///< index into the candidate's minutiae

    friend bool operator==(const MatchedPair&, const MatchedPair&) = default;
};

/// A place in a picture at 500 ppi.
struct Place {
    int x = 0, y = 0;  ///< pixels from the left and upper edge

    friend bool operator==(const Place&, const Place&) = default;
};

/// How the candidate's picture lies on the probe's: turn about (0,0), then shift.
struct Alignment {
    std::uint8_t turn = 0;  ///< 1/256 turns, counter-clockwise as seen in the picture
    std::int16_t dx = 0;    ///< pixels
    std::int16_t dy = 0;
};

struct Comparison {
    int score = 0;                      ///< 0..1000; false_match_ppm() says what it is worth
    std::vector<MatchedPair> pairs{};   ///< for the overlay
    Alignment alignment{};
};

/// Compares two templates. Symmetric: compare(a, b).score == compare(b, a).score. Any turn, any shift, skin
/// distortion of an ordinary press.
[[nodiscard]] Comparison compare(const Template& probe, const Template& candidate);

/// Score that one comparison of different fingers in ten thousand reaches (see calibration.cpp for the data). Our counter
/// and the demo registry decide with it.
[[nodiscard]] int decision_threshold();

/// The score from which on a search 1:N among so many fingers says that one is the same. A comparison 1:1 errs once in 10,000; a search
/// makes as many comparisons as there are fingers, and is held to one false hit in 1,000 searches: ten fingers ask for the decision
/// threshold, a thousand for 280, where false_match_ppm() ends. Each ten times as many beyond ask for 46 points more, as the table's last
/// steps rise; that is no measurement. Never above 1000.
[[nodiscard]] int search_threshold(std::size_t fingers);

/// Expected false matches per million comparisons of different fingers at this score, from the table in
/// calibration.cpp (its data is named there).
/// Measured with templates of our own extraction: of records that somebody else made it says nothing, as they may be made to resemble
/// many fingers.
[[nodiscard]] int false_match_ppm(int score);

}  // namespace motcua::finger
