// One finger picture judged: is it good enough, and if not, why, in words an officer can act on.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/finger/image.hpp"
#include "shared/finger/minutiae.hpp"
#include "shared/finger/position.hpp"
#include "shared/finger/quality/features.hpp"

namespace motcua::finger {

/// What to tell the officer. Order: most useful advice first.
enum class Cause : std::uint8_t { not_a_finger, too_small, partial, too_light, too_dry, too_wet, smeared, wrong_position };

/// "too_dry" …: the names in the JSON.
[[nodiscard]] std::string_view text(Cause cause);

/// Native values of the quality measures (one file each in quality/), in thousandths unless said. An absent value is a
/// failure to assess that measure; the others stand.
struct Measures {
    std::optional<int> orientation_certainty{};  ///< mean over foreground blocks
    std::optional<int> local_clarity{};
    std::optional<int> frequency_strength{};     ///< how much of a block's cross-section is one ridge frequency
    std::optional<int> flow_smoothness{};
    std::optional<int> coherence{};
    std::optional<int> contrast{};               ///< ridge to valley, of the full grey scale
    std::optional<int> area{};                   ///< foreground, square millimetres (not thousandths)
    std::optional<int> darkness{};               ///< share of ridge in ridge + valley
    std::optional<int> ridge_period{};           ///< hundredths of a pixel at 500 ppi
    std::optional<int> clear_share{};            ///< share of the foreground with a clear ridge pattern
    std::optional<int> clear_area{};             ///< foreground with readable ridges, tenths of a square millimetre
    std::optional<int> flowing_area{};           ///< the same, and flowing one way, tenths of a square millimetre
    std::optional<int> off_centre{};             ///< how much more one edge of the picture is finger than the opposite one
};

struct Verdict {
    bool valid = false;            ///< fit for enrolment: quality >= acceptable_quality and no cause of refusal
    std::optional<int> quality{};  ///< 0..100; absent: failure to assess
    int minutiae = 0;
    int width = 0;                 ///< as delivered
    int height = 0;
    int ppi = standard_ppi;
    Measures measures{};
    std::optional<quality::Features> components{};  ///< of ISO/IEC 29794-4; absent where the picture could not be used at all
    std::vector<Cause> causes{};
};

/// Below this an officer is asked to take the finger again (domain.md 7.2: common practice 30 to 45 of NFIQ 2's scale,
/// on which ours is fitted; little and ring fingers are allowed less).
[[nodiscard]] int acceptable_quality(Position position);

/// Judges one picture.
[[nodiscard]] Verdict judge(const GreyImage& image, Position position = Position::unknown);

/// Verdict and template from one pass over the picture.
struct Examination {
    Verdict verdict{};
    std::optional<Template> minutiae{};   ///< absent when extract() would refuse
    std::optional<ErrorCode> refusal{};   ///< then why
};
[[nodiscard]] Examination examine(const GreyImage& image, Position position = Position::unknown);

/// {"valid","quality","minutiae","width","height","ppi","measures":{…},"components":{…}|null,"causes":[…]}, keys in this order.
[[nodiscard]] std::string to_json(const Verdict& verdict);

}  // namespace motcua::finger
