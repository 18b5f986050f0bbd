// Several fingers of two hands compared, finger by finger: what their scores say together.
//
// Each score becomes a weight of evidence, the decimal logarithm of how much likelier it is for one person than for two
// (Good, "Weight of evidence: a brief survey", 1985), and the weights are added (ISO/IEC TR 24722: score level fusion). How often
// two different people reach a sum is reckoned from the false match rates of single fingers (calibration.cpp), taking the
// fingers of different people as independent.
#pragma once

#include <cstdint>
#include <span>

namespace motcua::finger {

inline constexpr int most_fused = 10;

/// Weight of one score in hundredths of a decade, -150..400: 100 is ten times likelier for one person. Never falls with the score.
/// Bounded below, because a finger may be hurt or pressed badly, and above by what the data can show.
[[nodiscard]] int weight_of(int score);

struct Fusion {
    int fingers = 0;
    int weight = 0;                      ///< sum of weight_of()
    std::int64_t false_match_ppb = 0;    ///< of so many fingers of different people, how many in a billion reach this weight; at least 1
    /// More than half of the fingers speak for one person, and so does the sum, and the rate is not higher than that of one finger at the
    /// decision threshold, 100 in a million. One finger that matches does not carry as many that do not: it may be borrowed.
    bool match = false;
};

/// `scores`: of compare(), 1..most_fused, each of another finger; more are left out. None: no match.
[[nodiscard]] Fusion fuse(std::span<const int> scores);

}  // namespace motcua::finger
