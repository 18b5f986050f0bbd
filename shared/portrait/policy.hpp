// What a portrait must be to be accepted: dated limits on the measures, kept as data in assets/portrait.json.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "shared/base/date.hpp"

namespace motcua::portrait {

/// One row each in measures.def: JSON name, decimals of the native value, method.
enum class MeasureId : std::uint8_t {
#define MOTCUA_MEASURE(name, text, decimals, method) name,
#include "shared/portrait/measures.def"
#undef MOTCUA_MEASURE
};
[[nodiscard]] std::string_view text(MeasureId id);

/// Is the measure the standard's, our substitute for one of its, or our own? See measures.def.
enum class Method : std::uint8_t { iso, substitute, own };
[[nodiscard]] Method method_of(MeasureId id);
[[nodiscard]] std::string_view text(Method method);

/// What is wrong, in the order of importance; the first one found is the advice. Codes in causes.def ("portrait.too_far");
/// texts are i18n keys "portrait.advice.too_far".
enum class Cause : std::uint8_t {
#define MOTCUA_CAUSE(name, text) name,
#include "shared/portrait/causes.def"
#undef MOTCUA_CAUSE
};
[[nodiscard]] std::string_view text(Cause cause);

enum class Limit : std::uint8_t { value_below, value_above, score_below };
enum class Weight : std::uint8_t {
    cause,  ///< the picture is not valid
    hint    ///< said, but not held against the picture: the measure is wrong too often
};

/// The cause is raised when the measure lies beyond the limit. A measure that was not assessed raises no objection.
struct Rule {
    Cause cause{};
    MeasureId measure{};
    Limit limit{};
    double at = 0;
    Weight weight = Weight::cause;
};

/// The shape of an official picture. The head (crown to chin) of an ICAO portrait is 70-80 % of the height and its eye line
/// 50-70 % above the lower edge (Doc 9303-3; ISO/IEC 39794-5 D.1.4); the crown is as far above the eyes as the chin is below.
struct Format {
    int across = 0, down = 0;               ///< the ratio
    double head = 0;                        ///< crown to chin over the height
    double eye_line = 0;                    ///< from the upper edge, over the height
    int least_height = 0, most_height = 0;  ///< pixels; smaller ones are not cut, larger ones are made smaller
};

struct Policy {
    std::string_view id{}, title_vi{}, title_en{}, source{};
    bool certain = false;
    Date from{};
    std::optional<Date> to{};
    Format format{};
    std::vector<Rule> rules{};
};

/// Every policy of assets/portrait.json, in its order.
[[nodiscard]] std::vector<Policy> all_policies();
/// The policy of that name ("vn", "icao") in force on a day; nothing when there is none.
[[nodiscard]] std::optional<Policy> find_policy(std::string_view id, Date on);
/// The rules for the level-2 account's portrait: one person, from the front, plain white background. The newest ones where no
/// day is given, or where no rules are in force on that day.
[[nodiscard]] Policy policy_vn(std::optional<Date> on = std::nullopt);

/// For a picture that is `times` smaller than the one that will be kept: limits in pixels shrink with it.
[[nodiscard]] Policy for_smaller(Policy policy, double times);

}  // namespace motcua::portrait
