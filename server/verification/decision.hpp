// What the comparison with the national record means for a file: match, no record, or mismatch; and the working days it leaves.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
};

/// Everything the registry said about one person.
struct Evidence {
    bool found = false;                   ///< a person with this passport number, nationality and birth date is there
    std::optional<FaceResult> face{};     ///< none: no face on record
    std::vector<FingerResult> fingers{};  ///< only fingers both on record and captured today
};

enum class Decision : std::uint8_t { match, no_record, mismatch };

/// "match", "no_record", "mismatch".
[[nodiscard]] std::string_view text(Decision decision);
/// What text() wrote; anything else is a mismatch, which promises nothing.
[[nodiscard]] Decision parse_decision(std::string_view text);

/// The rule: any modality on record that does not match is a mismatch; fingers count as matching when more match than
/// do not, so one wet finger does not send nine good ones away. Only face AND fingers on record and matching is a match.
[[nodiscard]] Decision decide(const Evidence& evidence);

/// Decree 69/2024 Art. 13(3): 3 working days where face and fingerprints were already on record and matched, else 7.
[[nodiscard]] int working_days(Decision decision);

}  // namespace motcua::verification
