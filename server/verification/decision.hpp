// What the comparison with the national record means for a file: match, no record, or mismatch; why; and the working days it leaves.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/finger/match.hpp"

namespace motcua::verification {

/// One 1:1 comparison as the registry judged it. The registry's own decision counts, not our reading of its scores.
struct FaceResult {
    double score = 0;
    std::optional<double> threshold{};
    bool match = false;
};
struct FingerResult {
    std::string position;  ///< "right_index"
    double score = 0;
    bool match = false;
    /// Minutiae of the captured print that the registry found again on record; empty where it does not say. Advice for people only.
    std::vector<finger::Place> paired{};
};

/// A captured finger that the registry has on record.
struct FingerHit {
    std::string position;     ///< as it was captured: "right_index"
    std::string person_id;    ///< whose record
    std::string recorded_as;  ///< as what it is on record; "unknown" where that is not said

    friend bool operator==(const FingerHit&, const FingerHit&) = default;
};

/// What the search 1:N of the captured fingers among everybody on record said.
struct Search {
    std::vector<std::string> searched{};      ///< positions
    std::vector<std::string> not_searched{};  ///< the registry offers no search, or could not read this picture
    std::vector<FingerHit> hits{};
};

/// Everything the registry said about one person.
struct Evidence {
    bool found = false;                   ///< a person with this passport number, nationality and birth date is there
    std::string person_id{};              ///< of the person found
    std::optional<FaceResult> face{};     ///< none: no face on record
    std::vector<FingerResult> fingers{};  ///< only fingers both on record and captured today
    Search search{};
};

enum class Decision : std::uint8_t { match, no_record, mismatch };

/// "match", "no_record", "mismatch".
[[nodiscard]] std::string_view text(Decision decision);
/// What text() wrote; anything else is a mismatch, which promises nothing.
[[nodiscard]] Decision parse_decision(std::string_view text);

/// Why it is a mismatch.
enum class Reason : std::uint8_t {
    duplicate,  ///< a captured finger is on record under another person
    swapped,    ///< a captured finger is on record as another finger of this person, and does not match as what it was taken for
    face,       ///< the face does not match
    fingers,    ///< no more fingers match than do not
};
/// "duplicate", "swapped", "face", "fingers".
[[nodiscard]] std::string_view text(Reason reason);
/// All that apply, in the order above; none: no mismatch.
[[nodiscard]] std::vector<Reason> reasons(const Evidence& evidence);

/// Hits under anybody but the person found.
[[nodiscard]] std::vector<FingerHit> of_others(const Evidence& evidence);
/// Hits under the person found that make the reason `swapped`.
[[nodiscard]] std::vector<FingerHit> swapped(const Evidence& evidence);
/// Whether all of them are the same finger of the other hand.
[[nodiscard]] bool hands_swapped(const std::vector<FingerHit>& swapped);

/// The rule: any modality on record that does not match is a mismatch; fingers count as matching when more match than
/// do not, so one wet finger does not send nine good ones away. Only face AND fingers on record and matching is a match.
/// One finger that the search finds in the wrong place is a mismatch, too: a search says so only where chance is one in a million
/// (finger::search_threshold).
[[nodiscard]] Decision decide(const Evidence& evidence);

/// Decree 69/2024 Art. 13(3): 3 working days where face and fingerprints were already on record and matched, else 7.
[[nodiscard]] int working_days(Decision decision);

}  // namespace motcua::verification
